import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import { caseOfOrder } from '../state/case-of-order.ts';
import type { HallState } from '../state/hall-state.ts';
import { decideOpenCase } from './case-open-decider.ts';
import { isRefusal, type Circumstances, type Decision } from './decision.ts';

/** Every order's case or none; an order that has its case already opens none. A refusal names the order, from 0. */
export function decideImportCases(
  state: HallState,
  { id, orders }: CommandOf<'ImportCases'>,
  around: Circumstances,
): Decision {
  const events: HallEvent[] = [];
  let opened = 0;
  for (const [order, asked] of orders.entries()) {
    if (caseOfOrder(state.desk, asked) !== null) continue;
    const decision = decideOpenCase(state, { id, type: 'OpenCase', ...asked }, around, opened);
    if (isRefusal(decision)) return { ...decision, about: { ...decision.about, order } };
    events.push(...decision);
    opened += 1;
  }
  return opened === 0 ? { refused: 'nothing-new' } : events;
}
