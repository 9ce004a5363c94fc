import type { CaseAnswer } from '@bandecheng/shared/api-schemas';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { runningOf } from './case-deadline.ts';
import { rulesOf } from './case-rules.ts';
import { standingOf } from './case-standing.ts';
import type { Case } from './case-state.ts';
import type { HallState } from './hall-state.ts';
import { reckoningOf } from './reckoning.ts';

/** A case as other systems are told of it at `now`. */
export function caseTold(state: HallState, of: Case, now: Instant): CaseAnswer {
  const { id, openedAt, closedAt, confidential, caseType, intake, foreignNumber } = of;
  const due = runningOf(of)
    .filter(({ dueAt }) => dueAt !== null)
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))[0];
  const bare = {
    ...{ case: id, openedAt, confidential, standing: standingOf(of, now, reckoningOf(state)) },
    ...{ dueAt: due?.dueAt ?? null, provisional: due?.provisional ?? false },
    ...(closedAt === undefined ? {} : { closedAt }),
  };
  if (confidential) return bare;
  const stateName = rulesOf(state.desk, of).type.states.find((one) => one.id === of.state)?.zh;
  return {
    ...{ ...bare, caseType, intake, state: of.state },
    ...(stateName === undefined ? {} : { stateName }),
    ...(foreignNumber === undefined ? {} : { foreignNumber }),
  };
}
