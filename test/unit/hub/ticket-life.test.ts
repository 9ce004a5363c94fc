import type { TicketAction, TicketClass, TicketStatus } from '@bandecheng/shared/vocabulary';
import { TICKET_STATUSES } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { CLERK, DESK, given, KIOSK, OPEN_COUNTERS, OTHER_CLERK, t, type Given } from '../../given.ts';

const issue = (service: string, ticketClass: TicketClass = 'ordinary') =>
  ({ type: 'IssueTicket', service, class: ticketClass, language: 'zh' }) as const;

function hall(): Given {
  return given(...OPEN_COUNTERS);
}

/** A hall where A001 is in this status at counter c1. */
function withTicket(status: TicketStatus): Given {
  const at = { counter: 'c1', ticket: t('A001') };
  const called = hall().when(issue('social'), KIOSK);
  if (status === 'waiting') return called;
  if (status === 'cancelled')
    return called.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
  called.when({ type: 'CallNext', counter: 'c1' });
  if (status === 'called') return called;
  if (status === 'no-show') return called.when({ type: 'MarkNoShow', ...at });
  called.when({ type: 'StartService', ...at });
  if (status === 'serving') return called;
  if (status === 'held') return called.when({ type: 'HoldTicket', ...at, reason: '去复印' });
  return called.when({ type: 'FinishService', ...at });
}

const COMMANDS: Record<TicketAction, (on: Given) => Given> = {
  call: (on) => on.when({ type: 'CallTicket', counter: 'c1', ticket: t('A001') }),
  recall: (on) => on.when({ type: 'RecallTicket', counter: 'c1', ticket: t('A001') }),
  start: (on) => on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') }),
  finish: (on) => on.when({ type: 'FinishService', counter: 'c1', ticket: t('A001') }),
  'no-show': (on) => on.when({ type: 'MarkNoShow', counter: 'c1', ticket: t('A001') }),
  hold: (on) => on.when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '去复印' }),
  requeue: (on) => on.when({ type: 'RequeueTicket', ticket: t('A001') }, DESK),
  transfer: (on) => on.when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'estate' } }, DESK),
  cancel: (on) => on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK),
};

const LEGAL: Record<TicketAction, TicketStatus[]> = {
  call: ['waiting', 'held'],
  recall: ['called'],
  start: ['called'],
  finish: ['serving'],
  'no-show': ['called'],
  hold: ['called', 'serving'],
  requeue: ['called', 'held', 'no-show', 'cancelled'],
  transfer: ['waiting', 'called', 'serving', 'held'],
  cancel: ['waiting', 'called', 'serving', 'held', 'no-show'],
};

describe('each step of a ticket is legal from its own statuses alone', () => {
  for (const action of Object.keys(LEGAL) as TicketAction[])
    for (const status of TICKET_STATUSES) {
      const legal = LEGAL[action].includes(status);
      it(`${action} of a ${status} ticket is ${legal ? 'done' : `refused as cannot-${action}-${status}`}`, () => {
        const on = withTicket(status);
        expect(on.state.tickets.get(t('A001'))?.status).toBe(status);
        // A counter with a ticket is busy before the ticket's own status is looked at.
        if (action === 'call' && (status === 'called' || status === 'serving'))
          return COMMANDS.call(on).thenRefused('counter-busy');
        const seq = on.state.seq;
        COMMANDS[action](on);
        if (legal) return expect(on.state.seq).toBeGreaterThan(seq);
        on.thenRefused(`cannot-${action}-${status}`);
        return expect(on.state.seq).toBe(seq);
      });
    }
});

describe('issuing', () => {
  it('gives each service its own prefix and rising number', () => {
    const on = hall();
    on.when(issue('social'), KIOSK);
    expect(on.data('TicketIssued').number).toBe('A001');
    on.when(issue('social'), KIOSK);
    expect(on.data('TicketIssued').number).toBe('A002');
    on.when(issue('estate'), KIOSK);
    expect(on.data('TicketIssued').number).toBe('B001');
  });

  it('goes on past 999 without repeating a number', () => {
    const on = hall();
    on.state.numbers.set('social', 999);
    on.when(issue('social'), KIOSK);
    expect(on.data('TicketIssued').number).toBe('A1000');
  });

  it('says how many wait before it and for how long', () => {
    const on = hall().when(issue('social'), KIOSK).when(issue('social'), KIOSK).when(issue('social'), KIOSK);
    expect(on.data('TicketIssued')).toMatchObject({ ahead: 2, estimateMinutes: 13 });
  });

  it('refuses a service the hall does not have', () => {
    hall().when(issue('passport'), KIOSK).thenRefused('service-unknown');
  });

  it('refuses outside opening hours and says when the hall opens', () => {
    const on = hall().after(9 * 3600);
    on.when(issue('social'), KIOSK).thenRefused('hall-closed');
  });

  it('refuses in an uncovered lunch break', () => {
    hall()
      .after(3.5 * 3600)
      .when(issue('social'), KIOSK)
      .thenRefused('hall-closed');
  });
});

describe('at the counter', () => {
  it('an empty queue says that nobody waits', () => {
    hall().when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
  });

  it('a counter with an open ticket cannot call another', () => {
    withTicket('serving')
      .when(issue('social'), KIOSK)
      .when({ type: 'CallNext', counter: 'c1' })
      .thenRefused('counter-busy');
  });

  it('a clerk cannot work a counter another clerk holds', () => {
    hall().when({ type: 'CallNext', counter: 'c1' }, OTHER_CLERK).thenRefused('counter-not-yours');
  });

  it('two clerks cannot hold one counter', () => {
    hall().when({ type: 'OpenCounter', counter: 'c1' }, OTHER_CLERK).thenRefused('counter-taken');
  });

  it('one clerk cannot hold two counters', () => {
    hall().when({ type: 'OpenCounter', counter: 'c3' }, CLERK).thenRefused('clerk-elsewhere');
  });

  it('a closed counter calls nobody', () => {
    hall()
      .when({ type: 'CloseCounter', counter: 'c1' })
      .thenEvents('CounterClosed')
      .when({ type: 'CallNext', counter: 'c1' })
      .thenRefused('counter-closed');
  });

  it('a paused counter calls nobody and keeps its reason', () => {
    const on = hall().when({ type: 'PauseCounter', counter: 'c1', reason: '用餐' });
    on.when(issue('social'), KIOSK).when({ type: 'CallNext', counter: 'c1' }).thenRefused('counter-paused');
    expect(on.state.counters.get('c1')?.pauseReason).toBe('用餐');
    on.when({ type: 'ResumeCounter', counter: 'c1' }).when({ type: 'CallNext', counter: 'c1' });
    on.thenEvents('TicketCalled');
  });

  it('a counter cannot close over its open ticket', () => {
    withTicket('called').when({ type: 'CloseCounter', counter: 'c1' }).thenRefused('counter-busy');
  });

  it('a recall repeats the call and is counted', () => {
    const on = withTicket('called');
    COMMANDS.recall(on);
    COMMANDS.recall(on);
    expect(on.data('TicketRecalled').times).toBe(3);
  });

  it('a ticket called to one counter cannot be finished at another', () => {
    withTicket('serving')
      .when({ type: 'FinishService', counter: 'c2', ticket: t('A001') }, OTHER_CLERK)
      .thenRefused('ticket-elsewhere');
  });

  it('a chosen ticket of a service the counter does not take is refused', () => {
    hall()
      .when(issue('tax'), KIOSK)
      .when({ type: 'CallTicket', counter: 'c1', ticket: t('C001') })
      .thenRefused('service-not-here');
  });

  it('a ticket on hold is called back by the counter that holds it', () => {
    const on = withTicket('held');
    on.when({ type: 'CallTicket', counter: 'c2', ticket: t('A001') }, OTHER_CLERK).thenRefused(
      'ticket-elsewhere',
    );
    COMMANDS.call(on);
    expect(on.data('TicketCalled').why.reason).toBe('from-hold');
  });

  it('held tickets are skipped by next', () => {
    const on = withTicket('held').when(issue('social'), KIOSK).when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').ticket).toBe(t('A002'));
  });
});

describe('moving', () => {
  it('a transferred ticket keeps its place in time in the other line', () => {
    const on = withTicket('called').after(60).when(issue('estate'), KIOSK);
    COMMANDS.transfer(on).thenEvents('TicketTransferred');
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('a transfer to the line it stands in goes nowhere', () => {
    withTicket('waiting')
      .when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'social' } }, DESK)
      .thenRefused('transfer-goes-nowhere');
  });

  it('a ticket sent to a counter is called there first and nowhere else', () => {
    const on = hall().when(issue('social'), KIOSK).when(issue('social'), KIOSK);
    on.when({ type: 'TransferTicket', ticket: t('A002'), to: { counter: 'c2' } }, DESK);
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A002'), why: { reason: 'sent-here' } });
  });

  it('tickets sent to a counter that closes go back to their service', () => {
    const on = hall().when(issue('social'), KIOSK);
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c2' } }, DESK);
    on.when({ type: 'CloseCounter', counter: 'c2' }, OTHER_CLERK).thenEvents(
      'TicketTransferred',
      'CounterClosed',
    );
    on.when({ type: 'CallNext', counter: 'c1' });
    expect(on.data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('a ticket cannot be sent to a closed counter, where nobody would call it', () => {
    withTicket('waiting')
      .when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c3' } }, DESK)
      .thenRefused('counter-closed');
  });

  it('a requeued no-show stands behind the next three, not at the end', () => {
    const on = withTicket('no-show');
    for (let i = 0; i < 5; i++) on.after(60).when(issue('social'), KIOSK);
    COMMANDS.requeue(on).thenEvents('TicketRequeued');
    expect(on.state.lines.get('social')).toEqual(['A002', 'A003', 'A004', 'A001', 'A005', 'A006'].map(t));
  });

  it('whoever leaves while being served frees the counter, and the stage is kept', () => {
    const on = withTicket('serving');
    COMMANDS.cancel(on);
    expect(on.data('TicketCancelled').stage).toBe('serving');
    expect(on.state.counters.get('c1')?.ticket).toBeUndefined();
  });

  it('a clerk cannot move a ticket of another counter', () => {
    withTicket('called')
      .when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, OTHER_CLERK)
      .thenRefused('ticket-elsewhere');
  });
});
