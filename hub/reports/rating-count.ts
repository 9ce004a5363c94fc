import { BAD_LEVELS, LEVELS, RATING_CHANNELS, type BusinessDay } from '@bandecheng/shared/vocabulary';
import { DEFAULT, FIRST, OFFLINE, REPLACED, type BookMonth } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';

/** What is counted of one counter, clerk, service or channel, of one stretch of time, or of everything. */
export interface Tally {
  visits: number;
  offline: number;
  /** Standing ratings in the order of LEVELS. */
  levels: number[];
  /** Standing ratings of visits that are not `offline`. */
  responded: number;
  /** Of these, what nobody typed in for the applicant. */
  active: number;
  additional: number;
  additionalGood: number;
}

export function emptyTally(): Tally {
  const levels = LEVELS.map(() => 0);
  return { visits: 0, offline: 0, levels, responded: 0, active: 0, additional: 0, additionalGood: 0 };
}

/** A period counted once through, by the numbers that names have in the book. */
export interface RatingCount {
  whole: Tally;
  counter: Tally[];
  clerk: Tally[];
  service: Tally[];
  /** In the order of RATING_CHANNELS. */
  channel: Tally[];
  /** By stretch of the trend. */
  trend: Tally[];
  /** Standing and bad ratings by hour of the week, 0 for Monday 0:00 to 1:00. */
  byHour: { rated: number[]; bad: number[] };
  aside: { stray: number; repeated: number; default: number; uncounted: number; appealed: number };
  reasons: Map<string, number>;
}

const BAD: readonly boolean[] = LEVELS.map((level) => BAD_LEVELS.includes(level));

/**
 * Counts visits and ratings of the days between two, both included.
 * @param stretches by day, which stretch of the trend it lies in; null: each hour of the day is one
 */
export function countRatings(
  { months, remarks }: BookPages,
  { from, to }: { from: BusinessDay; to: BusinessDay },
  stretches: ReadonlyMap<BusinessDay, number> | null,
): RatingCount {
  const count: RatingCount = {
    whole: emptyTally(),
    ...{ counter: [], clerk: [], service: [], channel: RATING_CHANNELS.map(emptyTally), trend: [] },
    byHour: { rated: new Array<number>(168).fill(0), bad: new Array<number>(168).fill(0) },
    aside: { stray: 0, repeated: 0, default: 0, uncounted: 0, appealed: 0 },
    reasons: new Map(),
  };
  for (const month of months) {
    const { texts } = month.names.days;
    const within = texts.map((day) => day >= from && day <= to);
    const stretchOf = texts.map((day) => stretches?.get(day) ?? 0);
    const counting: Counting = { count, month, within, hourly: stretches === null, stretchOf };
    countVisits(counting);
    countMonth(counting, remarks);
  }
  return count;
}

interface Counting {
  count: RatingCount;
  month: BookMonth;
  /** By the number of a day: whether it lies in the period, and in which stretch of it. */
  within: readonly boolean[];
  stretchOf: readonly number[];
  hourly: boolean;
}

/** The tallies that a row counts in; its channel's apart, which has no visits. */
function talliesOf(
  { count, month, hourly, stretchOf }: Counting,
  part: 'visits' | 'ratings',
  row: number,
): Tally[] {
  const { day, slot, counter, clerk, service } = month[part];
  const stretch = hourly ? slot.at(row) % 24 : (stretchOf[day.at(row)] ?? 0);
  return [
    count.whole,
    (count.counter[counter.at(row)] ??= emptyTally()),
    (count.clerk[clerk.at(row)] ??= emptyTally()),
    (count.service[service.at(row)] ??= emptyTally()),
    (count.trend[stretch] ??= emptyTally()),
  ];
}

function countVisits(counting: Counting): void {
  const { visits } = counting.month;
  for (let row = 0; row < visits.day.length; row++) {
    if (counting.within[visits.day.at(row)] !== true) continue;
    const offline = visits.offline.at(row);
    for (const tally of talliesOf(counting, 'visits', row)) {
      tally.visits += 1;
      tally.offline += offline;
    }
  }
}

function countMonth(counting: Counting, remarks: BookPages['remarks']): void {
  const { count, month, within } = counting;
  const { ratings } = month;
  for (let row = 0; row < ratings.day.length; row++) {
    if (within[ratings.day.at(row)] !== true) continue;
    const flags = ratings.flags.at(row);
    const said = remarks.of(ratings.seq.at(row));
    if (said.appeal !== undefined) count.aside.appealed += 1;
    if (said.uncounted === true) count.aside.uncounted += 1;
    else if ((flags & FIRST) > 0) countStanding(counting, row);
    else if ((flags & DEFAULT) > 0) count.aside.default += 1;
    else countAside(counting, row, flags);
  }
}

function countStanding(counting: Counting, row: number): void {
  const { count, month } = counting;
  const { ratings } = month;
  const level = ratings.level.at(row);
  const answers = (ratings.flags.at(row) & OFFLINE) === 0;
  const active = answers && ratings.typedBy.at(row) === 0;
  const channel = count.channel[ratings.channel.at(row)];
  const tallies = talliesOf(counting, 'ratings', row);
  if (channel !== undefined) tallies.push(channel);
  for (const tally of tallies) {
    tally.levels[level] = (tally.levels[level] ?? 0) + 1;
    tally.responded += answers ? 1 : 0;
    tally.active += active ? 1 : 0;
  }
  const slot = ratings.slot.at(row);
  count.byHour.rated[slot] = (count.byHour.rated[slot] ?? 0) + 1;
  if (BAD[level] !== true) return;
  count.byHour.bad[slot] = (count.byHour.bad[slot] ?? 0) + 1;
  for (const reason of new Set(month.reasons.get(row)))
    count.reasons.set(reason, (count.reasons.get(reason) ?? 0) + 1);
}

function countAside(counting: Counting, row: number, flags: number): void {
  const { count, month } = counting;
  const fate = month.fateAt(row);
  if (fate === 'stray' || fate === 'repeated') count.aside[fate] += 1;
  if (!isAdditional(month, row, flags)) return;
  const good = BAD[month.ratings.level.at(row)] === true ? 0 : 1;
  const channel = count.channel[month.ratings.channel.at(row)];
  const tallies = talliesOf(counting, 'ratings', row);
  if (channel !== undefined) tallies.push(channel);
  for (const tally of tallies) {
    tally.additional += 1;
    tally.additionalGood += good;
  }
}

/** Whether it is none of the two levels that count as 差评. */
export function isGood({ ratings }: BookMonth, row: number): boolean {
  return BAD[ratings.level.at(row)] !== true;
}

/** 追加评价: given by the applicant after the first, and not in a sample's call. */
export function isAdditional(month: BookMonth, row: number, flags: number): boolean {
  const { times, list } = month.ratings;
  const fate = month.fateAt(row);
  const given = fate !== 'stray' && fate !== 'repeated' && (flags & REPLACED) === 0;
  return given && times.at(row) > 1 && list.at(row) === 0;
}
