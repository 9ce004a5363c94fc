import type { Hall, Service } from '@bandecheng/shared/hall';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

/**
 * A service's next number today: its letters and the digits, more of them when they run out. A number that another
 * service gave under these letters earlier today is left out.
 */
export function nextNumber(
  state: HallState,
  hall: Hall,
  service: Service,
): { ticket: TicketId; number: string } {
  let next = (state.numbers.get(service.id) ?? 0) + 1;
  while (state.tickets.has(`${state.day}-${numberOf(hall, service, next)}`)) next += 1;
  const number = numberOf(hall, service, next);
  return { ticket: `${state.day}-${number}`, number };
}

function numberOf(hall: Hall, { prefix }: Service, digits: number): string {
  return prefix + String(digits).padStart(hall.queue.numberDigits, '0');
}
