import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Hall } from '@bandecheng/shared/hall';
import type { QueueView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

/**
 * AB岗: counters with named staff that have stood closed or paused for `uncoveredMinutes` while the hall is open, the
 * longest first. Those who stand in are named unless they hold another counter.
 */
export function uncovered(state: HallState, hall: Hall, now: Instant): QueueView['uncovered'] {
  if (hallOpen(hall, now).open !== 'open') return [];
  const busy = new Set([...state.counters.values()].map((counter) => counter.clerk));
  const before = now - hall.queue.uncoveredMinutes * 60_000;
  return hall.counters
    .flatMap(({ id, number, staff }) => {
      const counter = state.counters.get(id);
      if (staff === undefined || counter === undefined || counter.state === 'open') return [];
      if (counter.since > before) return [];
      const standIns = [staff.a, ...staff.b].filter((account) => !busy.has(account));
      return [{ counter: id, number, since: counter.since, standIns }];
    })
    .sort((a, b) => a.since - b.since);
}
