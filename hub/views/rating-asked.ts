import type { Hall } from '@bandecheng/shared/hall';
import type { HolderRating, RatingAsked } from '@bandecheng/shared/rating/rating-asked';
import { levelsAt } from '@bandecheng/shared/rating/scale-levels';
import type { Instant, TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Rated, Visit } from '../state/rating-state.ts';
import { newestVisit, rateableByNumberUntil, rateableUntil, reasonsAsked } from '../state/visits-kept.ts';

/** A finished visit as whoever rates it sees it; how it was rated is not in it. */
export function ratingAsked(state: HallState, hall: Hall, visit: Visit): RatingAsked {
  const { id, ticket, number, language, counter } = visit;
  const service = hall.services.find((one) => one.id === visit.service);
  return {
    ...{ visit: id, ticket, number, language },
    service: service?.name ?? { zh: visit.service },
    levels: [...levelsAt(hall, counter)],
    reasons: [...reasonsAsked(state)],
    changeSeconds: hall.rating.changeSeconds,
  };
}

/**
 * What a ticket's holder may say of its last visit, and has said; undefined while nothing is finished. What came by number
 * may be somebody else's: it is not shown, and the holder's own first rating takes its place.
 */
export function holderRating(state: HallState, hall: Hall, ticket: TicketId): HolderRating | undefined {
  const visit = newestVisit(state, ticket);
  if (visit === undefined) return undefined;
  const { first, added } = visit;
  return {
    ...ratingAsked(state, hall, visit),
    until: rateableUntil(state, visit),
    ...(first === undefined || first.channel === 'kiosk' ? {} : { first: said(first) }),
    ...(added === undefined ? {} : { added: said(added) }),
  };
}

const said = ({ level, at }: Rated): NonNullable<HolderRating['first']> => ({ level, at });

/** The last visit with one of today's numbers, for whoever types it at a kiosk; or why it can't be rated. */
export function rateableByNumber(
  state: HallState,
  number: string,
  now: Instant,
): RatingAsked | 'ticket-unknown' | 'rating-not-invited' | 'rated-already' | 'rating-over' {
  const ticket = state.byNumber.get(number);
  if (state.hall === null || ticket === undefined) return 'ticket-unknown';
  const visit = newestVisit(state, ticket);
  if (visit === undefined) return 'rating-not-invited';
  if (visit.first !== undefined) return 'rated-already';
  return now > rateableByNumberUntil(state, visit) ? 'rating-over' : ratingAsked(state, state.hall, visit);
}
