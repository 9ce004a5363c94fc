import { dueCommands } from '@bandecheng/hub/timers';
import { beforeEach, describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, given, HUB, KIOSK, NINE, OPEN_COUNTERS, t, type Given } from '../../given.ts';
import { policyOf } from '../../fakes/rules.ts';

const API = { kind: 'api', key: 'sms-gateway' } as const;
/** 17:00 on that Monday. */
const CLOSING = NINE + 8 * 3_600_000;

let on: Given;
beforeEach(() => {
  const policy = policyOf('huancui');
  on = given(...OPEN_COUNTERS, AGENT_JOINED).happened({
    type: 'PolicyAdopted',
    data: { policy, mark: 'huancui@1' },
  });
});

/** The next number is served and finished at c1; the visit. */
function visit(number: string): string {
  const at = { counter: 'c1', ticket: t(number) };
  on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK)
    .when({ type: 'CallNext', counter: 'c1' })
    .when({ type: 'StartService', ...at })
    .after(300)
    .when({ type: 'FinishService', ...at });
  return `${t(number)}.1`;
}

const invitations = (at: number) => dueCommands(on.state, at).filter(({ type }) => type === 'InviteBySms');

describe('a message that asks for a rating', () => {
  it('is due when business closes, for whoever nobody heard of, once', () => {
    const rated = visit('A001');
    on.when({ type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt: on.now }, AGENT);
    const unrated = visit('A002');
    expect(invitations(CLOSING - 1)).toEqual([]);
    expect(invitations(CLOSING)).toMatchObject([{ visits: [unrated] }]);
    on.now = CLOSING;
    on.when({ type: 'InviteBySms', visits: [rated, unrated] }, HUB).thenEvents('SmsInvited');
    on.when({ type: 'InviteBySms', visits: [rated, unrated] }, HUB).thenRefused('nothing-new');
    expect(invitations(CLOSING + 60_000)).toEqual([]);
  });

  it('goes to a hall’s applicants of that day alone, two hundred at a time', () => {
    const first = visit('A001');
    const { visits } = on.state;
    const of = visits.get(first)!;
    for (let i = 2; i <= 250; i += 1) {
      const ticket = t(`A${String(i).padStart(3, '0')}`);
      visits.set(`${ticket}.1`, { ...of, id: `${ticket}.1`, ticket });
      on.state.tickets.set(ticket, { ...on.state.tickets.get(of.ticket)!, id: ticket });
    }
    visits.set('2026-11-20-A001.1', { ...of, id: '2026-11-20-A001.1', ticket: '2026-11-20-A001' });
    const sizes = invitations(CLOSING).map((command) => 'visits' in command && command.visits.length);
    expect(sizes).toEqual([200, 50]);
  });

  it('waits for the last visit of whoever goes on to another counter', () => {
    const first = visit('A001');
    const ticket = on.state.tickets.get(t('A001'))!;
    ticket.visits = 2;
    expect(invitations(CLOSING)).toEqual([]);
    ticket.visits = 1;
    expect(invitations(CLOSING)).toMatchObject([{ visits: [first] }]);
  });

  it('is sent nowhere where the city does not ask for it', () => {
    visit('A001');
    on.happened({ type: 'PolicyAdopted', data: { policy: policyOf('wushen'), mark: 'wushen@1' } });
    expect(invitations(CLOSING)).toEqual([]);
  });

  it('gets its receipt once, and a visit its case number as often as it changes', () => {
    const of = visit('A001');
    const receipt = { type: 'ReceiptSms', visit: of, outcome: 'delivered' } as const;
    on.when(receipt, API).thenRefused('visit-unknown');
    on.now = CLOSING;
    on.when({ type: 'InviteBySms', visits: [of] }, HUB);
    on.when(receipt, API).thenEvents('SmsReceipted').when(receipt, API).thenRefused('nothing-new');
    on.when({ ...receipt, outcome: 'failed' }, API).thenEvents('SmsReceipted');
    const number = { type: 'NumberVisit', visit: of, project: 'SB1', serviceNumber: 1 } as const;
    on.when(number, API).thenEvents('VisitNumbered').when(number, API).thenRefused('nothing-new');
    on.when({ ...number, project: 'SB2' }, API).thenEvents('VisitNumbered');
    on.when({ ...number, visit: '2026-11-23-A999.1' }, API).thenRefused('visit-unknown');
  });
});
