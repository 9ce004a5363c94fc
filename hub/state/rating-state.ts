import type { RatingRow } from '@bandecheng/shared/views';
import {
  LEVELS,
  RATING_FATES,
  type AccountId,
  type AppealOutcome,
  type BusinessDay,
  type CounterId,
  type Instant,
  type Language,
  type Level,
  type RatingChannel,
  type RatingFate,
  type RatingState,
  type ServiceId,
  type SmsOutcome,
  type TicketId,
  type VisitId,
} from '@bandecheng/shared/vocabulary';

/** A rating of a visit as it stands: a change of mind takes its place, a correction takes it out of the figures. */
export interface Rated {
  /** Journal number of the line that stands, and the business day of that line. */
  seq: number;
  day: BusinessDay;
  level: Level;
  channel: RatingChannel;
  /** When it was first given; a change of mind does not move it. */
  at: Instant;
  uncounted?: true;
  /** Who corrected it last. */
  correctedBy?: AccountId;
}

/** A finished visit, kept as long as something may be said of it; see `visits-kept.ts`. */
export interface Visit {
  id: VisitId;
  ticket: TicketId;
  number: string;
  language: Language;
  /** The ticket was taken with an identity number: what its holder says is said under a name. */
  named?: true;
  service: ServiceId;
  counter: CounterId;
  clerk: AccountId;
  day: BusinessDay;
  finishedAt: Instant;
  closesAt: Instant;
  rating: RatingState;
  first?: Rated;
  /** 追加评价. */
  added?: Rated;
  /** Commands by which other systems passed its ratings on. */
  answers?: string[];
  /** It was invited to by message; `outcome` absent: no receipt yet. */
  sms?: { at: Instant; outcome?: SmsOutcome };
  /** 办件编号, and which service of that case it was. */
  project?: { number: string; service: number };
  /** `outcome` absent: nobody has decided yet. */
  appeal?: { by: AccountId; at: Instant; outcome?: AppealOutcome };
}

/** What a rating left behind, for the desk board; names are looked up when the view is made. */
export type RatedRow = Omit<RatingRow, 'counterNumber' | 'serviceName'>;

/** Ratings recorded today. */
export interface RatingsNow {
  bad: RatedRow[];
  latest: RatedRow[];
  levels: Record<Level, number>;
  fates: Record<RatingFate, number>;
  lapsed: number;
  invited: number;
  clerks: Map<AccountId, ClerkRated>;
}

/** How a clerk's visits of today were rated. */
export interface ClerkRated extends Share {
  /** Ratings given so far, those included that were corrected away since. */
  given: number;
  /** What the clerk is shown: the share as it was at the last step. */
  shown?: Share;
}

interface Share {
  good: number;
  of: number;
}

/** How the visits of one business day were rated, whenever that was said. Corrected-away ratings are not in it. */
export interface DayRated {
  /** First ratings. */
  levels: Partial<Record<RatingChannel, Record<Level, number>>>;
  /** Answers to calls of a sample: their levels, and all calls that somebody answered. */
  calls: { levels: Record<Level, number>; valid: number };
  additional: { good: number; all: number };
}

/** A bad rating that nobody has been called back about. */
export interface BadRating {
  visit: VisitId;
  ticket: TicketId;
  counter: CounterId;
  service: ServiceId;
  clerk: AccountId;
  level: Level;
  /** Given under a name. */
  named?: true;
  /** When it was given: from then on runs the time in which it may be changed. */
  at: Instant;
}

/** A day on which nobody has pressed yet. */
export function emptyRatings(): RatingsNow {
  const counts = { levels: noneOf(LEVELS), fates: noneOf(RATING_FATES), lapsed: 0, invited: 0 };
  return { bad: [], latest: [], ...counts, clerks: new Map() };
}

export function unratedDay(): DayRated {
  return { levels: {}, calls: { levels: noneOf(LEVELS), valid: 0 }, additional: { good: 0, all: 0 } };
}

/** Zero of each. */
export function noneOf<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((k) => [k, 0])) as Record<K, number>;
}
