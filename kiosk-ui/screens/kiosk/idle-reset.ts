/** Milliseconds without a touch before the kiosk asks whether someone is still there. */
const ASK_AFTER_MS = 60_000;
/** Seconds in which one may still say so. */
const ANSWER_SECONDS = 20;

export type Idle = { idle: 'no' } | { idle: 'asking'; secondsLeft: number } | { idle: 'over' };

/** What `ms` without a touch mean. A page that stands at its beginning is never idle. */
export function idleAfter(ms: number, atStart: boolean): Idle {
  if (atStart || ms < ASK_AFTER_MS) return { idle: 'no' };
  const secondsLeft = Math.ceil(ANSWER_SECONDS - (ms - ASK_AFTER_MS) / 1_000);
  return secondsLeft > 0 ? { idle: 'asking', secondsLeft } : { idle: 'over' };
}
