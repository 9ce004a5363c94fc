import type { CallWhy } from '@bandecheng/shared/events';
import type { Counter } from '@bandecheng/shared/hall';
import type { CallExplained } from '@bandecheng/shared/views';
import type { HallState } from '../state/hall-state.ts';

/** The facts of a call as a person reads them: minutes, numbers and prefixes in place of seconds and ids. */
export function callExplained(state: HallState, rules: Counter, why: CallWhy): CallExplained {
  const passed = why.passed === undefined ? undefined : state.tickets.get(why.passed)?.number;
  const services = state.hall?.services ?? [];
  return {
    reason: why.reason,
    waitedMinutes: Math.floor(why.waitedSeconds / 60),
    priorityBefore: why.priorityBefore,
    ...(passed === undefined ? {} : { passed }),
    takesFirst: services.filter((s) => rules.first.includes(s.id)).map((s) => s.prefix),
  };
}
