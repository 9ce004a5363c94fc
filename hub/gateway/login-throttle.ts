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
/** Of those who wait, the newest so many are kept on disk: 100 KB at the most. */
const KEPT = 1_000;

/** Where a try comes from. */
export interface Comer {
  address: string;
  /** Set where this account has signed in on this browser before: it is then held up by its own tries alone. */
  device?: string | undefined;
}

interface Tries {
  /** An address or a known browser. */
  from: string;
  /** Absent: over all accounts. */
  account?: string | undefined;
  count: number;
  lastAt: Instant;
}

/** Where tries outlive a restart. Of accounts that there are not it keeps nothing: such a name may be a password. */
export interface TriesKept {
  read(): readonly Tries[];
  /** Takes the place of all; resolves when it is on disk. */
  keep(tries: readonly Tries[]): Promise<void>;
}

/**
 * Makes guessing slow: after five failures of an account from one address each further try waits 2, 4, 8 …
 * seconds, at most 15 minutes. Other addresses and browsers that the account is known on are not held up, so nobody
 * can lock out a colleague from afar, nor from behind the same address.
 */
export class LoginThrottle {
  private readonly tries: Map<string, Tries>;
  private kept: string;

  constructor(private readonly register: TriesKept) {
    const read = register.read().map((tries) => ({ ...tries }));
    this.tries = new Map(read.map((tries) => [keyOf(tries), tries]));
    this.kept = JSON.stringify(read);
  }

  /** Milliseconds to wait before the next try; 0: now. */
  waitMs(account: string, comer: Comer, now: Instant): number {
    const ofAccount = this.tries.get(keyOf(pairOf(account, comer)));
    const own =
      ofAccount === undefined ? 0 : waitFor(ofAccount, ofAccount.count, FREE_TRIES, LONGEST_WAIT_MS, now);
    const ofAddress = comer.device === undefined ? this.tries.get(keyOf(addressOf(comer))) : undefined;
    if (ofAddress === undefined) return own;
    const count = remembered(ofAddress, now);
    return Math.max(
      own,
      waitFor(ofAddress, count, FREE_TRIES_OF_AN_ADDRESS, LONGEST_WAIT_OF_AN_ADDRESS_MS, now),
    );
  }

  /** Counts a try before its password is checked, so that a hundred tries at once are a hundred tries. */
  begin(account: string, comer: Comer, now: Instant): void {
    this.count(pairOf(account, comer), now, ({ count, lastAt }) => (now - lastAt > FORGET_MS ? 0 : count));
    if (comer.device === undefined) this.count(addressOf(comer), now, (tries) => remembered(tries, now));
  }

  /** Forgets the account's tries; of the address's only this one, lest an own account hide the guessing. */
  succeeded(account: string, comer: Comer): void {
    this.tries.delete(keyOf(pairOf(account, comer)));
    const tries = comer.device === undefined ? this.tries.get(keyOf(addressOf(comer))) : undefined;
    if (tries !== undefined) tries.count -= 1;
  }

  /** Somebody answers for this account: it may be tried at once, from everywhere. */
  forgive(account: string): void {
    for (const [key, tries] of this.tries) if (tries.account === account) this.tries.delete(key);
  }

  /**
   * Resolves once whoever must wait is on disk, before anybody is told that a password was wrong: killing the hub
   * frees nobody. Tries that cost no wait yet are not kept, and cost no write.
   */
  async save(now: Instant): Promise<void> {
    const waiting = [...this.tries.values()].filter((tries) =>
      tries.account === undefined
        ? remembered(tries, now) >= FREE_TRIES_OF_AN_ADDRESS
        : tries.count >= FREE_TRIES && now - tries.lastAt <= FORGET_MS,
    );
    const newest = waiting.slice(-KEPT);
    const text = JSON.stringify(newest);
    if (text === this.kept) return;
    await this.register.keep(newest);
    this.kept = text;
  }

  private count(of: Pick<Tries, 'from' | 'account'>, now: Instant, before: (tries: Tries) => number): void {
    const key = keyOf(of);
    const tries = this.tries.get(key);
    this.tries.delete(key);
    this.tries.set(key, { ...of, count: (tries === undefined ? 0 : before(tries)) + 1, lastAt: now });
    const oldest = this.tries.keys().next();
    if (this.tries.size > NAMES && oldest.done !== true) this.tries.delete(oldest.value);
  }
}

function waitFor({ lastAt }: Tries, count: number, free: number, longestMs: number, now: Instant): number {
  if (count < free) return 0;
  const wait = Math.min(longestMs, 2 ** (count - free + 1) * 1_000);
  // A clock that was set back makes nobody wait longer.
  return Math.min(wait, Math.max(0, lastAt + wait - now));
}

function remembered({ count, lastAt }: Tries, now: Instant): number {
  return Math.max(0, count - Math.floor(Math.max(0, now - lastAt) / FORGET_ONE_MS));
}

function pairOf(account: string, { address, device }: Comer): Pick<Tries, 'from' | 'account'> {
  return { from: device === undefined ? address : `device:${device}`, account };
}

function addressOf({ address }: Comer): Pick<Tries, 'from' | 'account'> {
  return { from: address };
}

/** No account is called `*`: an id has no such sign. */
function keyOf({ from, account = '*' }: Pick<Tries, 'from' | 'account'>): string {
  return `${from} ${account}`;
}
