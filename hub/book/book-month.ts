import {
  LEVELS,
  RATING_CHANNELS,
  RATING_FATES,
  type BusinessDay,
  type RatingFate,
  type VisitId,
} from '@bandecheng/shared/vocabulary';
import type { BookRow } from '@bandecheng/shared/rating/book-row';
import type { BookLine, DeviceLine, RatingLine, ReasonsLine, VisitLine } from './book-line.ts';
import { bytes, Dictionary, doubles, ints, words } from './columns.ts';

const COUNTED: readonly RatingFate[] = ['rated', 'changed', 'late'];
const TAKEN: readonly RatingFate[] = [...COUNTED, 'added'];

/** Marks of a rating, joined in one number. */
export const DEFAULT = 1;
export const NAMED = 2;
export const WORDS = 4;
/** Another press of the same visit took its place. */
export const REPLACED = 8;
/** Its visit ended while no evaluator of the counter could be pressed. */
export const OFFLINE = 16;
/** A visit's first rating in force, before anything was said of it later. */
export const FIRST = 32;

/** Names by number, the same in every month of a book. */
export interface Names {
  counters: Dictionary;
  services: Dictionary;
  clerks: Dictionary;
  devices: Dictionary;
  days: Dictionary;
  lists: Dictionary;
}
export function emptyNames(): Names {
  const [counters, services, clerks] = [new Dictionary(), new Dictionary(), new Dictionary()];
  return {
    counters,
    services,
    clerks,
    ...{ devices: new Dictionary(), days: new Dictionary() },
    lists: new Dictionary(),
  };
}

/** A month of the book in memory: a column for each value, a row for each visit and each rating. */
export class BookMonth {
  readonly visits = {
    at: doubles(),
    day: words(),
    counter: words(),
    service: words(),
    clerk: words(),
    seconds: ints(),
    slot: bytes(),
    offline: bytes(),
  };
  readonly ratings = {
    ...{ seq: doubles(), at: doubles(), ratedAt: doubles(), recorded: words(), day: words(), slot: bytes() },
    ...{ channel: bytes(), level: bytes(), fate: bytes(), times: bytes(), flags: bytes() },
    ...{
      counter: words(),
      service: words(),
      clerk: words(),
      device: words(),
      typedBy: words(),
      list: words(),
    },
    ...{ after: ints(), served: ints(), away: ints() },
  };
  /** Visits by their rows. */
  readonly finished: VisitId[] = [];
  /** The visit of each rating. */
  readonly visitOf: string[] = [];
  readonly reasons = new Map<number, string[]>();
  readonly devices: DeviceLine[] = [];
  /** Calls that somebody answered, by the number of the visit's day. */
  readonly calls = words();
  /** Rows of visits by their id, until the month is sealed. */
  private rowOf: Map<VisitId, number> | null = new Map();

  constructor(readonly names: Names) {}

  get sealed(): boolean {
    return this.rowOf === null;
  }

  /** Nothing will be added to it any more: what only adding needs is let go. */
  seal(): void {
    this.rowOf = null;
  }

  /** Lines come in the order of their journal numbers. */
  add(line: BookLine): void {
    if (line.kind === 'visit') this.addVisit(line);
    else if (line.kind === 'rating') this.addRating(line);
    else if (line.kind === 'reasons') this.addReasons(line);
    else if (line.kind === 'call') this.calls.push(this.names.days.code(line.visit.slice(0, 10)));
    else this.devices.push(line);
  }

  private addVisit({ visit, at, counter, service, clerk, seconds, slot, offline }: VisitLine): void {
    const { names, visits } = this;
    this.rowOf?.set(visit, visits.day.length);
    this.finished.push(visit);
    visits.at.push(at);
    visits.day.push(names.days.code(visit.slice(0, 10)));
    visits.counter.push(names.counters.code(counter));
    visits.service.push(names.services.code(service));
    visits.clerk.push(names.clerks.code(clerk));
    visits.seconds.push(seconds);
    visits.slot.push(slot);
    visits.offline.push(offline ? 1 : 0);
  }

  private addRating(line: RatingLine): void {
    const { names, ratings } = this;
    const { visit, ratedAt, day, fate } = line;
    if (fate === 'changed') this.replaceEarlier(line);
    const ended = this.rowOf?.get(visit);
    const served = ended === undefined ? -1 : this.visits.seconds.at(ended);
    const offline = ended !== undefined && this.visits.offline.at(ended) === 1;
    const after = ended === undefined ? -1 : Math.max(0, (ratedAt - this.visits.at.at(ended)) / 1000);
    if (line.reasons.length > 0) this.reasons.set(this.visitOf.length, line.reasons);
    this.visitOf.push(visit);
    ratings.seq.push(line.seq);
    ratings.at.push(line.at);
    ratings.ratedAt.push(ratedAt);
    ratings.recorded.push(names.days.code(day));
    ratings.day.push(names.days.code(visit === '' ? day : visit.slice(0, 10)));
    ratings.slot.push(line.slot);
    ratings.channel.push(RATING_CHANNELS.indexOf(line.channel));
    ratings.level.push(LEVELS.indexOf(line.level));
    ratings.fate.push(RATING_FATES.indexOf(fate));
    ratings.times.push(line.times);
    ratings.flags.push(flagsOf(line) + (offline ? OFFLINE : 0));
    ratings.counter.push(names.counters.code(line.counter));
    ratings.service.push(names.services.code(line.service));
    ratings.clerk.push(names.clerks.code(line.clerk));
    ratings.device.push(names.devices.code(line.device));
    ratings.typedBy.push(names.clerks.code(line.typedBy));
    ratings.list.push(names.lists.code(line.list));
    ratings.after.push(Math.round(after));
    ratings.served.push(served);
    ratings.away.push(line.away);
  }

  /** The press that a visit's newest one changes lies a minute back at most. */
  private replaceEarlier({ visit, times }: RatingLine): void {
    const { flags } = this.ratings;
    const row = this.standingRow(visit, times);
    if (row >= 0) flags.values[row] = (flags.at(row) & ~FIRST) | REPLACED;
  }

  /** Said of the visit's newest rating that was taken. */
  private addReasons({ visit, reasons, words }: ReasonsLine): void {
    const row = this.standingRow(visit);
    if (row < 0) return;
    this.reasons.set(row, [...new Set([...(this.reasons.get(row) ?? []), ...reasons])]);
    if (words) this.ratings.flags.values[row] = this.ratings.flags.at(row) | WORDS;
  }

  /** The newest rating of a visit that was taken and not replaced; -1: there is none. */
  private standingRow(visit: string, times?: number): number {
    const { flags, times: nth } = this.ratings;
    for (let row = this.visitOf.length - 1; row >= 0; row--) {
      if (this.visitOf[row] !== visit || (times !== undefined && nth.at(row) !== times)) continue;
      if (TAKEN.includes(this.fateAt(row)) && (flags.at(row) & REPLACED) === 0) return row;
    }
    return -1;
  }

  /** A rating as it is shown; what was said of it later stands in the remarks. */
  rowAt(row: number): BookRow {
    const { ratings, names } = this;
    const flags = ratings.flags.at(row);
    const visit = this.visitOf[row] ?? '';
    const text = <K extends string>(key: K, value: string) => (value === '' ? {} : { [key]: value });
    const number = <K extends string>(key: K, value: number) => (value < 0 ? {} : { [key]: value });
    return {
      ...{ seq: ratings.seq.at(row), at: ratings.at.at(row), ratedAt: ratings.ratedAt.at(row) },
      day: names.days.text(ratings.recorded.at(row)),
      channel: RATING_CHANNELS[ratings.channel.at(row)] ?? 'evaluator',
      level: LEVELS[ratings.level.at(row)] ?? 'satisfied',
      fate: RATING_FATES[ratings.fate.at(row)] ?? 'stray',
      times: ratings.times.at(row),
      source: (flags & DEFAULT) > 0 ? 'default' : 'active',
      named: (flags & NAMED) > 0,
      words: (flags & WORDS) > 0,
      reasons: this.reasons.get(row) ?? [],
      ...(visit === '' ? {} : { visit, ticket: visit.slice(0, visit.lastIndexOf('.')) }),
      ...text('counter', names.counters.text(ratings.counter.at(row))),
      ...text('service', names.services.text(ratings.service.at(row))),
      ...text('clerk', names.clerks.text(ratings.clerk.at(row))),
      ...text('device', names.devices.text(ratings.device.at(row))),
      ...text('typedBy', names.clerks.text(ratings.typedBy.at(row))),
      ...text('list', names.lists.text(ratings.list.at(row))),
      ...number('afterSeconds', ratings.after.at(row)),
      ...number('servedSeconds', ratings.served.at(row)),
      ...number('awaySeconds', ratings.away.at(row)),
      ...((flags & REPLACED) > 0 ? { replaced: true as const } : {}),
    };
  }

  fateAt(row: number): RatingFate {
    return RATING_FATES[this.ratings.fate.at(row)] ?? 'stray';
  }

  dayAt(row: number): BusinessDay {
    return this.names.days.text(this.ratings.day.at(row));
  }
}

function flagsOf({ byDefault, named, words, fate, times, list, visit }: RatingLine): number {
  const first = COUNTED.includes(fate) && times === 1 && list === '' && visit !== '' && !byDefault;
  return (byDefault ? DEFAULT : 0) + (named ? NAMED : 0) + (words ? WORDS : 0) + (first ? FIRST : 0);
}
