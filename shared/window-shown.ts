import type { Hall } from './hall.ts';
import type { WindowShow } from './protocol.ts';
import type { CounterId, CounterState, DeviceId, TicketStatus } from './vocabulary.ts';

/** How a counter stands, as far as whoever tells its display knows. */
interface KnownCounter {
  state: CounterState;
  ticket?: { number: string; status: TicketStatus } | undefined;
}

/**
 * What the display over a counter says; null for a counter that the hall has not: whatever it said would be wrong.
 * @param known undefined: nothing is known of the counter, and it is shown closed
 */
export function windowShown(
  hall: Hall,
  device: DeviceId,
  counter: CounterId | undefined,
  known: KnownCounter | undefined,
): WindowShow | null {
  const rules = hall.counters.find(({ id }) => id === counter);
  if (rules === undefined) return null;
  const at = { device, counterNumber: rules.number };
  const { state = 'closed', ticket } = known ?? {};
  if (ticket !== undefined)
    return { ...at, state: ticket.status === 'called' ? 'called' : 'serving', number: ticket.number };
  if (state !== 'open') return { ...at, state };
  const services = rules.services.flatMap(
    (service) => hall.services.find(({ id }) => id === service)?.name.zh ?? [],
  );
  return { ...at, state: 'idle', services };
}
