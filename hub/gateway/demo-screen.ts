import type { AccountId } from '@bandecheng/shared/vocabulary';

/** Screens a demo hall opens with one click. */
export const DEMO_SCREENS = [
  'kiosk',
  'display',
  'counter',
  'tablet',
  'desk',
  'cases',
  'devices',
  'hall',
  'rules',
  'ratings',
] as const;
export type DemoScreen = (typeof DEMO_SCREENS)[number];

const MARK = 'demo-';

/** The name a demo hall's visitor acts under: `demo-counter-c3`. */
export function demoAccount(as: DemoScreen, of?: string): AccountId {
  return of === undefined ? `${MARK}${as}` : `${MARK}${as}-${of}`;
}

/** Whether a name is kept for demo halls. */
export function isDemoAccount(id: AccountId): boolean {
  return id.startsWith(MARK);
}
