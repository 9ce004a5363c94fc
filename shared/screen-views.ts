import type { Screen } from './vocabulary.ts';

export const VIEW_NAMES = [
  'kiosk',
  'display',
  'counter',
  'tablet',
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
  tablet: ['tablet'],
  desk: ['queue', 'ratings', 'devices', 'cases'],
  cases: ['cases'],
  devices: ['devices'],
  hall: ['queue'],
  follow: ['follow'],
} as const satisfies Record<Screen, readonly ViewName[]>;
