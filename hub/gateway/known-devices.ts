import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '@bandecheng/shared/vocabulary';

/** Cookie by which a browser is known as one that an account has signed in on. It opens nothing. */
export const KNOWN_COOKIE = 'bdc_known';
/** As long as somebody may be on leave. */
export const KNOWN_SECONDS = 60 * 24 * 60 * 60;

/**
 * Browsers an account has signed in on (OWASP's "device cookies"): a hall's staff stand behind one address together
 * with everybody else in it, and must not be locked out by who guesses there. No list is kept: the cookie carries a
 * mark that this hall's hub alone can make, after a restart too.
 */
export class KnownDevices {
  /** @param key 256 random bits in hex */
  constructor(private readonly key: string) {}

  /** A cookie's value for a browser on which this account has just signed in. */
  known(account: AccountId): string {
    const device = randomBytes(12).toString('base64url');
    return `${device}.${this.mark(account, device)}`;
  }

  /** The device's name, if this account has signed in on it. */
  deviceOf(account: AccountId, cookie: string | undefined): string | undefined {
    const [device = '', mark = ''] = (cookie ?? '').split('.');
    const [given, right] = [Buffer.from(mark), Buffer.from(this.mark(account, device))];
    return given.length === right.length && timingSafeEqual(given, right) ? device : undefined;
  }

  private mark(account: AccountId, device: string): string {
    return createHmac('sha256', Buffer.from(this.key, 'hex'))
      .update(`${device}\n${account}`)
      .digest('base64url');
  }
}
