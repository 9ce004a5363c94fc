import type { Translation } from '../locale.ts';
import type { time as zh } from '../zh/time.ts';

export const time: Translation<typeof zh> = {
  justNow: 'just now',
  minutes: '{n} min',
  hours: '{n} h',
  hoursMinutes: '{h} h {m} min',
  estimate: 'about {n} min',
  range: 'about {low}–{high} min',
  within: 'up to {n} min',
  estimateNone: 'no wait',
};
