/** Lengths of time and waits. */
export const time = {
  justNow: '刚刚',
  minutes: '{n} 分钟',
  hours: '{n} 小时',
  hoursMinutes: '{h} 小时 {m} 分钟',
  estimate: '约 {n} 分钟',
  range: '约 {low}–{high} 分钟',
  within: '约 {n} 分钟以内',
  estimateNone: '不用等',
} as const;
