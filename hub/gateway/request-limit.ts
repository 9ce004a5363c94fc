import type { Instant } from '@bandecheng/shared/vocabulary';
import { isPairingCookie, isSessionCookie } from './cookies.ts';
import type { Identity } from './identity.ts';
import { RateLimit } from './rate-limit.ts';

/** More than any page asks for, of one who is signed in or paired, or of one address that is neither. */
export const REQUESTS_A_MINUTE = 6_000;

/**
 * Holds up whoever asks without end. Who is signed in, paired or bears a key is counted alone: a hall stands behind one address, and
 * is not shut out by a stranger behind the same one.
 */
export class RequestLimit {
  private readonly counts = new RateLimit(REQUESTS_A_MINUTE);

  constructor(private readonly identity: Pick<Identity, 'staff' | 'pairing' | 'apiKey'>) {}

  /** Counts a request. Seconds to wait when there were too many; 0: it may go on. `bearer`: the key it bears. */
  take(cookies: ReadonlyMap<string, string>, address: string, now: Instant, bearer?: string): number {
    const known = [...cookies].find(([name, token]) => this.isKnown(name, token));
    return this.counts.take(known?.join(' ') ?? this.ofKey(bearer) ?? `address ${address}`, now);
  }

  private ofKey(bearer: string | undefined): string | undefined {
    const found = bearer === undefined ? null : this.identity.apiKey(bearer);
    return found === null ? undefined : `key ${found.key}`;
  }

  private isKnown(name: string, token: string): boolean {
    if (isSessionCookie(name)) return this.identity.staff(token) !== null;
    return isPairingCookie(name) && this.identity.pairing(token) !== null;
  }
}
