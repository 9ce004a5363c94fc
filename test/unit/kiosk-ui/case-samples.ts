import type { CaseRow, ClockRow, HelpRow } from '@bandecheng/shared/case/case-view';
import type { StepShown } from '@bandecheng/shared/case/case-detail';
import { NINE } from '../../given.ts';

export const SHANGHAI = 'Asia/Shanghai';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** 17:00 of the day of NINE. */
export const CLOSING = NINE + 8 * HOUR;

/** A clock due today at closing; `changes` make it another. */
export function clockRow(changes: Partial<ClockRow> = {}): ClockRow {
  return {
    ...{ run: 'WS-HANDLE.1', zh: '转办单办结', force: 'must', standing: 'due-today' },
    ...{ startedAt: NINE - 2 * DAY, dueAt: CLOSING, provisional: false, daysLeft: 0 },
    ...{ extended: 0, told: [], quote: '原则上应在两个工作日内办结' },
    ...changes,
  };
}

export function caseRow(id: string, changes: Partial<CaseRow> = {}): CaseRow {
  return {
    ...{ case: id, openedAt: NINE - DAY, standing: 'due-today', clocks: [clockRow()], confidential: false },
    ...changes,
  };
}

export function helpRow(help: string): HelpRow {
  return {
    ...{ help, ticket: help.split('/')[0] ?? '', number: 'A012', counterNumber: 3 },
    ...{ service: { zh: '社会保险' }, reason: 'cannot-be-done', askedAt: NINE, minutes: 14 },
  };
}

/** A step that asks for nothing; `changes` make it another. */
export function stepShown(changes: Partial<StepShown> = {}): StepShown {
  const by = [{ role: 'desk', zh: '反映窗口', held: true }];
  return {
    step: 'w2',
    zh: '现场协商',
    by,
    to: '现场协商',
    quote: '',
    require: [],
    exclusions: [],
    ...changes,
  };
}
