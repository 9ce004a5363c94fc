import type { Instant } from '@bandecheng/shared/vocabulary';

/** Tries that cost no wait. */
const FREE_TRIES = 5;
/** From one address over all accounts: a hall's screens may stand behind one address. */
const FREE_TRIES_OF_AN_ADDRESS = 50;
const LONGEST_WAIT_MS = 15 * 60_000;
/** What an address waits at most: whoever guesses behind it must not keep a hall from signing in. */
const LONGEST_WAIT_OF_AN_ADDRESS_MS = 60_000;
/** An account's tries are forgotten after so long without another. */
const FORGET_MS = 60 * 60_000;
/** Of an address, one try is forgotten after each of these: a busy hall mistypes all day long. */
const FORGET_ONE_MS = 60_000;
/** Names kept at most; beyond it the oldest go, so that a flood of invented names costs no memory. */
const NAMES = 10_000;

/** Where a try comes from. */
export interface Comer {
  address: string;
  /** Set where this account has signed in on this browser before: it is then held up by its own tries alone. */
  device?: string | undefined;
}

interface Tries {
  count: number;
  lastAt: Instant;
}

/**
 * Makes guessing slow: after five failures of an account from one address each further try waits 2, 4, 8 …
 * seconds, at most 15 minutes. Other addresses and browsers that the account is known on are not held up, so nobody
 * can lock out a colleague from afar, nor from behind the same address.
 */
export class LoginThrottle {
  private readonly tries = new Map<string, Tries>();

  /** Milliseconds to wait before the next try; 0: now. */
  waitMs(account: string, comer: Comer, now: Instant): number {
    const ofAccount = this.tries.get(pairKey(account, comer));
    const own =
      ofAccount === undefined ? 0 : waitFor(ofAccount, ofAccount.count, FREE_TRIES, LONGEST_WAIT_MS, now);
    const ofAddress = comer.device === undefined ? this.tries.get(addressKey(comer)) : undefined;
    if (ofAddress === undefined) return own;
    const count = remembered(ofAddress, now);
    return Math.max(
      own,
      waitFor(ofAddress, count, FREE_TRIES_OF_AN_ADDRESS, LONGEST_WAIT_OF_AN_ADDRESS_MS, now),
    );
  }

  /** Counts a try before its password is checked, so that a hundred tries at once are a hundred tries. */
  begin(account: string, comer: Comer, now: Instant): void {
    this.count(pairKey(account, comer), now, ({ count, lastAt }) => (now - lastAt > FORGET_MS ? 0 : count));
    if (comer.device === undefined) this.count(addressKey(comer), now, (tries) => remembered(tries, now));
  }

  /** Forgets the account's tries; of the address's only this one, lest an own account hide the guessing. */
  succeeded(account: string, comer: Comer): void {
    this.tries.delete(pairKey(account, comer));
    const tries = comer.device === undefined ? this.tries.get(addressKey(comer)) : undefined;
    if (tries !== undefined) tries.count -= 1;
  }

  /** Somebody answers for this account: it may be tried at once, from everywhere. */
  forgive(account: string): void {
    for (const key of this.tries.keys()) if (key.endsWith(` ${account}`)) this.tries.delete(key);
  }

  private count(key: string, now: Instant, before: (tries: Tries) => number): void {
    const tries = this.tries.get(key);
    this.tries.delete(key);
    this.tries.set(key, { count: (tries === undefined ? 0 : before(tries)) + 1, lastAt: now });
    const oldest = this.tries.keys().next();
    if (this.tries.size > NAMES && oldest.done !== true) this.tries.delete(oldest.value);
  }
}

function waitFor({ lastAt }: Tries, count: number, free: number, longestMs: number, now: Instant): number {
  if (count < free) return 0;
  return Math.max(0, lastAt + Math.min(longestMs, 2 ** (count - free + 1) * 1_000) - now);
}

function remembered({ count, lastAt }: Tries, now: Instant): number {
  return Math.max(0, count - Math.floor((now - lastAt) / FORGET_ONE_MS));
}

function pairKey(account: string, { address, device }: Comer): string {
  return `${device === undefined ? address : `device:${device}`} ${account}`;
}

/** No account is called so: an id has no such sign. */
function addressKey({ address }: Comer): string {
  return `${address} *`;
}
