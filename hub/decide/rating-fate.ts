import type { Hall } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { Instant, PressFate, RatingChannel, RatingFate } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Rated, Visit } from '../state/rating-state.ts';
import { rateableByNumberUntil, rateableUntil } from '../state/visits-kept.ts';
import { hallOf } from './decision.ts';

/** The fate of what is pressed at the counter, on its evaluator or its tablet, while the visit's window is open. */
export function fateAtCounter(
  visit: Visit,
  channel: RatingChannel,
  pressedAt: Instant,
  rules: Hall['rating'],
): PressFate {
  if (pressedAt > visit.closesAt + rules.graceSeconds * 1000) return 'stray';
  if (visit.first !== undefined)
    return isChange(visit.first, channel, pressedAt, rules) ? 'changed' : 'repeated';
  return pressedAt <= visit.closesAt ? 'rated' : 'late';
}

/** What a channel away from the counter may do beside giving a first rating. */
export interface Later {
  /** Take back what was said a moment ago. */
  changes: boolean;
  /** Say something more, once. */
  adds: boolean;
}

/** The fate of what is said away from the counter, as long as the visit may be rated; or why it is not taken. */
export function fateLater(
  state: HallState,
  visit: Visit,
  { channel, saidAt }: { channel: RatingChannel; saidAt: Instant },
  { changes, adds }: Later,
): RatingFate | Refusal {
  const until = channel === 'kiosk' ? rateableByNumberUntil(state, visit) : rateableUntil(state, visit);
  if (saidAt > until) return { refused: 'rating-over' };
  if (visit.first === undefined) return 'rated';
  // Whoever holds the ticket's key was there; whoever types its number may not have been.
  if (channel === 'qr' && visit.first.channel === 'kiosk') return 'changed';
  if (changes && isChange(visit.first, channel, saidAt, hallOf(state).rating)) return 'changed';
  return adds && visit.added === undefined ? 'added' : { refused: 'rated-already' };
}

/** Whether what is said now takes the place of what was said before: on the same channel, a moment ago. */
function isChange(
  { channel: before, at }: Rated,
  channel: RatingChannel,
  now: Instant,
  rules: Hall['rating'],
): boolean {
  return before === channel && now - at <= rules.changeSeconds * 1000;
}
