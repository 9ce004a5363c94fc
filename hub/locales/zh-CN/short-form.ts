import type { CaseId } from '@bandecheng/shared/vocabulary';

/** A form on a ticket printer. */
export const shortFormText = {
  number: (id: CaseId) => `编号：${id}`,
  row: (label: string, value: string) => `${label}：${value}`,
  printedAt: (time: string) => `打印时间：${time}`,
} as const;
