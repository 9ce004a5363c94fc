import { setTimeout as pause } from 'node:timers/promises';

/**
 * The machine is emulated, some ten times slower than a real one, and an agent pauses up to half a minute before it
 * opens a device again: long enough for anything that happens at all.
 */
const PATIENCE_MS = 240_000;
/** Seldom: each look may read the whole record, and the agent has the same processor. */
const LOOK_MS = 250;

/** Waits until `look` gives something; rejects with `what` when it does not in time. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`did not happen: ${what}`);
    await pause(LOOK_MS);
  }
}
