import type { RecordedEvent } from '@bandecheng/shared/events';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, lineOf, type HallState } from '@bandecheng/hub/state/hall-state';
import { pack } from '@bandecheng/hub/state/pack-state';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulateDay } from '../../fakes/simulated-day.ts';

const TICKETS = 20_000;
/** Every so many events the whole state is looked at, not only what the event touched. */
const WHOLE_LOOK_EVERY = 2_000;
const AT_COUNTER: readonly TicketStatus[] = ['called', 'serving'];

const numbers = new Set<string>();
const servedNow = new Map<string, string>();

/** What must hold after each event, of what it touched; now and then of everything. */
function check(state: HallState, event: RecordedEvent): void {
  if (event.type === 'TicketIssued') {
    if (numbers.has(event.data.number)) throw new Error(`${event.data.number} was given twice`);
    numbers.add(event.data.number);
  }
  const id = 'ticket' in event.data ? event.data.ticket : undefined;
  if (id !== undefined) checkTicket(state, id);
  if (event.type === 'ServiceStarted') {
    const at = servedNow.get(event.data.ticket);
    if (at !== undefined) throw new Error(`${event.data.ticket} is served at ${at} already`);
    servedNow.set(event.data.ticket, event.data.counter);
  } else if (id !== undefined) servedNow.delete(id);
  if (event.seq % WHOLE_LOOK_EVERY === 0)
    for (const ticket of state.tickets.keys()) checkTicket(state, ticket);
}

function checkTicket(state: HallState, id: string): void {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) throw new Error(`${id} has vanished`);
  const standing = (state.lines.get(lineOf(ticket)) ?? []).filter((one) => one === id).length;
  if (standing !== (ticket.status === 'waiting' ? 1 : 0))
    throw new Error(`${id} is ${ticket.status} and stands in its line ${standing} times`);
  const counter = state.counters.get(ticket.counter ?? '');
  if (AT_COUNTER.includes(ticket.status) && counter?.ticket !== id)
    throw new Error(`${id} is ${ticket.status} at ${ticket.counter}, which has ${counter?.ticket}`);
  if (!AT_COUNTER.includes(ticket.status) && counter?.ticket === id)
    throw new Error(`${id} is ${ticket.status}, and ${ticket.counter} still has it`);
}

describe('64 kiosks and 40 counters working a day of 20,000 tickets', () => {
  let day: ReturnType<typeof simulateDay>;
  beforeAll(() => {
    day = simulateDay({
      ...{ kiosks: 64, counters: 40, tickets: TICKETS, overMinutes: 600, seed: 20_261_123 },
      onEvent: check,
    });
  }, 240_000);

  it('gives every number once and without a gap', () => {
    expect(numbers.size).toBe(TICKETS);
    for (const [service, last] of day.state.numbers)
      expect([service, last]).toEqual([service, day.state.given.get(service)]);
  });

  it('ends with everyone served or called in vain, nobody forgotten in a line', () => {
    const left = [...day.state.tickets.values()].filter(
      ({ status }) => status !== 'finished' && status !== 'no-show',
    );
    expect(left).toEqual([]);
    expect(day.state.totals.issued).toBe(TICKETS);
    expect(day.state.totals.finished + day.state.totals.noShow).toBe(TICKETS);
  });

  it('is the same day, byte for byte, when it is replayed from its record', () => {
    const again = emptyState();
    for (const line of day.recorded.map((event) => JSON.stringify(event)))
      evolve(again, JSON.parse(line) as RecordedEvent);
    expect(JSON.stringify(pack(again))).toBe(JSON.stringify(pack(day.state)));
  }, 120_000);
});
