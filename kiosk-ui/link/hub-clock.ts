import type { Instant } from '@bandecheng/shared/vocabulary';

/**
 * The hub's clock as this page knows it: set by what the hub last said, carried on by a clock that never
 * jumps. A kiosk whose own clock is wrong or is being corrected still shows the hall's time.
 */
export interface HubClock {
  /** The hub said `at` just now. */
  set(at: Instant): void;
  now(): Instant;
}

/** @param steady milliseconds that only ever grow (performance.now); @param own the machine's clock, until the hub speaks */
export function hubClock(
  steady: () => number = () => performance.now(),
  own: () => Instant = () => Date.now(),
): HubClock {
  let base: Instant = own() - steady();
  return {
    set(at) {
      base = at - steady();
    },
    now: () => Math.round(base + steady()),
  };
}
