import { caseReport } from '@bandecheng/hub/reports/case-report';
import { periodOf } from '@bandecheng/hub/reports/period';
import type { CaseReport, MetricFigure } from '@bandecheng/shared/case/case-report';
import type { Case } from '@bandecheng/hub/state/case-state';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Level } from '@bandecheng/shared/vocabulary';
import type { GivenDesk } from './case-desk.ts';
import { unratedDay } from '@bandecheng/hub/state/rating-state';
import { SMALL_HALL } from '../given.ts';

/** A case of 乌审旗 as it is opened. */
export const OPENED = {
  type: 'OpenCase' as const,
  ...{ caseType: 'bbcs', intake: 'desk', as: 'desk', service: 'social' },
  ...{ attributes: { multiDept: 'no' }, fields: {}, confidential: false },
};
export const PERSON = { name: '张三', phone: '13812345678', content: '来了三次都没有办成' };

/** A case of 乌审旗 registered, researched and in a department's hands at an hour of a day. */
export function handedOver(desk: GivenDesk, at: string, more: { scope?: number } = {}): Case {
  desk.at(at).asks({ ...OPENED, ...more });
  desk.step('w1', 'desk', { fields: PERSON }).step('w2', 'desk').step('w5', 'desk');
  desk
    .step('w6', 'centre', { attributes: { research: 'solvable' } })
    .step('w7', 'desk')
    .step('w8', 'unit');
  return desk.case;
}

/** What a period says of the desk. */
export function reportOf(desk: GivenDesk, period: string, report?: string): CaseReport {
  const wanted = periodOf(period);
  const made =
    wanted === null
      ? null
      : caseReport({ state: desk.state, hall: SMALL_HALL, now: desk.now }, wanted, report);
  if (made === null) throw new Error(`no report of ${period}`);
  return made;
}

export function metricOf(report: CaseReport, metric: string): MetricFigure {
  const found = report.metrics.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`no metric ${metric}`);
  return found;
}

/** Presses at the counters on a day, put where the journal's presses have left them. */
export function pressed(desk: GivenDesk, day: string, levels: Partial<Record<Level, number>>): void {
  const none = { 'very-satisfied': 0, satisfied: 0, 'basically-satisfied': 0 };
  const bad = { dissatisfied: 0, 'very-dissatisfied': 0 };
  desk.state.ratedByDay.set(day, { ...unratedDay(), levels: { evaluator: { ...none, ...bad, ...levels } } });
}

/** Something that happened in a case without being decided. */
export function happened(desk: GivenDesk, events: readonly HallEvent[]): void {
  for (const event of events) desk.happened(event);
}
