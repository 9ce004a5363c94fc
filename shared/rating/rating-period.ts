import { PERIOD_KINDS, type PeriodKind } from '../case/case-report.ts';
import { asKind, periodAt, periodId, periodNamed, type PeriodPlace } from '../case/period.ts';
import type { BusinessDay } from '../vocabulary.ts';

/** Kinds of period that ratings are shown over, the shortest first. */
export const RATING_PERIODS = ['day', ...PERIOD_KINDS] as const;

/** A period by its kind and where it lies: `n` counts days from 1970-01-01, or as `PeriodPlace` does. */
export type RatingPlace = PeriodPlace | { kind: 'day'; n: number };

const DAY_MS = 86_400_000;

/** The period of a kind in which a day lies. */
export function ratingPlaceAt(date: BusinessDay, kind: PeriodKind | 'day'): RatingPlace {
  return kind === 'day' ? { kind, n: Date.parse(`${date}T00:00:00Z`) / DAY_MS } : periodAt(date, kind);
}

/** `2026-11-23`, `2026-11`, `2026-Q4`, `2026`. */
export function ratingPeriodId(place: RatingPlace): string {
  return place.kind === 'day' ? new Date(place.n * DAY_MS).toISOString().slice(0, 10) : periodId(place);
}

/** The period that a text names as `ratingPeriodId` does, in the years 2000 to 2099; null for anything else. */
export function ratingPlaceNamed(text: string): RatingPlace | null {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return periodNamed(text);
  const day = ratingPlaceAt(text, 'day');
  // Some engines roll 2026-02-31 over into March.
  return Number.isNaN(day.n) || ratingPeriodId(day) !== text ? null : day;
}

/** The period of another kind at the same place: with `today` in it, the one that holds today, else the first. */
export function ratingPlaceAs(place: RatingPlace, kind: PeriodKind | 'day', today: BusinessDay): RatingPlace {
  const holdsToday = ratingPeriodId(ratingPlaceAt(today, place.kind)) === ratingPeriodId(place);
  if (holdsToday) return ratingPlaceAt(today, kind);
  if (place.kind === 'day') return ratingPlaceAt(ratingPeriodId(place), kind);
  return kind === 'day'
    ? ratingPlaceAt(`${periodId(asKind(place, 'month'))}-01`, 'day')
    : asKind(place, kind);
}
