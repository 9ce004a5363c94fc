import { lang } from './locale.ts';

const WEEKDAYS_EN: Readonly<Record<string, string>> = {
  周一: 'Monday',
  周二: 'Tuesday',
  周三: 'Wednesday',
  周四: 'Thursday',
  周五: 'Friday',
  周六: 'Saturday',
  周日: 'Sunday',
};

/** When the hall opens, as the hub says it (`08:30` or `周一 08:30`), in the page's language. */
export function openingText(opensAt: string): string {
  if (lang.value === 'zh') return opensAt;
  return opensAt.replace(/周./, (day) => WEEKDAYS_EN[day] ?? day);
}
