import type { RecordedEvent } from '@bandecheng/shared/events';

/** Monday 2026-11-23, 09:00:00 in Asia/Shanghai. */
const NINE = Date.UTC(2026, 10, 23, 1, 0, 0);

/** The one event of a command, with Chinese in it: characters of several bytes. */
export function heldTicket(seq: number): RecordedEvent {
  return {
    seq,
    at: NINE + seq,
    type: 'TicketHeld',
    version: 1,
    actor: 'staff:c01',
    command: `command-${seq}`,
    data: { ticket: '2026-11-23-A012', counter: 'c1', reason: `补材料 ${seq}` },
  };
}

/** `count` events of one command, the first with number `seq`. */
export function commandOf(count: number, seq: number): RecordedEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    ...heldTicket(seq + i),
    command: `command-${seq}`,
    part: [i + 1, count],
  }));
}
