import { emptyMemory, linesOf } from '@bandecheng/hub/book/book-fold';
import { decideOutageStep } from '@bandecheng/hub/decide/outage-decider';
import { onJoin, reactions } from '@bandecheng/hub/react';
import { displayView } from '@bandecheng/hub/views/display-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { dueCommands } from '@bandecheng/hub/timers';
import { publicEvents } from '@bandecheng/hub/webhooks/public-events';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { describe, expect, it } from 'vitest';
import {
  AGENT,
  AGENT_JOINED,
  CLERK,
  given,
  HUB,
  KIOSK,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
const ISSUED = {
  ...{ kind: 'issued', service: 'social', class: 'ordinary', language: 'zh', kiosk: 'k1' },
  ...{ ahead: 3, estimateMinutes: 12 },
} as const;
const issued = (number: string, more: object = {}) =>
  ({ ...ISSUED, number, key: `key-of-${number}-0000000`, ...more }) as OutageStep;
const at = (kind: string, number: string, counter = 'c1') => ({ kind, counter, number }) as OutageStep;

/** A hall with an agent and its numbers, A001 and A002 waiting, whose line was cut at nine. */
function cut(): Given {
  return given(...OPEN_COUNTERS)
    .when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB)
    .when(issue, KIOSK)
    .when(issue, KIOSK)
    .when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
}
/** So many minutes later the agent is back. */
const back = (on: Given, minutes = 30): Given =>
  on.after(minutes * 60).when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
const minutesAgo = (on: Given, minutes: number): number => on.now - minutes * 60_000;
const step = (on: Given, taken: OutageStep, minutes: number): Given =>
  on.when({ type: 'RecordOutageStep', at: minutesAgo(on, minutes), step: taken }, AGENT);
const setAside = (on: Given): unknown => on.thenEvents('OutageStepSetAside').data('OutageStepSetAside').why;
const ticket = (on: Given, number: string) => on.state.tickets.get(t(number));

describe('a number that an agent gave by itself', () => {
  it('stands in its line where it was taken, with its slip printed already', () => {
    const on = back(cut()).when(issue, KIOSK);
    const slip = issued('A950', { printer: 'printer-k1', deadlineAt: minutesAgo(on, 19) });
    step(on, slip, 20).thenEvents('TicketIssued', 'PrintRequested');

    expect(on.state.lines.get('social')).toEqual(['A001', 'A002', 'A950', 'A003'].map(t));
    expect(ticket(on, 'A950')).toMatchObject({
      issuedAt: minutesAgo(on, 20),
      outage: 'hall-1',
      status: 'waiting',
    });
    on.when({ type: 'RecordPrint', job: `${t('A950')}/0`, state: 'printed', grade: 'A' }, AGENT).thenEvents(
      'PrintChanged',
    );
    expect(
      onJoin('hall-1', on.state, 'http://hall.test', on.now).filter((o) => o.name === 'print:requested'),
    ).toEqual([]);
  });

  it('is not printed once more by the hub, and may be reported as printed after it was given up on', () => {
    const on = back(cut());
    step(on, issued('A950', { printer: 'printer-k1' }), 20);
    const print = { type: 'PrintRequested', data: on.data('PrintRequested') };
    const event = {
      ...print,
      seq: 9,
      at: on.now,
      happenedAt: minutesAgo(on, 20),
    } as unknown as RecordedEvent;
    expect(reactions([event], on.state, '')).toEqual([]);
    on.when({ type: 'GiveUpPrint', job: `${t('A950')}/0` }, HUB).thenEvents('PrintChanged');
    on.when({ type: 'RecordPrint', job: `${t('A950')}/0`, state: 'printed' }, AGENT).thenEvents(
      'PrintChanged',
    );
  });

  it('is taken outside the service’s hours and beyond its numbers of a day: the slip is out', () => {
    const services = SMALL_HALL.services.map((s) => ({ ...s, dailyMost: 2, closed: true }));
    const on = cut().happened({ type: 'HallConfigured', data: { hall: { ...SMALL_HALL, services } } });
    step(back(on), issued('A950'), 20).thenEvents('TicketIssued');
    expect(on.state.given.get('social')).toBe(3);
  });

  it('is put aside where it was not the agent’s, has other letters, or is somebody’s already', () => {
    const on = back(cut());
    expect(setAside(step(on, issued('A949'), 20))).toBe('number-not-leased');
    expect(setAside(step(on, issued('B950'), 20))).toBe('number-other-service');
    expect(setAside(step(on, issued('A950', { service: 'gone' }), 20))).toBe('service-unknown');
    step(on, issued('A950'), 20).thenEvents('TicketIssued');
    expect(setAside(step(on, issued('A950', { key: 'another-key-0000000' }), 19))).toBe('number-taken');
    expect(on.state.tickets.size).toBe(3);
  });
});

describe('what an agent did at its counter by itself', () => {
  it('is a visit with its real times, and the press that follows belongs to it', () => {
    const on = back(cut());
    step(on, at('called', 'A001'), 25).thenEvents('TicketCalled');
    expect(on.data('TicketCalled')).toMatchObject({
      clerk: 'li',
      why: { reason: 'outage', waitedSeconds: 300 },
    });
    step(on, at('recalled', 'A001'), 24).thenEvents('TicketRecalled');
    step(on, at('started', 'A001'), 23).thenEvents('ServiceStarted');
    step(on, at('finished', 'A001'), 13).thenEvents('ServiceFinished', 'RatingInvited');
    expect(on.data('ServiceFinished')).toMatchObject({ seconds: 600, visit: `${t('A001')}.1` });

    // The window was over long ago: nothing is lit for it, and the hub closes it before the press is told.
    const invited = {
      type: 'RatingInvited',
      data: on.data('RatingInvited'),
      seq: 9,
      at: on.now,
      happenedAt: minutesAgo(on, 13),
    };
    expect(reactions([invited as RecordedEvent], on.state, '').map(({ name }) => name)).not.toContain(
      'rating:invited',
    );
    const lapse = dueCommands(on.state, on.now).find(({ type }) => type === 'LapseRating');
    on.when(lapse!, HUB).thenEvents('RatingLapsed');
    const press = { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied' } as const;
    on.when({ ...press, pressedAt: minutesAgo(on, 13) + 5_000 }, AGENT).thenEvents('PressRecorded');
    expect(on.data('PressRecorded')).toMatchObject({ fate: 'rated', visit: `${t('A001')}.1`, clerk: 'li' });
    expect(on.state.ratings.lapsed).toBe(0);
  });

  it('begins a visit whose beginning nobody pressed as it ends', () => {
    const on = back(cut());
    step(on, at('called', 'A001'), 25);
    step(on, at('finished', 'A001'), 20).thenEvents('ServiceStarted', 'ServiceFinished', 'RatingInvited');
    expect(on.data('ServiceFinished')).toMatchObject({ seconds: 0, visit: `${t('A001')}.1` });
    expect(on.state.visits.get(`${t('A001')}.1`)?.finishedAt).toBe(minutesAgo(on, 20));
  });

  it('passes over, puts back, pauses, goes on, signs out and in', () => {
    const on = back(cut()).where({ isClerk: (account) => account === 'li' });
    step(on, at('called', 'A001'), 25);
    step(on, at('no-show', 'A001'), 24).thenEvents('TicketNoShow');
    step(on, at('called', 'A001'), 23).thenEvents('TicketCalled');
    step(on, at('requeued', 'A001'), 22).thenEvents('TicketRequeued');
    step(on, { kind: 'paused', counter: 'c1', reason: '' }, 21).thenEvents('CounterPaused');
    step(on, { kind: 'paused', counter: 'c1', reason: '' }, 20).thenRefused('nothing-new');
    step(on, { kind: 'resumed', counter: 'c1' }, 19).thenEvents('CounterResumed');
    step(on, { kind: 'closed', counter: 'c1' }, 18).thenEvents('CounterClosed');
    step(on, { kind: 'opened', counter: 'c1', clerk: 'li' }, 17).thenEvents('CounterOpened');
    expect(on.state.counters.get('c1')).toMatchObject({ clerk: 'li', since: minutesAgo(on, 17) });
    expect(on.state.counters.get('c1')?.pauses).toEqual([{ reason: '', times: 1, seconds: 120 }]);
  });

  it('is put aside where nobody of the register signed in, and so is what was done there', () => {
    const on = back(cut())
      .when({ type: 'CloseCounter', counter: 'c1' })
      .where({ isClerk: () => false });
    expect(setAside(step(on, { kind: 'opened', counter: 'c1', clerk: '9999' }, 20))).toBe('clerk-unknown');
    expect(setAside(step(on, at('called', 'A001'), 19))).toBe('counter-closed');
    expect(on.data('OutageStepSetAside')).toEqual({
      ...{ agent: 'hall-1', kind: 'called', why: 'counter-closed', number: 'A001', counter: 'c1' },
    });
  });

  it('is put aside at a counter where the agent has no device', () => {
    expect(setAside(step(back(cut()), at('called', 'A001', 'c2'), 20))).toBe('counter-not-yours');
  });

  it('is put aside where another counter has had the ticket meanwhile: the first on record stands', () => {
    const on = cut().after(300).when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    expect(on.data('TicketCalled').ticket).toBe(t('A001'));
    back(on, 20);
    expect(setAside(step(on, at('called', 'A001'), 15))).toBe('cannot-call-called');
    expect(setAside(step(on, at('finished', 'A001'), 14))).toBe('ticket-elsewhere');
    expect(ticket(on, 'A001')).toMatchObject({ status: 'called', counter: 'c2' });
    expect(setAside(step(on, at('called', 'A999'), 13))).toBe('ticket-unknown');
  });

  it('changes nothing where the hub had done the same and the answer was lost', () => {
    const on = given(...OPEN_COUNTERS)
      .when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB)
      .when(issue, KIOSK);
    on.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
    step(back(on), at('called', 'A001'), 29).thenRefused('nothing-new');
    step(on, at('started', 'A001'), 28).thenEvents('ServiceStarted');
    step(on, at('started', 'A001'), 28).thenRefused('nothing-new');
    step(on, at('finished', 'A001'), 27).thenEvents('ServiceFinished', 'RatingInvited');
    step(on, at('finished', 'A001'), 27).thenRefused('nothing-new');
  });

  it('sends back a ticket the hub had called a moment before the cut, where the counter called another', () => {
    const on = given(...OPEN_COUNTERS).when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
    on.when(issue, KIOSK).when(issue, KIOSK).when({ type: 'CallNext', counter: 'c1' });
    on.after(2).when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
    step(back(on), at('called', 'A002'), 29).thenEvents('TicketRequeued', 'TicketCalled');
    expect(on.state.lines.get('social')).toEqual([t('A001')]);
  });

  it('gives way to a call that was made at the counter’s own screen meanwhile', () => {
    const on = cut().after(300).when({ type: 'CallNext', counter: 'c1' }, CLERK);
    expect(setAside(step(back(on, 20), at('called', 'A002'), 15))).toBe('counter-busy');
  });

  it('is not announced on the displays when it is told: it is past', () => {
    const on = back(cut());
    step(on, at('called', 'A001'), 25);
    step(on, at('recalled', 'A001'), 24);
    const display = displayView(on.state, SMALL_HALL, on.now);
    expect(display.calls).toEqual([]);
    expect(display.counters.find(({ counter }) => counter === 'c1')?.serving).toBe('A001');
  });
});

describe('the time of an agent’s step', () => {
  it('is the time of the visit wherever visits are counted and told on', () => {
    const on = back(cut());
    step(on, at('called', 'A001'), 25);
    step(on, at('finished', 'A001'), 20);
    const finished = { type: 'ServiceFinished', data: on.data('ServiceFinished'), seq: 9, at: on.now };
    const event = { ...finished, happenedAt: minutesAgo(on, 20) } as RecordedEvent;
    const memory = emptyMemory();
    expect(linesOf(memory, event)).toMatchObject([{ kind: 'visit', at: minutesAgo(on, 20) }]);
    expect(publicEvents([event], on.state).map((told) => told.message.at)).toEqual([minutesAgo(on, 20)]);
  });

  const takenAt = (on: Given, number: string) => ticket(on, number)?.issuedAt;

  it('is never later than now, nor earlier than its step before, whatever the agent’s clock says', () => {
    const on = back(cut());
    step(on, issued('A950'), -60);
    expect(takenAt(on, 'A950')).toBe(on.now);
    on.after(10);
    step(on, issued('A951'), 20);
    expect(takenAt(on, 'A951')).toBe(on.now - 10_000);
  });

  it('is not before the agent was lost, but for the seconds in which the hub had not noticed', () => {
    const on = cut();
    const lostAt = on.now;
    step(back(on), issued('A950'), 90);
    expect(takenAt(on, 'A950')).toBe(lostAt - 9_000);
  });

  it('is as the agent says where the hub itself was down', () => {
    const on = given(...OPEN_COUNTERS).when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
    step(back(on, 30), issued('A950'), 20);
    expect(takenAt(on, 'A950')).toBe(minutesAgo(on, 20));
  });
});

describe('an outage on the desk board', () => {
  it('is there while the agent is away, and counts what was taken once all is told', () => {
    const on = cut();
    const lostAt = on.now;
    const rows = () => queueView(on.state, SMALL_HALL, on.now).outages;
    const none = { issued: 0, numbers: [], called: 0, finished: 0, presses: 0 };
    const nothing = { ...none, withdrawn: [], setAside: [] };
    expect(rows()).toEqual([{ agent: 'hall-1', from: lostAt, ...nothing }]);

    back(on);
    expect(rows()).toEqual([]);
    step(on, issued('A950'), 25);
    step(on, at('called', 'A001'), 24);
    step(on, at('finished', 'A001'), 20);
    const press = { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied' } as const;
    on.when({ ...press, pressedAt: minutesAgo(on, 20) + 1_000 }, AGENT);
    step(on, at('called', 'A444'), 19);
    on.when({ type: 'EndOutage', from: lostAt, to: on.now + 60_000 }, AGENT).thenEvents('OutageEnded');

    const counts = { issued: 1, called: 1, finished: 1, presses: 1 };
    expect(on.data('OutageEnded')).toEqual({
      agent: 'hall-1',
      from: lostAt,
      to: on.now,
      ...counts,
      setAside: 1,
    });
    const aside = {
      at: minutesAgo(on, 19),
      kind: 'called',
      number: 'A444',
      counter: 1,
      why: 'ticket-unknown',
    };
    const numbers = ['A950'];
    expect(rows()).toEqual([
      { agent: 'hall-1', from: lostAt, to: on.now, ...counts, numbers, withdrawn: [], setAside: [aside] },
    ]);
    on.when({ type: 'OpenDay', day: '2026-11-24' }, HUB);
    expect(rows()).toEqual([]);
  });

  it('is not worth a row where the line was cut for seconds and nothing was done', () => {
    const on = back(cut(), 0.5);
    on.when({ type: 'EndOutage', from: on.now - 30_000, to: on.now }, AGENT).thenRefused('nothing-new');
  });

  it('is told by agents alone', () => {
    const on = cut();
    const asked = { id: 'command-x', type: 'RecordOutageStep', at: on.now, step: issued('A950') } as const;
    const around = { now: on.now, actor: CLERK, makeKey: () => 'key' };
    expect(decideOutageStep(on.state, asked, around)).toEqual({ refused: 'not-allowed' });
  });
});
