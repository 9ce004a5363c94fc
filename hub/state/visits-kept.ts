import { instantOf } from '@bandecheng/shared/calendar/civil-date';
import type { Limit } from '@bandecheng/shared/policy/clock';
import { limitEnds } from '@bandecheng/shared/policy/deadline';
import type { RatingRule } from '@bandecheng/shared/policy/rating';
import { USUAL_RATING } from '@bandecheng/shared/rating/usual-rating';
import type { BusinessDay, Instant, TicketId, VisitId } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import type { Visit } from './rating-state.ts';
import { reckoningOf } from './reckoning.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Our assumption where a policy sets no time: that of Shandong, the only one a notice gives. */
const ADD_WITHIN: Limit = { unit: 'working-day', count: 5 };
/** A rated visit stays so long, so that its rating may be corrected and appealed against; no visit stays longer unrated. */
const RATED_DAYS = 21;
/** An appeal waits so long for its decision. */
const APPEALED_DAYS = 90;
/** So long after a visit its number rates it at a kiosk: a limit of the house. */
const BY_NUMBER_MS = 60 * 60 * 1000;
/** More visits than any one ticket has. */
const MOST_VISITS = 99;

/** The rule by which counters are rated; undefined: the policy has none. */
export function counterRule({ desk }: Pick<HallState, 'desk'>): RatingRule | undefined {
  return desk.policies.get(desk.policy)?.ratings.find(({ subject }) => subject === 'counter-service');
}

/** The reasons that are asked for after a bad level: the city's own dimensions, or the hall's. */
export function reasonsAsked(state: Pick<HallState, 'desk' | 'hall'>): readonly string[] {
  const dimensions = counterRule(state)?.dimensions ?? [];
  return dimensions.length > 0 ? dimensions : (state.hall?.rating.reasons ?? USUAL_RATING.reasons);
}

/** Until when a rating of a visit that was over at `finishedAt` may be given or added: the policy's `addWithin`. */
export function rateableUntil(
  state: Pick<HallState, 'desk' | 'hall'>,
  { finishedAt }: Pick<Visit, 'finishedAt'>,
): Instant {
  const within = counterRule(state)?.addWithin ?? ADD_WITHIN;
  return limitEnds(within, finishedAt, reckoningOf(state)).dueAt ?? finishedAt;
}

/**
 * The same at a kiosk, where everybody who heard a number called can type it: while whoever was served may still be in
 * the hall. What a day left unrated can't be rated by number in its last hour.
 */
export function rateableByNumberUntil(
  state: Pick<HallState, 'desk' | 'hall'>,
  visit: Pick<Visit, 'finishedAt'>,
): Instant {
  return Math.min(rateableUntil(state, visit), visit.finishedAt + BY_NUMBER_MS);
}

/**
 * Forgets the visits of which nothing more may be said at `now`: those that can't be rated any more, and the rated ones
 * after three weeks. What was said of them stands in the journal.
 */
export function forgetVisits(state: HallState, now: Instant): void {
  const lastDays = new Map<BusinessDay, Instant>();
  const until = (day: BusinessDay): Instant => {
    const known = lastDays.get(day) ?? rateableUntil(state, { finishedAt: lateOn(state, day) });
    lastDays.set(day, known);
    return known;
  };
  for (const [id, visit] of state.visits) {
    if (visit.day === state.day || isKept(visit, until(visit.day), now)) continue;
    state.visits.delete(id);
    state.invited.delete(id);
  }
}

function isKept({ finishedAt, rating, appeal }: Visit, rateableTo: Instant, now: Instant): boolean {
  const days = (now - finishedAt) / DAY_MS;
  if (appeal !== undefined && appeal.outcome === undefined) return days <= APPEALED_DAYS;
  return days <= RATED_DAYS && (rating === 'rated' || now <= rateableTo);
}

/** No visit of a business day that begins at midnight ends after it. */
function lateOn({ hall }: Pick<HallState, 'hall'>, day: BusinessDay): Instant {
  return instantOf(day, 24 * 60 - 1, hall?.timeZone ?? 'Asia/Shanghai');
}

/** The newest finished visit of a ticket of today or of a day before. */
export function newestVisit({ visits }: Pick<HallState, 'visits'>, ticket: TicketId): Visit | undefined {
  for (let n = MOST_VISITS; n > 0; n--) {
    const visit = visits.get(`${ticket}.${n}`);
    if (visit !== undefined) return visit;
  }
  return undefined;
}

/** Leaves of the follow-up keys those whose ticket has a visit that is kept. */
export function forgetKeys({ visits, keys }: Pick<HallState, 'visits' | 'keys'>): void {
  const kept = new Set<TicketId>();
  for (const { ticket } of visits.values()) kept.add(ticket);
  for (const [key, ticket] of keys) if (!kept.has(ticket)) keys.delete(key);
}

/** A counter's visits of today and of the business day before: whom a late press may belong to. */
export function lateVisits(
  { visits }: Pick<HallState, 'visits'>,
  ids: readonly VisitId[],
  before: BusinessDay,
): VisitId[] {
  return ids.filter((id) => visits.get(id)?.day === before);
}
