import type { KeypadKey } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, given, KIOSK, OPEN_COUNTERS, t, type Given } from '../../given.ts';

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

function key(on: Given, pressed: KeypadKey, secondsAgo = 0): Given {
  const pressedAt = on.now - secondsAgo * 1000;
  return on.when({ type: 'UseKeypad', device: 'keypad-c1', key: pressed, pressedAt }, AGENT);
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

  it('ends the visit and calls the next with one key', () => {
    const on = key(key(hall(), 'next'), 'start');
    key(on, 'next').thenEvents('ServiceFinished', 'RatingInvited', 'TicketCalled');
    expect(on.state.counters.get('c1')?.ticket).toBe(t('A002'));
  });

  it('does not skip a ticket that was called and has not come', () => {
    key(key(hall(), 'next'), 'next').thenRefused('counter-busy');
  });

  it('pauses and resumes with the same key', () => {
    key(key(hall(), 'pause').thenEvents('CounterPaused'), 'pause').thenEvents('CounterResumed');
  });

  it('ignores a key that arrives long after it was pressed', () => {
    key(hall(), 'next', 11).thenRefused('key-too-old');
  });

  it('has nothing to recall before a call', () => {
    key(hall(), 'recall').thenRefused('nobody-called');
  });

  it('does nothing at a closed counter', () => {
    key(given(AGENT_JOINED), 'next').thenRefused('counter-closed');
  });
});
