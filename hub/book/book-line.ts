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
export const BOOK_VERSION = 2;

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

/** A press, or a rating given or typed in. What is not known is an empty text. */
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
  visit: VisitId;
  counter: CounterId;
  service: ServiceId;
  clerk: AccountId;
  device: DeviceId;
  typedBy: AccountId;
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
  counter: CounterId;
  usable: boolean;
}

/** Somebody answered a call of a list. */
export interface CallLine {
  kind: 'call';
  seq: number;
  visit: VisitId;
}

export type BookLine = VisitLine | RatingLine | ReasonsLine | DeviceLine | CallLine;

const bit = (value: boolean): number => (value ? 1 : 0);

/** A line as it stands in a file: values in a fixed order, half as long as with their names. */
export function packLine(line: BookLine): string {
  return JSON.stringify(packed(line));
}

function packed(line: BookLine): PackedLine {
  switch (line.kind) {
    case 'visit': {
      const { seq, at, visit, counter, service, clerk, seconds, slot, offline } = line;
      return ['v', seq, at, visit, counter, service, clerk, seconds, slot, bit(offline)];
    }
    case 'rating': {
      const { seq, day, at, ratedAt, slot, channel, level, fate, times, visit, counter, service } = line;
      const { clerk, device, typedBy, list, byDefault, named, words, reasons, away } = line;
      const flags = bit(byDefault) + 2 * bit(named) + 4 * bit(words);
      const given: PackedRating = [
        ...(['r', seq, day, at, ratedAt, slot, channel, level, fate, times] as const),
        ...([visit, counter, service, clerk, device, typedBy, list, flags, reasons, away] as const),
      ];
      return given;
    }
    case 'reasons':
      return ['w', line.seq, line.visit, line.reasons, bit(line.words)];
    case 'call':
      return ['c', line.seq, line.visit];
    case 'device':
      return ['d', line.seq, line.day, line.at, line.device, line.counter, bit(line.usable)];
  }
}

type PackedVisit = [
  ...['v', seq: number, at: number, visit: string, counter: string, service: string, clerk: string],
  ...[seconds: number, slot: number, offline: number],
];
type PackedRating = [
  ...['r', seq: number, day: string, at: number, ratedAt: number, slot: number, channel: RatingChannel],
  ...[level: Level, fate: RatingFate, times: number, visit: string, counter: string, service: string],
  ...[clerk: string, device: string, typedBy: string, list: string, flags: number, reasons: string[]],
  ...[away: number],
];
type PackedReasons = ['w', seq: number, visit: string, reasons: string[], words: number];
type PackedCall = ['c', seq: number, visit: string];
type PackedDevice = [
  ...['d', seq: number, day: string, at: number, device: string, counter: string, usable: number],
];

type PackedLine = PackedVisit | PackedRating | PackedReasons | PackedCall | PackedDevice;

/** The line that was packed. Throws SyntaxError for anything else. */
export function unpackLine(values: unknown): BookLine {
  if (!Array.isArray(values)) throw new SyntaxError('not a line of the book');
  // Written by `packed` alone and cut off nowhere: what stands in a line is not looked at one by one.
  const packed = values as unknown as PackedLine;
  switch (packed[0]) {
    case 'v':
      return unpackVisit(packed);
    case 'r':
      return unpackRating(packed);
    case 'w':
      return {
        kind: 'reasons',
        seq: packed[1],
        visit: packed[2],
        reasons: packed[3],
        words: packed[4] === 1,
      };
    case 'c':
      return { kind: 'call', seq: packed[1], visit: packed[2] };
    case 'd': {
      const [, seq, day, at, device, counter, usable] = packed;
      return { kind: 'device', seq, day, at, device, counter, usable: usable === 1 };
    }
    default:
      throw new SyntaxError('not a line of the book');
  }
}

/** Value by value: taking an array apart by names costs ten times as much, and a year has 350,000 lines. */
function unpackVisit(packed: PackedVisit): VisitLine {
  return {
    kind: 'visit',
    seq: packed[1],
    at: packed[2],
    visit: packed[3],
    counter: packed[4],
    service: packed[5],
    clerk: packed[6],
    seconds: packed[7],
    slot: packed[8],
    offline: packed[9] === 1,
  };
}

function unpackRating(packed: PackedRating): RatingLine {
  const flags = packed[17];
  return {
    kind: 'rating',
    seq: packed[1],
    day: packed[2],
    at: packed[3],
    ratedAt: packed[4],
    slot: packed[5],
    channel: packed[6],
    level: packed[7],
    fate: packed[8],
    times: packed[9],
    visit: packed[10],
    counter: packed[11],
    service: packed[12],
    clerk: packed[13],
    device: packed[14],
    typedBy: packed[15],
    list: packed[16],
    byDefault: (flags & 1) > 0,
    named: (flags & 2) > 0,
    words: (flags & 4) > 0,
    reasons: packed[18],
    away: packed[19],
  };
}

/** The day whose figures a line belongs to: of the visit, where there is one. */
export function figureDay(line: BookLine): BusinessDay {
  const visit = line.kind === 'device' ? '' : line.visit;
  return visit !== '' ? visit.slice(0, 10) : 'day' in line ? line.day : '';
}
