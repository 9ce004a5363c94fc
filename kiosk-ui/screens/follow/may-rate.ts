import type { HolderRating } from '@bandecheng/shared/rating/rating-asked';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Whether the visit's first rating may still be given. */
export function mayRate({ first, until }: HolderRating, now: Instant): boolean {
  return first === undefined && now <= until;
}

/** Whether one more may be added: until then another tap would take the place of the first. */
export function mayAdd({ first, added, until, changeSeconds }: HolderRating, now: Instant): boolean {
  if (first === undefined || added !== undefined) return false;
  return now > first.at + changeSeconds * 1_000 && now <= until;
}
