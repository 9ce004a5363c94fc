import type { Hall } from '@bandecheng/shared/hall';
import type { TabletView } from '@bandecheng/shared/rating/tablet-view';
import type { AccountId, CounterId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { ratingAsked } from './rating-asked.ts';

/** Who an account belongs to, as the registers have it now; null: it is shown to nobody. */
export type ClerkShown = (account: AccountId) => TabletView['clerk'];

/** What the tablet at a counter shows: who serves, and the visit to be rated. Never how one was rated. */
export function tabletView(
  state: HallState,
  hall: Hall,
  id: CounterId,
  clerkShown: ClerkShown,
): TabletView | null {
  const rules = hall.counters.find((one) => one.id === id);
  const counter = state.counters.get(id);
  if (rules === undefined || counter === undefined) return null;
  return {
    hall: hall.name,
    counter: id,
    number: rules.number,
    name: rules.name,
    timeZone: hall.timeZone,
    state: counter.state,
    clerk: counter.clerk === undefined ? null : clerkShown(counter.clerk),
    asked: askedAt(state, hall, counter.visits),
  };
}

/** The newest visit alone: whoever was served before it has gone. */
function askedAt(state: HallState, hall: Hall, visits: readonly string[]): TabletView['asked'] {
  const visit = state.visits.get(visits[visits.length - 1] ?? '');
  if (visit?.rating !== 'invited') return null;
  return { ...ratingAsked(state, hall, visit), closesAt: visit.closesAt };
}
