import type { Comer } from './login-throttle.ts';

/** Tries of unknown browsers that are checked at once: each takes a processor a tenth of a second and more. */
const STRANGERS_AT_ONCE = 8;
/** What the next one waits. */
export const CROWDED_SECONDS = 2;

/** Keeps a flood of wrong passwords from many addresses from taking the hall's processors: strangers come a few at a time. */
export class LoginCrowd {
  private strangers = 0;

  /** Whether this one is to wait; a browser that the account is known on never is. */
  isFullFor({ device }: Comer): boolean {
    return device === undefined && this.strangers >= STRANGERS_AT_ONCE;
  }

  /** Checks a password. */
  async check<R>({ device }: Comer, password: () => Promise<R>): Promise<R> {
    if (device !== undefined) return password();
    this.strangers += 1;
    try {
      return await password();
    } finally {
      this.strangers -= 1;
    }
  }
}
