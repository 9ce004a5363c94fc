import type { Hall, Service } from '@bandecheng/shared/hall';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

/** A service's next number today: its letters and the digits, more of them when they run out. */
export function nextNumber(
  state: HallState,
  hall: Hall,
  service: Service,
): { ticket: TicketId; number: string } {
  const last = state.numbers.get(service.id) ?? 0;
  const number = service.prefix + String(last + 1).padStart(hall.queue.numberDigits, '0');
  return { ticket: `${state.day}-${number}`, number };
}
