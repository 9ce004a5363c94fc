import type { Instant } from '@bandecheng/shared/vocabulary';

/** Tries that cost no wait. */
const FREE_TRIES = 5;
/** From one address over all accounts: a hall's screens may stand behind one address. */
const FREE_TRIES_OF_AN_ADDRESS = 50;
const LONGEST_WAIT_MS = 15 * 60_000;
/** A try is forgotten after so long without another. */
const FORGET_MS = 60 * 60_000;
/** Names kept at most; beyond it the oldest go, so that a flood of invented names costs no memory. */
const NAMES = 10_000;

interface Tries {
  count: number;
  lastAt: Instant;
}

/**
 * Makes guessing slow: after five failures of an account from one address each further try waits 2, 4, 8 …
 * seconds, at most 15 minutes. Other addresses are not held up, so nobody can lock out a colleague from afar.
 */
export class LoginThrottle {
  private readonly tries = new Map<string, Tries>();

  /** Milliseconds to wait before the next try; 0: now. */
  waitMs(account: string, address: string, now: Instant): number {
    return Math.max(
      this.waitOf(pairKey(account, address), FREE_TRIES, now),
      this.waitOf(addressKey(address), FREE_TRIES_OF_AN_ADDRESS, now),
    );
  }

  /** Counts a try before its password is checked, so that a hundred tries at once are a hundred tries. */
  begin(account: string, address: string, now: Instant): void {
    for (const key of [pairKey(account, address), addressKey(address)]) this.count(key, now);
  }

  /** Forgets the account's tries; of the address's only this one, lest an own account hide the guessing. */
  succeeded(account: string, address: string): void {
    this.tries.delete(pairKey(account, address));
    const tries = this.tries.get(addressKey(address));
    if (tries !== undefined) tries.count -= 1;
  }

  private waitOf(key: string, free: number, now: Instant): number {
    const tries = this.tries.get(key);
    if (tries === undefined || tries.count < free) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, 2 ** (tries.count - free + 1) * 1_000);
    return Math.max(0, tries.lastAt + wait - now);
  }

  private count(key: string, now: Instant): void {
    const before = this.tries.get(key);
    const old = before === undefined || now - before.lastAt > FORGET_MS;
    this.tries.delete(key);
    this.tries.set(key, { count: old ? 1 : before.count + 1, lastAt: now });
    const oldest = this.tries.keys().next();
    if (this.tries.size > NAMES && oldest.done !== true) this.tries.delete(oldest.value);
  }
}

function pairKey(account: string, address: string): string {
  return `${address} ${account}`;
}

function addressKey(address: string): string {
  return `${address} *`;
}
