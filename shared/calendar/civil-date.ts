import * as z from 'zod';
import type { Instant } from '../vocabulary.ts';
import { localTime } from './business-day.ts';

/**
 * A day of the civil calendar that exists, `2026-02-28`: no zone shifts it, and text order is time order. What is none
 * ends the check: rules about two days reckon with both.
 */
export const CivilDate = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && exists(text), {
  error: '须为存在的日期，例如 2026-09-30',
  abort: true,
});
export type CivilDate = z.output<typeof CivilDate>;

const DAY_MS = 86_400_000;

function exists(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  // Some engines roll 2026-02-31 over into March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day so many days later. */
export function daysLater(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day so many months later; the month's last day where it has no such day. */
export function monthsLater(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: CivilDate): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** 周一 to 周日. */
export function weekdayText(date: CivilDate): string {
  return `周${'一二三四五六日'[weekdayOf(date) - 1]}`;
}

/** The instant of a clock reading in a zone, `minute` counted from midnight. */
export function instantOf(date: CivilDate, minute: number, timeZone: string): Instant {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const first = asUtc - offsetMinutes(asUtc, timeZone) * 60_000;
  // The offset can differ on the two sides of a change of clocks: the second guess reads the right one.
  return asUtc - offsetMinutes(first, timeZone) * 60_000;
}

/** `2026-10-13T17:00:00+08:00`, to the second, in a zone. */
export function instantText(at: Instant, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone);
  const wall = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  const ahead = Math.abs(offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

function offsetMinutes(at: Instant, timeZone: string): number {
  const { date, minute } = localTime(at, timeZone);
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  return Math.round((wall - Math.floor(at / 60_000) * 60_000) / 60_000);
}
