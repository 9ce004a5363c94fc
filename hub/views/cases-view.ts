import type { CasesView } from '@bandecheng/shared/case/case-view';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

export function casesView(_state: HallState, hall: Hall, _now: Instant): CasesView {
  return {
    ...{ policy: null, timeZone: hall.timeZone, cases: [], helps: [] },
    totals: { open: 0, dueToday: 0, overdue: 0, closedToday: 0, refusedToday: 0 },
    ...{ calendarMissing: [], handOvers: [] },
  };
}
