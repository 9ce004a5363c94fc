import type { KeypadKey } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, given, KIOSK, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
const issueEstate = { ...issue, service: 'estate' } as const;

function key(on: Given, pressed: KeypadKey, digits?: string, secondsAgo = 0): Given {
  const pressedAt = on.now - secondsAgo * 1000;
  const typed = digits === undefined ? {} : { digits };
  return on.when({ type: 'UseKeypad', device: 'keypad-c1', key: pressed, ...typed, pressedAt }, AGENT);
}

function hall(): Given {
  return given(...OPEN_COUNTERS, AGENT_JOINED)
    .when(issue, KIOSK)
    .when(issue, KIOSK);
}

describe('a counter worked by keypad alone', () => {
  it('calls, starts and finishes its tickets for its clerk', () => {
    const on = key(hall(), 'next').thenEvents('TicketCalled');
    expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A001'), clerk: 'li' });
    key(on, 'recall').thenEvents('TicketRecalled');
    key(on, 'start').thenEvents('ServiceStarted');
    key(on, 'finish').thenEvents('ServiceFinished', 'RatingInvited');
  });

  it('ends a visit by its key where a screen would ask which matter is done', () => {
    const on = key(key(hall(), 'next'), 'start');
    const queue = { ...SMALL_HALL.queue, finishNeedsMatter: true };
    on.happened({ type: 'HallConfigured', data: { hall: { ...SMALL_HALL, queue } } });
    on.when({ type: 'FinishService', counter: 'c1', ticket: t('A001') }).thenRefused('matter-undone');
    key(on, 'finish').thenEvents('ServiceFinished', 'RatingInvited');
  });

  it('ends the visit and calls the next with one key', () => {
    const on = key(key(hall(), 'next'), 'start');
    key(on, 'next').thenEvents('ServiceFinished', 'RatingInvited', 'TicketCalled');
    expect(on.state.counters.get('c1')?.ticket).toBe(t('A002'));
  });

  it('passes over who has not come, and puts back who was away a moment', () => {
    key(key(hall(), 'next'), 'no-show').thenEvents('TicketNoShow');
    key(key(hall(), 'next'), 'requeue').thenEvents('TicketRequeued');
  });

  it('does not skip a ticket that was called and has not come', () => {
    key(key(hall(), 'next'), 'next').thenRefused('counter-busy');
  });

  it('pauses and resumes with the same key', () => {
    key(key(hall(), 'pause').thenEvents('CounterPaused'), 'pause').thenEvents('CounterResumed');
  });

  it('ignores a key that arrives long after it was pressed', () => {
    key(hall(), 'next', undefined, 11).thenRefused('key-too-old');
  });

  it('has nothing to recall before a call', () => {
    key(hall(), 'recall').thenRefused('nobody-called');
  });

  it('does nothing at a closed counter', () => {
    key(given(AGENT_JOINED), 'next').thenRefused('counter-closed');
  });
});

describe('digits before the next key', () => {
  it('call that very ticket, leading zeros typed or not', () => {
    for (const digits of ['2', '002']) {
      const on = key(hall(), 'next', digits).thenEvents('TicketCalled');
      expect(on.data('TicketCalled')).toMatchObject({ ticket: t('A002'), why: { reason: 'chosen' } });
    }
  });

  it('end the visit they find, and nothing where there is no such ticket', () => {
    const on = key(key(hall(), 'next'), 'start');
    key(on, 'next', '7').thenRefused('ticket-unknown');
    expect(on.state.counters.get('c1')?.ticket).toBe(t('A001'));
    key(on, 'next', '2').thenEvents('ServiceFinished', 'RatingInvited', 'TicketCalled');
  });

  it('call nobody who waits for other counters', () => {
    const tax = hall().when({ ...issue, service: 'tax' }, KIOSK);
    key(key(tax, 'next', '1'), 'no-show');
    key(tax, 'next', '1').thenRefused('ticket-unknown');
  });

  it('call nobody where two services have that number waiting', () => {
    const on = hall().when(issueEstate, KIOSK);
    key(on, 'next', '1').thenRefused('number-ambiguous');
    key(on, 'next', '2').thenEvents('TicketCalled');
  });

  it('call back who was put on hold at this counter, and not at another', () => {
    const on = key(hall(), 'next');
    on.when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '补材料' });
    key(on, 'next', '1').thenEvents('TicketCalled');
    expect(on.data('TicketCalled').why.reason).toBe('from-hold');
    const elsewhere = given(...OPEN_COUNTERS, AGENT_JOINED, {
      type: 'TicketIssued',
      data: {
        ...{ ticket: t('A001'), number: 'A001', service: 'social', class: 'ordinary', language: 'zh' },
        ...{ key: 'key', ahead: 0, estimateMinutes: 0 },
      },
    }).happened({
      type: 'TicketCalled',
      data: {
        ticket: t('A001'),
        counter: 'c2',
        clerk: 'wang',
        why: { reason: 'first-come', waitedSeconds: 0, priorityBefore: 0 },
        passedOver: [],
      },
    });
    elsewhere.happened({ type: 'TicketHeld', data: { ticket: t('A001'), counter: 'c2', reason: '补材料' } });
    key(elsewhere, 'next', '1').thenRefused('ticket-unknown');
  });

  it('call nobody to a paused counter, nor while someone called has not come', () => {
    key(key(hall(), 'pause'), 'next', '1').thenRefused('counter-paused');
    key(key(hall(), 'next'), 'next', '2').thenRefused('counter-busy');
  });
});

describe('the transfer key', () => {
  it('sends the ticket to the counter whose number was typed', () => {
    const on = key(key(hall(), 'next'), 'transfer', '2').thenEvents('TicketTransferred');
    expect(on.data('TicketTransferred').to).toEqual({ service: 'social', counter: 'c2' });
  });

  it('without a counter that is there, open and another one, sends nothing', () => {
    const on = key(hall(), 'next');
    key(on, 'transfer').thenRefused('digits-missing');
    key(on, 'transfer', '9').thenRefused('counter-unknown');
    key(on, 'transfer', '3').thenRefused('counter-closed');
    key(on, 'transfer', '1').thenRefused('transfer-goes-nowhere');
    expect(on.state.counters.get('c1')?.ticket).toBe(t('A001'));
  });

  it('has nothing to send before a call', () => {
    key(hall(), 'transfer', '2').thenRefused('nobody-called');
  });
});

it('digits before any other key must be the number at the counter', () => {
  const on = key(hall(), 'next');
  key(on, 'recall', '2').thenRefused('ticket-elsewhere');
  key(on, 'recall', '1').thenEvents('TicketRecalled');
});

describe('a clerk’s number before the pause key', () => {
  const closed = (): Given => given(AGENT_JOINED).where({ isClerk: (account) => account === '1203' });

  it('opens a closed counter for that clerk, and closes it again', () => {
    const on = key(closed(), 'pause', '1203').thenEvents('CounterOpened');
    expect(on.data('CounterOpened')).toEqual({ counter: 'c1', clerk: '1203' });
    key(on.when(issue, KIOSK), 'next').thenEvents('TicketCalled');
    key(on, 'pause', '1203').thenRefused('counter-busy');
    key(on, 'no-show');
    key(on, 'pause', '1203').thenEvents('CounterClosed');
  });

  it('opens nothing for a number that is no clerk’s', () => {
    key(closed(), 'pause', '7').thenRefused('clerk-unknown');
    key(given(AGENT_JOINED), 'pause', '1203').thenRefused('clerk-unknown');
  });

  it('takes no counter from another clerk, and no second counter', () => {
    const taken = closed().happened({ type: 'CounterOpened', data: { counter: 'c1', clerk: 'li' } });
    key(taken, 'pause', '1203').thenRefused('counter-taken');
    const elsewhere = closed().happened({ type: 'CounterOpened', data: { counter: 'c2', clerk: '1203' } });
    key(elsewhere, 'pause', '1203').thenRefused('clerk-elsewhere');
  });
});
