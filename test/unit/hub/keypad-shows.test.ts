import { onJoin, reactions } from '@bandecheng/hub/react';
import type { EventData, EventType, RecordedEvent } from '@bandecheng/shared/events';
import { describe, expect, it } from 'vitest';
import { AGENT_JOINED, given, KIOSK, OPEN_COUNTERS, t, type Given } from '../../given.ts';

const ADDRESS = 'http://hall.test:3000';
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

/** Counters c1 and c2 open, a keypad at c1, three people waiting. */
function hall(): Given {
  const on = given(...OPEN_COUNTERS, AGENT_JOINED);
  for (let i = 0; i < 3; i++) on.when(issue, KIOSK);
  return on;
}

function sentFor<T extends EventType>(on: Given, type: T, data: EventData<T>): object[] {
  const stamp = { seq: on.state.seq, at: on.now, version: 1, actor: 'hub', command: 'x' };
  return keypadMessages(reactions([{ type, data, ...stamp } as RecordedEvent], on.state, ADDRESS));
}

const told = (on: Given, type: EventType): object[] => sentFor(on, type, on.data(type));

function keypadMessages(messages: ReturnType<typeof reactions>): object[] {
  return messages.flatMap(({ name, data }) =>
    name === 'keypad:show' || name === 'keypad:refused' ? [data] : [],
  );
}

const at = { device: 'keypad-c1' };

describe('a caller keypad', () => {
  it('shows the number that was called and how many still wait', () => {
    const on = hall().when({ type: 'CallNext', counter: 'c1' });
    expect(told(on, 'TicketCalled')).toEqual([{ ...at, number: 'A001', waiting: 2 }]);
  });

  it('shows that fewer wait when another counter has called one of them', () => {
    const on = hall().when(
      { type: 'CallNext', counter: 'c2' },
      { kind: 'staff', account: 'wang', role: 'clerk' },
    );
    expect(told(on, 'TicketCalled')).toEqual([{ ...at, number: null, waiting: 2 }]);
  });

  it('shows no number any more when its ticket went back to the line', () => {
    const on = hall().when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'RequeueTicket', ticket: t('A001') });
    expect(told(on, 'TicketRequeued')).toEqual([{ ...at, number: null, waiting: 3 }]);
  });

  it('counts who was sent to its counter alone', () => {
    const on = hall().when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { counter: 'c1' } });
    expect(told(on, 'TicketTransferred')).toEqual([{ ...at, number: null, waiting: 3 }]);
  });

  it('is told what it shows when its agent comes back', () => {
    const on = hall().when({ type: 'CallNext', counter: 'c1' });
    const messages = onJoin('hall-1', on.state, ADDRESS, on.now);
    expect(keypadMessages(messages)).toEqual([{ ...at, number: 'A001', waiting: 2 }]);
  });

  it('is told that its key was refused, but not of one that came too late', () => {
    const refused = { agent: 'hall-1', type: 'UseKeypad', device: 'keypad-c1' } as const;
    const on = hall();
    expect(sentFor(on, 'ReportRefused', { ...refused, refused: 'nobody-waiting' })).toEqual([
      { ...at, refused: 'nobody-waiting' },
    ]);
    expect(sentFor(on, 'ReportRefused', { ...refused, refused: 'key-too-old' })).toEqual([]);
    const press = { ...refused, type: 'RecordPress', refused: 'nothing-new' } as const;
    expect(sentFor(on, 'ReportRefused', press)).toEqual([]);
  });
});
