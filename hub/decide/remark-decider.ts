import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { Actor, CommandOf } from '@bandecheng/shared/commands';
import type { Sealed } from '@bandecheng/shared/vault';
import { BAD_LEVELS, type AccountId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Rated, Visit } from '../state/rating-state.ts';
import { ratedIn } from '../state/remark-evolve.ts';
import type { Circumstances, Decision } from './decision.ts';

/** A rating that does not count, or counts again: said beside it, by somebody who did not serve the visit. */
export function decideCorrect(
  state: HallState,
  command: CommandOf<'CorrectRating'> & SealedTexts,
  { actor }: Circumstances,
): Decision {
  const found = findRated(state, command.rating);
  if (found === null || found.rated.day !== command.day) return { refused: 'rating-unknown' };
  const by = accountOf(actor);
  if (by === found.visit.clerk) return { refused: 'not-allowed' };
  const { rating, day, counts, reason, sealed } = command;
  if (counts === (found.rated.uncounted === undefined)) return { refused: 'nothing-new' };
  const text = sealed?.['text'];
  const said = { visit: found.visit.id, rating, day, counts, reason, by };
  return [{ type: 'RatingCorrected', data: { ...said, ...(text === undefined ? {} : { text }) } }];
}

/**
 * A clerk appeals against what may have been said of a visit of theirs, today's or the business day's before. Whether it
 * was rated, and how, changes nothing of the answer: a clerk never learns it.
 */
export function decideAppeal(
  state: HallState,
  command: CommandOf<'AppealRating'> & SealedTexts,
  { actor }: Circumstances,
): Decision {
  const by = accountOf(actor);
  const visit = state.visits.get(command.visit);
  if (visit?.clerk !== by || !isRecent(state, visit)) return { refused: 'visit-unknown' };
  if (visit.appeal !== undefined) return { refused: 'appealed-already' };
  const { ground } = command;
  const bad = badOf(visit);
  const rating = bad === undefined ? {} : { rating: bad.seq, day: bad.day };
  return [
    { type: 'RatingAppealed', data: { visit: visit.id, ...rating, ground, by, text: textOf(command) } },
  ];
}

/** An appeal is decided by neither who made it nor who has corrected the rating before. */
export function decideAppealDecision(
  state: HallState,
  command: CommandOf<'DecideAppeal'> & SealedTexts,
  { actor }: Circumstances,
): Decision {
  const visit = state.visits.get(command.visit);
  if (visit?.appeal === undefined) return { refused: 'appeal-unknown' };
  if (visit.appeal.outcome !== undefined) return { refused: 'appeal-decided' };
  const by = accountOf(actor);
  const bad = badOf(visit);
  if (by === visit.appeal.by || by === bad?.correctedBy) return { refused: 'second-person-needed' };
  const { outcome } = command;
  // What the applicant may still say of the visit can't be thrown out before it is said.
  if (outcome === 'upheld' && bad === undefined) return { refused: 'rating-unknown' };
  const rating = bad === undefined ? {} : { rating: bad.seq, day: bad.day };
  return [
    { type: 'AppealDecided', data: { visit: visit.id, ...rating, outcome, by, text: textOf(command) } },
  ];
}

/** A signal of the honesty checks was looked into; nothing of the ratings changes. */
export function decideLookedInto(
  command: CommandOf<'LookIntoCheck'> & SealedTexts,
  { actor }: Circumstances,
): Decision {
  const { check, subject, period } = command;
  const by = accountOf(actor);
  return [{ type: 'CheckLookedInto', data: { check, subject, period, by, text: textOf(command) } }];
}

function findRated({ visits }: HallState, seq: number): { visit: Visit; rated: Rated } | null {
  for (const visit of visits.values()) {
    const rated = ratedIn(visit, seq);
    if (rated !== undefined) return { visit, rated };
  }
  return null;
}

/** Today's, and those of the business day before: what the counter still has in its own list. */
function isRecent({ counters }: HallState, { id, counter }: Visit): boolean {
  return counters.get(counter)?.visits.includes(id) ?? false;
}

/** What an appeal is about: the bad rating that was given last. */
function badOf({ first, added }: Visit): Rated | undefined {
  return [added, first].find((rated) => rated !== undefined && BAD_LEVELS.includes(rated.level));
}

function accountOf(actor: Actor): AccountId {
  if (actor.kind !== 'staff') throw new Error(`a remark by ${actor.kind}`);
  return actor.account;
}

function textOf({ type, sealed }: { type: string } & SealedTexts): Sealed {
  const text = sealed?.['text'];
  if (text === undefined) throw new Error(`${type} whose words were not sealed`);
  return text;
}
