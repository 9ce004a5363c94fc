import { dayTickets } from '@bandecheng/hub/views/day-tickets';
import { devicesView } from '@bandecheng/hub/views/device-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { describe, expect, it } from 'vitest';
import {
  AGENT,
  AGENT_JOINED,
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
const COPY = `${t('A002')}/0`;

/** A001 waits; A002 was given at the kiosk and printed by nobody, its answer lost, for the line was cut at nine. */
function cut(): Given {
  return given(...OPEN_COUNTERS)
    .when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB)
    .when(issue, KIOSK)
    .when({ ...issue, kiosk: 'k1' }, KIOSK)
    .when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
}

/** The agent, back, tells that it gave A950 for the very command. */
function told(on: Given): Given {
  const [command] = [...on.state.answers].find(([, subject]) => subject === t('A002')) ?? [];
  on.when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
  return on.when(
    {
      ...{ type: 'RecordOutageStep', at: on.now - 60_000, command: command! },
      step: {
        ...{ kind: 'issued', number: 'A950', service: 'social', class: 'ordinary', language: 'zh' },
        ...{ kiosk: 'k1', key: 'key-of-A950-0000000', ahead: 2, estimateMinutes: 12, printer: 'printer-k1' },
      },
    },
    AGENT,
  );
}
const rows = (on: Given) => queueView(on.state, SMALL_HALL, on.now).outages;
const ticket = (on: Given, number: string) => on.state.tickets.get(t(number));

describe('a kiosk’s command that the hub took and whose answer was lost at the cut, asked of the agent again', () => {
  it('leaves its applicant one number: the hub’s own is withdrawn, is never called and never printed', () => {
    const on = told(cut().after(120));
    on.thenEvents('TicketCancelled', 'PrintChanged', 'TicketIssued', 'PrintRequested');
    expect(on.data('TicketCancelled')).toEqual({
      ...{ ticket: t('A002'), stage: 'waiting', kept: 'A950' },
      reason: '断网时同一次取号又发了 A950，以 A950 为准',
    });
    expect(on.data('PrintChanged')).toEqual({ job: COPY, state: 'failed', reason: 'withdrawn' });
    expect(on.state.lines.get('social')).toEqual([t('A001'), t('A950')]);
    expect(on.state.openJobs).toEqual(new Set([`${t('A950')}/0`]));
    // Nobody has to look at a slip that nobody is to have.
    expect(devicesView(on.state).jobs).toEqual([]);
    expect(dayTickets(on.state).map(({ number, status }) => [number, status])).toEqual([
      ['A001', 'waiting'],
      ['A002', 'cancelled'],
      ['A950', 'waiting'],
    ]);
  });

  it('is told at the desk, while the agent tells its time and once it has told all of it', () => {
    const on = told(cut().after(120));
    const withdrawn = [{ number: 'A002', kept: 'A950' }];
    expect(rows(on)).toMatchObject([{ issued: 1, numbers: ['A950'], withdrawn, setAside: [] }]);
    on.when({ type: 'EndOutage', from: on.now - 120_000, to: on.now }, AGENT);
    expect(rows(on)).toMatchObject([{ issued: 1, withdrawn }]);
  });

  it('counts nobody as not come where the hub had called that number in vain', () => {
    const on = cut().after(60);
    on.when({ type: 'CallTicket', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    on.when({ type: 'MarkNoShow', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    expect(on.state.totals.noShow).toBe(1);
    told(on.after(60)).thenEvents('TicketCancelled', 'PrintChanged', 'TicketIssued', 'PrintRequested');
    expect(on.data('TicketCancelled').stage).toBe('no-show');
    expect([on.state.totals.noShow, on.state.counters.get('c2')?.noShow, on.state.missed]).toEqual([
      0,
      0,
      [],
    ]);
  });

  it('frees the counter that had called that number', () => {
    const on = cut().after(60);
    on.when({ type: 'CallTicket', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    told(on.after(60));
    expect(on.state.counters.get('c2')?.ticket).toBeUndefined();
    expect(ticket(on, 'A002')?.status).toBe('cancelled');
  });

  it('withdraws nothing where that number is on paper too, or is being served, and has the desk look', () => {
    const aside = { kind: 'issued', number: 'A950', why: 'person-has-ticket' };
    const printed = cut().when({ type: 'RecordPrint', job: COPY, state: 'printed', grade: 'A' }, AGENT);
    told(printed.after(120)).thenEvents('TicketIssued', 'PrintRequested', 'OutageStepSetAside');
    expect(rows(printed)).toMatchObject([{ issued: 1, withdrawn: [], setAside: [aside] }]);
    expect(printed.state.lines.get('social')).toEqual(['A001', 'A002', 'A950'].map(t));

    const served = cut().when({ type: 'CallTicket', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    served.when({ type: 'StartService', counter: 'c2', ticket: t('A002') }, OTHER_CLERK);
    told(served.after(120)).thenEvents('TicketIssued', 'PrintRequested', 'OutageStepSetAside');
    expect(ticket(served, 'A002')?.status).toBe('serving');
  });
});
