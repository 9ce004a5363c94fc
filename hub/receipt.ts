import type { PaperJob } from '@bandecheng/shared/protocol';
import { receiptText } from './locales/zh-CN/receipt.ts';
import { runningOf } from './state/case-deadline.ts';
import { clockOf, rulesOf } from './state/case-rules.ts';
import type { Case } from './state/case-state.ts';
import type { HallState } from './state/hall-state.ts';

/**
 * What an applicant takes home of a case: its number, what was promised and until when, whom to call. Nothing of the
 * person, and of a confidential case nothing but numbers and days.
 */
export function receiptOf({ hall, desk }: Pick<HallState, 'hall' | 'desk'>, of: Case): PaperJob['paper'] {
  const { policy, type } = rulesOf(desk, of);
  const timeZone = hall?.timeZone ?? 'Asia/Shanghai';
  const due = runningOf(of)
    .flatMap((run) => (run.dueAt === null ? [] : [{ ...run, dueAt: run.dueAt }]))
    .sort((a, b) => a.dueAt - b.dueAt)
    // What is due before it are steps inside the hall: the last is what was promised.
    .slice(-1)
    .map((run) =>
      receiptText.promised(
        of.confidential ? '' : clockOf(type, run).zh,
        run.dueAt,
        run.provisional,
        timeZone,
      ),
    );
  const notices = runningOf(of).flatMap(({ interimDueAt, interimGivenAt }) =>
    interimDueAt === undefined || interimGivenAt !== undefined
      ? []
      : [receiptText.interim(interimDueAt, timeZone)],
  );
  const { telephone } = hall?.desk ?? {};
  return {
    title: receiptText.title,
    lines: [
      ...[hall?.name.zh ?? '', '', receiptText.number(of.id)],
      ...(of.confidential ? [] : [receiptText.type(type.zh)]),
      ...(of.confidential || of.unit === undefined ? [] : [receiptText.unit(of.unit)]),
      receiptText.openedAt(of.openedAt, timeZone),
      ...['', ...due, ...notices],
      ...(due.length + notices.length === 0 ? [receiptText.noLimit] : []),
      '',
      ...(policy.desk.at === undefined ? [] : [receiptText.place(policy.desk.sign ?? '', policy.desk.at)]),
      ...(telephone === undefined ? [] : [receiptText.telephone(telephone)]),
      receiptText.keep,
    ],
  };
}
