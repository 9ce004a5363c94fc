import type { TicketClass } from '@bandecheng/shared/vocabulary';
import { callingOrder } from '@bandecheng/hub/state/call-order';
import { describe, expect, it } from 'vitest';
import { CLERK, given, KIOSK, OPEN_COUNTERS, OTHER_CLERK, SMALL_HALL, t, type Given } from '../../given.ts';

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
      reason: 'priority',
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
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), reason: 'fair-mix' });
  });

  it('a priority ticket that came first passes over nobody', () => {
    const on = queue('A!', 'A');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').passedOver).toEqual([]);
  });

  it('is shown to the clerk as it will be called, fair mix included', () => {
    const on = queue('A', 'A', 'A!', 'B', 'A!', 'A!');
    const shown = callingOrder(on.state, SMALL_HALL, 'c1', 10).map((ticket) => ticket.number);
    expect(shown).toEqual(calls(on, 6));
  });

  it('looking at the order changes nothing', () => {
    const on = queue('A', 'A!');
    callingOrder(on.state, SMALL_HALL, 'c1', 10);
    expect(on.state.lines.get('social')).toEqual([t('A001')]);
    expect(on.state.passedOver.size).toBe(0);
  });
});
