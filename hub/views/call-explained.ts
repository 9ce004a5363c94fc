import type { CallWhy } from '@bandecheng/shared/events';
import type { Counter } from '@bandecheng/shared/hall';
import type { CallExplained } from '@bandecheng/shared/views';
import { ranksOf } from '../state/call-order.ts';
import type { HallState } from '../state/hall-state.ts';

/** The facts of a call as a person reads them: minutes, numbers and prefixes in place of seconds and ids. */
export function callExplained(state: HallState, rules: Counter, why: CallWhy): CallExplained {
  const passed = why.passed === undefined ? undefined : state.tickets.get(why.passed)?.number;
  const services = state.hall?.services ?? [];
  const ranked = ranksOf(rules)[(why.rank ?? 1) - 1] ?? [];
  return {
    reason: why.reason,
    waitedMinutes: Math.floor(why.waitedSeconds / 60),
    priorityBefore: why.priorityBefore,
    ...(passed === undefined ? {} : { passed }),
    takesFirst: services.filter((s) => ranked.includes(s.id)).map((s) => s.prefix),
    ...(why.rank === undefined ? {} : { rank: why.rank }),
  };
}
