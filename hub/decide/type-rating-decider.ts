import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import type { Circumstances, Decision } from './decision.ts';
import { ratingGiven, reasonsRefused } from './rated-visit.ts';
import { fateLater } from './rating-fate.ts';

/**
 * A rating given on paper, by telephone or in another system, with the time it was given at: the visit's first one, or
 * one added to it. Whoever served the visit can't type in its rating, and a text message's answer comes from the system
 * that sent the message alone.
 */
export function decideTypeRating(
  state: HallState,
  command: CommandOf<'TypeRating'> & SealedTexts,
  { now, actor }: Circumstances,
): Decision {
  const visit = state.visits.get(command.visit);
  if (visit === undefined) return { refused: 'visit-unknown' };
  // Passed on again by another system, days later perhaps.
  if (visit.answers?.includes(command.id)) return { refused: 'nothing-new' };
  const { channel, level, ratedAt, reasons, sealed } = command;
  const typedBy = actor.kind === 'staff' ? actor.account : undefined;
  if (typedBy !== undefined && (typedBy === visit.clerk || channel === 'sms'))
    return { refused: 'not-allowed' };
  if (ratedAt < visit.finishedAt || ratedAt > now) return { refused: 'rating-time-impossible' };
  const refused = reasonsRefused(state, level, reasons);
  if (refused !== null) return refused;
  const fate = fateLater(state, visit, { channel, saidAt: ratedAt }, { changes: false, adds: true });
  if (typeof fate !== 'string') return fate;
  const text = sealed?.['text'];
  const said = { level, channel, fate, ratedAt, reasons };
  const more = { ...(text === undefined ? {} : { text }), ...(typedBy === undefined ? {} : { typedBy }) };
  return [ratingGiven(visit, { ...said, ...more })];
}
