import type { Instant } from '../vocabulary.ts';
import { clockText } from './business-day.ts';

/**
 * The instant at which a clock in the zone shows this date and time (`2026-11-24`, `09:30`); null when there is no
 * such date, or the hour is left out when the clocks go forward.
 */
export function instantOf(date: string, time: string, timeZone: string): Instant | null {
  const wanted = `${date} ${time}:00`;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // Two looks: the zone's distance from UTC may differ between the first guess and the instant itself.
  let at = asUtc - distance(asUtc, timeZone);
  at = asUtc - distance(at, timeZone);
  return clockText(at, timeZone) === wanted ? at : null;
}

/** Milliseconds by which the zone's clock is ahead of UTC at an instant. */
function distance(at: Instant, timeZone: string): number {
  return Date.parse(`${clockText(at, timeZone).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
