import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { Actor, CommandOf } from '@bandecheng/shared/commands';
import { levelsAt } from '@bandecheng/shared/rating/scale-levels';
import type { Refusal } from '@bandecheng/shared/refusals';
import { BAD_LEVELS, type Instant, type RatingChannel, type RatingFate } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Visit } from '../state/rating-state.ts';
import { newestVisit } from '../state/visits-kept.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { lastVisitBefore, ratingGiven, reasonsRefused } from './rated-visit.ts';
import { fateAtCounter, fateLater } from './rating-fate.ts';

/** How long after a bad level its reasons may be said. */
const REASONS_MS = 10 * 60 * 1000;

/**
 * What an applicant says of a visit. Where it was said tells which visit is meant and what may be said: a counter's
 * tablet rates what its counter has just finished, as an evaluator does; a ticket's holder its newest visit, and once
 * more later; a kiosk the newest visit of one of today's numbers that nobody has rated.
 */
export function decideRateVisit(
  state: HallState,
  command: CommandOf<'RateVisit'> & SealedTexts,
  { now, actor }: Circumstances,
): Decision {
  const found = visitMeant(state, command.ticket, actor, now);
  if ('refused' in found) return found;
  const { visit, channel } = found;
  const { level, reasons, sealed } = command;
  if (!levelsAt(hallOf(state), visit.counter).includes(level))
    return { refused: 'grade-unknown', about: { grade: level } };
  const refused = reasonsRefused(state, level, reasons);
  if (refused !== null) return refused;
  const fate = fateOf(state, visit, channel, now);
  if (typeof fate !== 'string') return fate;
  const text = sealed?.['text'];
  const said = { level, channel, fate, ratedAt: now, reasons };
  return [ratingGiven(visit, { ...said, ...(text === undefined ? {} : { text }) })];
}

/** Why a bad rating was given, a moment after it and from where it was given. Said again, it replaces what was said. */
export function decideGiveReasons(
  state: HallState,
  command: CommandOf<'GiveReasons'> & SealedTexts,
  { now, actor }: Circumstances,
): Decision {
  const found = visitMeant(state, command.ticket, actor, now);
  if ('refused' in found) return found;
  const { visit, channel } = found;
  const rated = [visit.added, visit.first].find(
    (one) => one?.channel === channel && now - one.at <= REASONS_MS && BAD_LEVELS.includes(one.level),
  );
  if (rated === undefined) return { refused: 'reasons-not-asked' };
  const { reasons, sealed } = command;
  const refused = reasonsRefused(state, rated.level, reasons);
  if (refused !== null) return refused;
  const text = sealed?.['text'];
  if (reasons.length === 0 && text === undefined) return { refused: 'nothing-new' };
  return [
    { type: 'ReasonsGiven', data: { visit: visit.id, reasons, ...(text === undefined ? {} : { text }) } },
  ];
}

function visitMeant(
  state: HallState,
  ticket: string | undefined,
  actor: Actor,
  now: Instant,
): { visit: Visit; channel: RatingChannel } | Refusal {
  if (actor.kind === 'tablet') {
    const visit = lastVisitBefore(state, actor.counter, now);
    return visit === null ? { refused: 'rating-not-invited' } : { visit, channel: 'tablet' };
  }
  if (actor.kind === 'holder') {
    const visit = newestVisit(state, actor.ticket);
    return visit === undefined ? { refused: 'rating-not-invited' } : { visit, channel: 'qr' };
  }
  if (!state.tickets.has(ticket ?? '')) return { refused: 'ticket-unknown' };
  const visit = newestVisit(state, ticket ?? '');
  return visit === undefined ? { refused: 'rating-not-invited' } : { visit, channel: 'kiosk' };
}

function fateOf(
  state: HallState,
  visit: Visit,
  channel: RatingChannel,
  saidAt: Instant,
): RatingFate | Refusal {
  if (channel !== 'tablet')
    return fateLater(state, visit, { channel, saidAt }, { changes: true, adds: channel === 'qr' });
  const fate = fateAtCounter(visit, channel, saidAt, hallOf(state).rating);
  return fate === 'stray' ? { refused: 'rating-not-invited' } : fate;
}
