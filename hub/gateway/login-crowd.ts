import { setTimeout as pause } from 'node:timers/promises';
import type { Comer } from './login-throttle.ts';

/** Strangers who wait for their turn: the last of them some five seconds. */
const MOST_WAITING = 16;
/** What whoever comes then is told to wait. */
export const CROWDED_SECONDS = 5;

/**
 * Keeps wrong passwords from many addresses from taking the hall's processors: those whom this browser is not known to
 * have signed in are checked one by one, with a rest between them as long as the check. On a known browser nobody waits.
 */
export class LoginCrowd {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** Whether this one is to come again later. */
  isFullFor({ device }: Comer): boolean {
    return device === undefined && this.waiting >= MOST_WAITING;
  }

  /** Checks a password when its turn has come. */
  check<R>({ device }: Comer, password: () => Promise<R>): Promise<R> {
    if (device !== undefined) return password();
    this.waiting += 1;
    let took = 0;
    const checked = this.last.then(async () => {
      const began = performance.now();
      try {
        return await password();
      } finally {
        took = performance.now() - began;
        this.waiting -= 1;
      }
    });
    const rest = (): Promise<void> => pause(took, undefined, { ref: false });
    this.last = checked.then(rest, rest);
    return checked;
  }
}
