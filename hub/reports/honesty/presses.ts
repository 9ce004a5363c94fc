import type { Hall } from '@bandecheng/shared/hall';
import {
  LEVELS,
  RATING_CHANNELS,
  type BusinessDay,
  type Instant,
  type Level,
  type RatingChannel,
  type RatingFate,
} from '@bandecheng/shared/vocabulary';
import { FIRST } from '../../book/book-month.ts';
import type { BookPages } from '../../book/book-pages.ts';
import type { RowPlace } from '../row-filter.ts';

/** What the checks look at of a rating; nothing of the applicant. Seconds are -1 where nothing is known. */
export interface Press extends RowPlace {
  at: Instant;
  day: BusinessDay;
  level: Level;
  fate: RatingFate;
  channel: RatingChannel;
  counter: string;
  clerk: string;
  device: string;
  service: string;
  /** From the end of the visit. */
  after: number;
  /** That the visit took. */
  served: number;
  /** For which the counter had been paused or closed. */
  away: number;
  /** A visit's first rating in force. */
  first: boolean;
  /** An answer to a call of a sample. */
  called: boolean;
}

/** What a check is told: the period's presses in the order in which they were made, and the hall's own times. */
export interface Looked {
  presses: readonly Press[];
  hall: Pick<Hall, 'hours' | 'timeZone' | 'rating' | 'services'>;
}

/** What a check has found about one counter, device, clerk or the hall. */
export interface Found {
  subject: string;
  rows: readonly Press[];
  /** With its figures, in a sentence. */
  found: string;
  /** What it was held against, in words, and its rows. */
  beside?: readonly [zh: string, rows: readonly Press[]][];
}

/** Given in the hall by whoever can reach a device there: a press, a tap on a tablet, a number typed at a kiosk. */
export function inTheHall({ device, channel }: Pick<Press, 'device' | 'channel'>): boolean {
  return device !== '' || channel === 'tablet' || channel === 'kiosk';
}

/** Every press of the days between two, corrected ones too: what was done is not undone by a correction. */
export function pressesIn({ months }: BookPages, from: BusinessDay, to: BusinessDay): Press[] {
  const presses: Press[] = [];
  for (const month of months) {
    const { ratings, names } = month;
    const within = names.days.texts.map((day) => day >= from && day <= to);
    for (let row = 0; row < ratings.day.length; row++) {
      if (within[ratings.day.at(row)] !== true) continue;
      // Written out field by field: spreads cost ten times as much, and a year has 100,000 presses.
      presses.push({
        month,
        row,
        at: ratings.ratedAt.at(row),
        day: month.dayAt(row),
        fate: month.fateAt(row),
        level: LEVELS[ratings.level.at(row)] ?? 'satisfied',
        channel: RATING_CHANNELS[ratings.channel.at(row)] ?? 'evaluator',
        counter: names.counters.text(ratings.counter.at(row)),
        clerk: names.clerks.text(ratings.clerk.at(row)),
        device: names.devices.text(ratings.device.at(row)),
        service: names.services.text(ratings.service.at(row)),
        after: ratings.after.at(row),
        served: ratings.served.at(row),
        away: ratings.away.at(row),
        first: (ratings.flags.at(row) & FIRST) > 0,
        called: ratings.list.at(row) > 0,
      });
    }
  }
  return presses.sort((a, b) => a.at - b.at);
}

/** Presses by what they have in common; those that have nothing of it are left out. */
export function groupBy(presses: readonly Press[], keyOf: (press: Press) => string): Map<string, Press[]> {
  const groups = new Map<string, Press[]>();
  for (const press of presses) {
    const key = keyOf(press);
    if (key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [press]);
    else group.push(press);
  }
  return groups;
}
