import { Hall, type Counter } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import type { TicketClass } from '@bandecheng/shared/vocabulary';
import { callingOrder } from '@bandecheng/hub/state/call-order';
import { callExplained } from '@bandecheng/hub/views/call-explained';
import { describe, expect, it } from 'vitest';
import {
  CLERK,
  DESK,
  given,
  KIOSK,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

/** Tickets in the order taken, a minute apart: a letter is a service's prefix, `!` behind it an elderly applicant. */
function queue(...taken: string[]): Given {
  const on = given(...OPEN_COUNTERS);
  for (const one of taken) {
    const service = SMALL_HALL.services.find((s) => s.prefix === one[0])?.id ?? '';
    const ticketClass: TicketClass = one.endsWith('!') ? 'elderly' : 'ordinary';
    on.after(60).when({ type: 'IssueTicket', service, class: ticketClass, language: 'zh' }, KIOSK);
  }
  return on;
}

/** Numbers counter c1 calls, each finished at once. */
function calls(on: Given, times: number): string[] {
  return Array.from({ length: times }, () => {
    const ticket = on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket;
    on.when({ type: 'StartService', counter: 'c1', ticket }, CLERK);
    on.when({ type: 'FinishService', counter: 'c1', ticket }, CLERK);
    return ticket.slice(11);
  });
}

describe('calling order', () => {
  it('is first come first served within a service', () => {
    expect(calls(queue('A', 'A', 'A'), 3)).toEqual(['A001', 'A002', 'A003']);
  });

  it('is first come first served across the services of a counter', () => {
    expect(calls(queue('B', 'A', 'B'), 3)).toEqual(['B001', 'A001', 'B002']);
  });

  it('never takes a service the counter does not take', () => {
    queue('C').when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
  });

  it('calls a priority ticket before older ordinary ones, and says so', () => {
    const on = queue('A', 'A', 'A!');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({
      ticket: t('A003'),
      why: { reason: 'priority', waitedSeconds: 0, priorityBefore: 0, passed: t('A001') },
      passedOver: ['social'],
    });
  });

  it('lets at most two priority calls in a row pass over a waiting ordinary ticket', () => {
    const on = queue('A', 'A', 'A!', 'A!', 'A!', 'A!', 'A!');
    expect(calls(on, 7)).toEqual(['A003', 'A004', 'A001', 'A005', 'A006', 'A002', 'A007']);
  });

  it('counts the calls of every counter, not of each alone', () => {
    const on = queue('A', 'A!', 'A!', 'A!');
    on.when({ type: 'CallNext', counter: 'c1' }, CLERK);
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A002') });
    on.when({ type: 'FinishService', counter: 'c1', ticket: t('A002') });
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), why: { reason: 'fair-mix' } });
  });

  it('a priority ticket that came first passes over nobody', () => {
    const on = queue('A!', 'A');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').passedOver).toEqual([]);
  });

  it('is shown to the clerk as it will be called, fair mix included', () => {
    const on = queue('A', 'A', 'A!', 'B', 'A!', 'A!');
    const shown = callingOrder(on.state, SMALL_HALL, 'c1', on.now, 10).map((ticket) => ticket.number);
    expect(shown).toEqual(calls(on, 6));
  });

  it('looking at the order changes nothing', () => {
    const on = queue('A', 'A!');
    callingOrder(on.state, SMALL_HALL, 'c1', on.now, 10);
    expect(on.state.lines.get('social')).toEqual([t('A001')]);
    expect(on.state.passedOver.size).toBe(0);
  });

  it('takes a counter’s own services first, and says whom that passed over', () => {
    const on = queue('B', 'A');
    on.happened({ type: 'HallConfigured', data: { hall: withRules({ first: ['social'] }) } });
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({
      ticket: t('A001'),
      why: { reason: 'own-first', passed: t('B001') },
    });
    finish(on, 'A001');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('B001'), why: { reason: 'first-come' } });
  });

  it('takes a counter’s services rank by rank, the rest last, and names the rank', () => {
    const ranked = withRules({
      ...{ services: ['social', 'estate', 'tax'], first: ['tax'], afterFirst: [{ services: ['estate'] }] },
    });
    const on = queue('A', 'B', 'C');
    on.happened({ type: 'HallConfigured', data: { hall: ranked } });
    const [rules] = ranked.counters as [Counter];
    const said = ['C', 'B', 'A'].map((letter) => {
      const { ticket, why } = on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled');
      finish(on, `${letter}001`);
      return [ticket, why.reason, callExplained(on.state, rules, why)];
    });
    expect(said).toMatchObject([
      [t('C001'), 'own-first', { rank: 1, takesFirst: ['C'], passed: 'A001' }],
      [t('B001'), 'own-first', { rank: 2, takesFirst: ['B'], passed: 'A001' }],
      [t('A001'), 'first-come', {}],
    ]);
  });

  it('refuses ranks of what the counter does not take, and a service in two ranks', () => {
    const counters = [
      {
        ...SMALL_HALL.counters[0],
        first: ['social'],
        afterFirst: [{ services: ['tax'] }, { services: ['estate', 'social'] }],
      },
      ...SMALL_HALL.counters.slice(1),
    ];
    expect(parse(Hall, { ...SMALL_HALL, counters })).toMatchObject({
      ok: false,
      problems: [
        { path: 'counters[0].afterFirst[0].services[0]' },
        { path: 'counters[0].afterFirst[1].services[1]' },
      ],
    });
  });

  it('lets nobody wait longer than an hour behind a counter’s own services', () => {
    const on = queue('B').after(60 * 60);
    on.happened({ type: 'HallConfigured', data: { hall: withRules({ first: ['social'] }) } });
    on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').ticket).toBe(t('B001'));
  });

  it('lets nobody wait longer than an hour behind those sent to the counter by name', () => {
    const on = queue('A').after(60 * 60);
    on.when({ type: 'IssueTicket', service: 'tax', class: 'ordinary', language: 'zh' }, KIOSK);
    on.when({ type: 'TransferTicket', ticket: t('C001'), to: { counter: 'c1' } }, DESK);
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), why: { reason: 'aged' } });
    finish(on, 'A001');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('C001'), why: { reason: 'sent-here' } });
  });

  it('a quick-transaction counter takes quick first, and falls back to others', () => {
    const on = queue('A', 'B');
    on.happened({ type: 'HallConfigured', data: { hall: withRules({ quick: true }) } });
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('B001'), why: { reason: 'quick-first' } });
    finish(on, 'B001');
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('a counter that is not quick takes the others first', () => {
    const on = queue('B', 'A');
    on.happened({ type: 'HallConfigured', data: { hall: withRules({ quick: false }) } });
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('an ordinary ticket that has waited an hour goes before every later priority ticket', () => {
    const on = queue('A').after(60 * 60);
    for (const service of ['social', 'estate'])
      on.when({ type: 'IssueTicket', service, class: 'military', language: 'zh' }, KIOSK);
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), why: { reason: 'aged' } });
  });

  it('gives a class its head start among priority tickets', () => {
    const on = given(...OPEN_COUNTERS);
    on.happened({
      type: 'HallConfigured',
      data: { hall: { ...SMALL_HALL, queue: { ...SMALL_HALL.queue, headStartMinutes: { military: 20 } } } },
    });
    const take = (ticketClass: TicketClass): void =>
      void on
        .after(10 * 60)
        .when({ type: 'IssueTicket', service: 'social', class: ticketClass, language: 'zh' }, KIOSK);
    take('elderly');
    take('military');
    take('military');
    take('military');
    expect(calls(on, 4)).toEqual(['A002', 'A001', 'A003', 'A004']);
  });
});

/** The small hall with other rules at counter c1; estate is a quick service. */
function withRules(rules: Partial<Counter>): Hall {
  return {
    ...SMALL_HALL,
    services: SMALL_HALL.services.map((s) => ({ ...s, quick: s.id === 'estate' && 'quick' in rules })),
    counters: SMALL_HALL.counters.map((c) => (c.id === 'c1' ? { ...c, ...rules } : c)),
  };
}

function finish(on: Given, number: string): void {
  on.when({ type: 'StartService', counter: 'c1', ticket: t(number) });
  on.when({ type: 'FinishService', counter: 'c1', ticket: t(number) });
}
