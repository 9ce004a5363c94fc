import type { Screen } from './vocabulary.ts';

export const VIEW_NAMES = [
  'kiosk',
  'display',
  'counter',
  'queue',
  'ratings',
  'devices',
  'follow',
  'cases',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What each screen is sent. Apart from the views' schemas, so that a page does not carry zod. */
export const SCREEN_VIEWS = {
  kiosk: ['kiosk'],
  display: ['display'],
  counter: ['counter'],
  /** Stands at the counter for applicants; it takes no view yet. */
  tablet: [],
  desk: ['queue', 'ratings', 'devices', 'cases'],
  cases: ['cases'],
  devices: ['devices'],
  hall: ['queue'],
  follow: ['follow'],
} as const satisfies Record<Screen, readonly ViewName[]>;
