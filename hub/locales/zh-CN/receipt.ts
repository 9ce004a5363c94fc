import { clockText } from '@bandecheng/shared/calendar/business-day';
import { weekdayText } from '@bandecheng/shared/calendar/civil-date';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import { dateText } from './date-text.ts';

/** `2026年11月30日（周一）17:00`. */
function dayAndTime(at: Instant, timeZone: string): string {
  const [date = '', time = ''] = clockText(at, timeZone).split(' ');
  return `${dateText(date)}（${weekdayText(date)}）${time.slice(0, 5)}`;
}

/** The receipt that an applicant takes home. */
export const receiptText = {
  title: '受理回执',
  number: (id: CaseId) => `编号：${id}`,
  type: (type: string) => `事项：${type}`,
  unit: (unit: string) => `涉及单位：${unit}`,
  openedAt: (at: Instant, timeZone: string) => `受理时间：${dayAndTime(at, timeZone)}`,
  promised: (clock: string, at: Instant, provisional: boolean, timeZone: string) =>
    `${clock === '' ? '办理时限' : clock}：${dayAndTime(at, timeZone)} 前${
      provisional ? '（暂定，该年放假安排公布后以通知为准）' : ''
    }`,
  interim: (at: Instant, timeZone: string) => `办理进展告知您：${dayAndTime(at, timeZone)} 前`,
  noLimit: '这件事没有统一的时限，办到哪一步可以打电话问',
  place: (sign: string, at: string) => `服务台：${sign === '' ? '' : `“${sign}”，`}${at}`,
  telephone: (telephone: string) => `咨询电话：${telephone}`,
  keep: '请保管好这张回执，凭编号查询',
} as const;
