import type { Limit } from './clock.ts';

/** `3 个工作日`, `当日下班前`. */
export function limitText({ unit, count = 0 }: Limit): string {
  switch (unit) {
    case 'working-day':
      return `${count} 个工作日`;
    case 'calendar-day':
      return `${count} 日（自然日）`;
    case 'hour':
      return `${count} 小时`;
    case 'same-day-close':
      return '当日下班前';
    case 'immediate':
      return '立即';
  }
}
