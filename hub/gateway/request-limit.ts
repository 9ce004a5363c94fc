import type { Instant } from '@bandecheng/shared/vocabulary';
import { isPairingCookie, isSessionCookie } from './cookies.ts';
import type { Identity } from './identity.ts';
import { RateLimit } from './rate-limit.ts';

/** More than any page asks for, of one who is signed in or paired, or of one address that is neither. */
export const REQUESTS_A_MINUTE = 6_000;
/**
 * Of the built files, which cost next to nothing and of which a page has some forty: a thousand telephones behind one
 * carrier's address may open their tickets within a minute.
 */
export const FILES_A_MINUTE = 60_000;

/** A request as it is counted. */
export interface Asked {
  cookies: ReadonlyMap<string, string>;
  address: string;
  path: string;
  /** The key it bears. */
  bearer?: string | undefined;
  /** The agent it says it is. */
  agent?: string | undefined;
}

/**
 * Holds up whoever asks without end. Who is signed in, paired or bears a key, an agent too, is counted alone: a hall
 * stands behind one address, and is not shut out by a stranger behind the same one.
 */
export class RequestLimit {
  private readonly counts = new RateLimit(REQUESTS_A_MINUTE);
  private readonly files = new RateLimit(FILES_A_MINUTE);

  constructor(private readonly identity: Pick<Identity, 'staff' | 'pairing' | 'apiKey' | 'agent'>) {}

  /** Counts a request. Seconds to wait when there were too many; 0: it may go on. */
  take(asked: Asked, now: Instant): number {
    const counts = asked.path.startsWith('/assets/') ? this.files : this.counts;
    return counts.take(this.nameOf(asked), now);
  }

  /** Whether it is counted by its address, for want of anything better. */
  isStranger(asked: Asked): boolean {
    return this.nameOf(asked) === nameOfAddress(asked.address);
  }

  /** By whom a request is counted. */
  nameOf({ cookies, address, bearer, agent }: Asked): string {
    const known = [...cookies].find(([name, token]) => this.isKnown(name, token));
    if (known !== undefined) return known.join(' ');
    if (bearer === undefined) return nameOfAddress(address);
    if (agent !== undefined && this.identity.agent(agent, bearer)) return `agent ${agent}`;
    const key = this.identity.apiKey(bearer);
    return key === null ? nameOfAddress(address) : `key ${key.key}`;
  }

  private isKnown(name: string, token: string): boolean {
    if (isSessionCookie(name)) return this.identity.staff(token) !== null;
    return isPairingCookie(name) && this.identity.pairing(token) !== null;
  }
}

function nameOfAddress(address: string): string {
  return `address ${address}`;
}
