import type { Call } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Milliseconds after which a call is no longer announced: a display that joins late stays silent about the past. */
const ANNOUNCE_WITHIN_MS = 10_000;

export interface Announcements {
  /** The display's newest calls; those not yet announced join the queue, the earliest first. */
  update(calls: readonly Call[], now: Instant): void;
}

/**
 * Announces each call once (a recall is a call with a number of its own), one after another, never two at
 * once. A call whose ticket has meanwhile been called again, begun or ended is passed over when its turn comes.
 * @param announce shows and speaks one call; the next waits for it, also when it fails
 */
export function createAnnouncements(announce: (call: Call) => Promise<void>): Announcements {
  const known = new Map<string, Instant>();
  const queue: Call[] = [];
  let newest: readonly Call[] = [];
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      if (isStanding(call, newest)) await announce(call).catch(() => undefined);
    }
    running = false;
  }

  return {
    update(calls, now) {
      newest = calls;
      const fresh = calls.filter(
        (call) => !known.has(keyOf(call)) && now - call.calledAt <= ANNOUNCE_WITHIN_MS,
      );
      for (const call of calls) known.set(keyOf(call), call.calledAt);
      forget(known, now);
      queue.push(...fresh.sort((a, b) => a.seq - b.seq));
      void run();
    },
  };
}

// The time stands in the key because a hub that starts a new journal counts from 1 again.
function keyOf(call: Call): string {
  return `${call.seq}@${call.calledAt}`;
}

/** Too old to be announced is as good as announced. */
function forget(known: Map<string, Instant>, now: Instant): void {
  for (const [key, calledAt] of known) if (now - calledAt > 2 * ANNOUNCE_WITHIN_MS) known.delete(key);
}

function isStanding(call: Call, newest: readonly Call[]): boolean {
  const calledAgain = newest.some((other) => other.number === call.number && other.seq > call.seq);
  const now = newest.find((other) => keyOf(other) === keyOf(call));
  return !calledAgain && now !== undefined && now.status === 'called';
}
