import type { BusinessDay, Instant } from '../vocabulary.ts';

/** A clock reading in the hall's time zone. `weekday` is 1 for Monday to 7 for Sunday, `minute` counts from midnight. */
export interface LocalTime {
  date: BusinessDay;
  weekday: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA-u-hc-h23', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

function parts(at: Instant, timeZone: string): Record<string, string> {
  return Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
}

// Formatting costs some 5 µs and every command asks: the last minute's answer is kept per zone.
const lastMinute = new Map<string, { minute: number; time: LocalTime }>();

/** The hall's own date and time at an instant, whatever zone the process runs in. */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const minute = Math.floor(at / 60_000);
  const last = lastMinute.get(timeZone);
  if (last?.minute === minute) return last.time;
  const time = readLocalTime(at, timeZone);
  lastMinute.set(timeZone, { minute, time });
  return time;
}

function readLocalTime(at: Instant, timeZone: string): LocalTime {
  const p = parts(at, timeZone);
  const date = `${p['year']}-${p['month']}-${p['day']}`;
  const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return { date, weekday, minute: Number(p['hour']) * 60 + Number(p['minute']) };
}

/** `2026-11-23 09:05:07` on the hall's clock. */
export function clockText(at: Instant, timeZone: string): string {
  const p = parts(at, timeZone);
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}:${p['second']}`;
}

/** Minutes from midnight of `HH:MM`, 00:00 to 24:00. */
export function minuteOf(time: string): number {
  const [hour, minute] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** `HH:MM` of minutes from midnight. */
export function timeOfDay(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/**
 * The business day an instant falls on: the local date, or the day before it while the clock has not yet
 * reached `dayStartsAt` (`HH:MM`), so that a hall open past midnight keeps its numbering.
 */
export function businessDay(at: Instant, timeZone: string, dayStartsAt: string): BusinessDay {
  if (dayStartsAt === '00:00') return localTime(at, timeZone).date;
  return readLocalTime(at - minuteOf(dayStartsAt) * 60_000, timeZone).date;
}
