import type { Hall, Service } from './hall.ts';

/** The letters and the digits as they stand on the slip. */
export function numberOf(
  hall: Pick<Hall, 'queue'>,
  { prefix }: Pick<Service, 'prefix'>,
  digits: number,
): string {
  return prefix + String(digits).padStart(hall.queue.numberDigits, '0');
}

/** Whether digits name this number: it without its letters, leading zeros typed or not. */
export function isTyped({ number }: { number: string }, digits: string): boolean {
  return Number(number.replace(/\D/g, '')) === Number(digits);
}
