import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BookRow } from '@bandecheng/shared/rating/book-row';
import type {
  AccountId,
  AppealGround,
  AppealOutcome,
  HonestyCheck,
  Instant,
} from '@bandecheng/shared/vocabulary';

interface Said {
  seq: number;
  at: Instant;
  by: AccountId;
}

/** Something said of ratings after they were given; its words stay in the vault. */
export type Remark = Said &
  (
    | { kind: 'corrected'; rating: number; counts: boolean; reason: AppealGround }
    | { kind: 'appealed'; rating: number; ground: AppealGround }
    | { kind: 'decided'; rating: number; outcome: AppealOutcome }
    | { kind: 'looked-into'; check: string; subject: string; period: string }
  );

/** Null: the event says nothing of a rating given before. An appeal may be about a visit that has none. */
export function remarkOf(event: RecordedEvent): Remark | null {
  const { seq, at } = event;
  switch (event.type) {
    case 'RatingCorrected': {
      const { rating, counts, reason, by } = event.data;
      return { kind: 'corrected', seq, at, by, rating, counts, reason };
    }
    case 'RatingAppealed': {
      const { rating, ground, by } = event.data;
      return rating === undefined ? null : { kind: 'appealed', seq, at, by, rating, ground };
    }
    case 'AppealDecided': {
      const { rating, outcome, by } = event.data;
      return rating === undefined ? null : { kind: 'decided', seq, at, by, rating, outcome };
    }
    case 'CheckLookedInto': {
      const { check, subject, period, by } = event.data;
      return { kind: 'looked-into', seq, at, by, check, subject, period };
    }
    default:
      return null;
  }
}

type Remarked = Pick<BookRow, 'corrected' | 'appeal' | 'uncounted'>;

const NOTHING: Remarked = {};

/** Everything said later, by the rating it is about: rare, and kept in memory for good. */
export class Remarks {
  private readonly byRating = new Map<number, Remarked>();
  private readonly looks = new Map<string, { by: AccountId; at: Instant }>();

  add(remark: Remark): void {
    const { by, at } = remark;
    if (remark.kind === 'looked-into') {
      this.looks.set(lookKey(remark.check, remark.subject, remark.period), { by, at });
      return;
    }
    this.byRating.set(remark.rating, after(this.byRating.get(remark.rating) ?? {}, remark));
  }

  of(rating: number): Remarked {
    return this.byRating.get(rating) ?? NOTHING;
  }

  /** Whether what was said leaves the rating in the figures. */
  leaves(rating: number): boolean {
    return this.byRating.get(rating)?.uncounted !== true;
  }

  lookedInto(
    check: HonestyCheck,
    subject: string,
    period: string,
  ): { by: AccountId; at: Instant } | undefined {
    return this.looks.get(lookKey(check, subject, period));
  }
}

/** The last word counts: a correction may bring back what an appeal took out. */
function after(before: Remarked, remark: Exclude<Remark, { kind: 'looked-into' }>): Remarked {
  const { by, at } = remark;
  const rest = { ...before };
  delete rest.uncounted;
  const out = { uncounted: true as const };
  switch (remark.kind) {
    case 'corrected': {
      const { counts, reason } = remark;
      return { ...rest, corrected: { counts, reason, by, at }, ...(counts ? {} : out) };
    }
    case 'appealed':
      return { ...before, appeal: { ground: remark.ground, by, at } };
    case 'decided': {
      const { appeal } = before;
      if (appeal === undefined) return before;
      const decided = { ...before, appeal: { ...appeal, outcome: remark.outcome, decidedBy: by } };
      return remark.outcome === 'upheld' ? { ...decided, ...out } : decided;
    }
  }
}

function lookKey(check: string, subject: string, period: string): string {
  return [check, subject, period].join(' ');
}
