import type {
  AccountId,
  BusinessDay,
  CounterId,
  DeviceId,
  Instant,
  Level,
  RatingChannel,
  RatingFate,
  ServiceId,
  VisitId,
} from '@bandecheng/shared/vocabulary';

/** Raised when the lines below change: a book of another version is made anew from the journal. */
export const BOOK_VERSION = 1;

/** A finished visit. `offline`: no evaluator of its counter could be pressed then. */
export interface VisitLine {
  kind: 'visit';
  seq: number;
  at: Instant;
  visit: VisitId;
  counter: CounterId;
  service: ServiceId;
  clerk: AccountId;
  seconds: number;
  /** Hour of the week at which it ended, as in `RatingLine`. */
  slot: number;
  offline: boolean;
}

/** A press, or a rating given or typed in. */
export interface RatingLine {
  kind: 'rating';
  seq: number;
  /** Business day on which it was recorded. */
  day: BusinessDay;
  at: Instant;
  ratedAt: Instant;
  /** Hour of the week at which it was given on the hall's clock: 0 for Monday 0:00 to 1:00, up to 167. */
  slot: number;
  channel: RatingChannel;
  level: Level;
  fate: RatingFate;
  times: number;
  visit: VisitId | '';
  counter: CounterId | '';
  service: ServiceId | '';
  clerk: AccountId | '';
  device: DeviceId | '';
  typedBy: AccountId | '';
  list: string;
  byDefault: boolean;
  named: boolean;
  words: boolean;
  reasons: string[];
  /** Seconds for which the counter had been paused or closed; -1: it was open. */
  away: number;
}

/** Why a rating was given, said after it. */
export interface ReasonsLine {
  kind: 'reasons';
  seq: number;
  visit: VisitId;
  reasons: string[];
  words: boolean;
}

/** From now on an evaluator can be pressed, or cannot; said again at the beginning of each day it cannot. */
export interface DeviceLine {
  kind: 'device';
  seq: number;
  day: BusinessDay;
  at: Instant;
  device: DeviceId;
  counter: CounterId | '';
  usable: boolean;
}

/** Somebody answered a call of a list. */
export interface CallLine {
  kind: 'call';
  seq: number;
  visit: VisitId;
}

export type BookLine = VisitLine | RatingLine | ReasonsLine | DeviceLine | CallLine;

type Packed = readonly unknown[];
const bit = (value: boolean): number => (value ? 1 : 0);

/** A line as it stands in a file: values in a fixed order, half as long as with their names. */
export function packLine(line: BookLine): string {
  return JSON.stringify(packed(line));
}

function packed(line: BookLine): Packed {
  switch (line.kind) {
    case 'visit': {
      const { seq, at, visit, counter, service, clerk, seconds, slot, offline } = line;
      return ['v', seq, at, visit, counter, service, clerk, seconds, slot, bit(offline)];
    }
    case 'rating': {
      const { seq, day, at, ratedAt, slot, channel, level, fate, times, visit, counter, service } = line;
      const { clerk, device, typedBy, list, byDefault, named, words, reasons, away } = line;
      const flags = bit(byDefault) + 2 * bit(named) + 4 * bit(words);
      return [
        ...['r', seq, day, at, ratedAt, slot, channel, level, fate, times, visit, counter, service],
        ...[clerk, device, typedBy, list, flags, reasons, away],
      ];
    }
    case 'reasons':
      return ['w', line.seq, line.visit, line.reasons, bit(line.words)];
    case 'call':
      return ['c', line.seq, line.visit];
    case 'device':
      return ['d', line.seq, line.day, line.at, line.device, line.counter, bit(line.usable)];
  }
}

/** The line that was packed. Throws SyntaxError for anything else. */
export function unpackLine(values: unknown): BookLine {
  const [kind, seq, ...rest] = Array.isArray(values) ? (values as unknown[]) : [];
  if (typeof seq !== 'number') throw new SyntaxError('not a line of the book');
  // Written by `packed` alone and cut off nowhere: what stands in a line is not looked at one by one.
  switch (kind) {
    case 'v': {
      const [at, visit, counter, service, clerk, seconds, slot, offline] = rest as [
        ...[number, string, string, string, string, number, number, number],
      ];
      const ended = { visit, counter, service, clerk, seconds, slot, offline: offline === 1 };
      return { kind: 'visit', seq, at, ...ended };
    }
    case 'r':
      return unpackRating(seq, rest);
    case 'w': {
      const [visit, reasons, words] = rest as [string, string[], number];
      return { kind: 'reasons', seq, visit, reasons, words: words === 1 };
    }
    case 'c':
      return { kind: 'call', seq, visit: String(rest[0]) };
    case 'd': {
      const [day, at, device, counter, usable] = rest as [string, number, string, string, number];
      return { kind: 'device', seq, day, at, device, counter, usable: usable === 1 };
    }
    default:
      throw new SyntaxError('not a line of the book');
  }
}

function unpackRating(seq: number, rest: unknown[]): RatingLine {
  const [day, at, ratedAt, slot, channel, level, fate, times, visit, counter, service, ...more] = rest as [
    ...[string, number, number, number, RatingChannel, Level, RatingFate, number, string, string, string],
    ...unknown[],
  ];
  const [clerk, device, typedBy, list, flags, reasons, away] = more as [
    ...[string, string, string, string, number, string[], number],
  ];
  return {
    ...{ kind: 'rating', seq, day, at, ratedAt, slot, channel, level, fate, times, visit, counter, service },
    ...{ clerk, device, typedBy, list, reasons, away },
    ...{ byDefault: (flags & 1) > 0, named: (flags & 2) > 0, words: (flags & 4) > 0 },
  };
}

/** The day whose figures a line belongs to: of the visit, where there is one. */
export function figureDay(line: BookLine): BusinessDay {
  const visit = line.kind === 'device' ? '' : line.visit;
  return visit !== '' ? visit.slice(0, 10) : 'day' in line ? line.day : '';
}
