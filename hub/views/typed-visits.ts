import type { Hall } from '@bandecheng/shared/hall';
import type { TypedVisit, VisitsToType } from '@bandecheng/shared/rating/typed-visit';
import type { AccountId, BusinessDay } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Visit } from '../state/rating-state.ts';
import { rateableUntil, reasonsAsked } from '../state/visits-kept.ts';

/** The visits that are kept of a day's number; `A12` and `A012` are the same number. */
export function visitsToType(
  state: HallState,
  hall: Hall,
  { day, number }: { day: BusinessDay; number: string },
  typist: AccountId,
): VisitsToType {
  const wanted = bare(number);
  const found = [...state.visits.values()].filter((one) => one.day === day && bare(one.number) === wanted);
  found.sort((a, b) => b.finishedAt - a.finishedAt);
  const shown = ({ service, counter, ...visit }: Visit): TypedVisit => ({
    ...{ visit: visit.id, day, number: visit.number, finishedAt: visit.finishedAt },
    serviceZh: hall.services.find(({ id }) => id === service)?.name.zh ?? service,
    counterZh: hall.counters.find(({ id }) => id === counter)?.name.zh ?? counter,
    until: rateableUntil(state, visit),
    takes: visit.clerk === typist ? 'own' : taken(visit),
  });
  return { visits: found.map(shown), reasons: [...reasonsAsked(state)] };
}

function taken({ first, added }: Pick<Visit, 'first' | 'added'>): TypedVisit['takes'] {
  if (first === undefined) return 'first';
  return added === undefined ? 'added' : 'nothing';
}

/** A number without the zeros before its count. */
function bare(number: string): string {
  return number.replace(/^([A-Z]+)0+(?=\d)/, '$1');
}
