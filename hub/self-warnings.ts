import type { Hall } from '@bandecheng/shared/hall';
import { SELF_WARNINGS, type SelfWarning, type SelfWarningWord } from '@bandecheng/shared/self-check';
import type { Instant } from '@bandecheng/shared/vocabulary';

const MEGABYTE = 2 ** 20;
/** A year of a large hall's journal and snapshots. */
const LOW_BYTES = 2_000 * MEGABYTE;
/** Some days of work. */
const FULL_BYTES = 200 * MEGABYTE;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Long enough for whoever must ask an authority for another. */
const CERTIFICATE_DAYS = 30;

/** What was measured. */
export interface SelfFindings {
  now: Instant;
  /** Null: the disk does not say. */
  freeBytes: number | null;
  /** When the newest line of the journal was written; 0: there is none. */
  lastLineAt: Instant;
  /** When the hub's own certificate ends; null: it has none. */
  certificateEndsAt: Instant | null;
  /** Null: the hall names no address of its own. */
  addressReached: boolean | null;
}

/** What of it somebody must hear, the gravest first. */
export function selfWarnings(
  found: SelfFindings,
  { listen, tls, proxy, publicAddress = '' }: Pick<Hall, 'listen' | 'tls' | 'proxy' | 'publicAddress'>,
): SelfWarning[] {
  const { now, freeBytes, lastLineAt, certificateEndsAt, addressReached } = found;
  const warnings: SelfWarning[] = [];
  const warn = (word: SelfWarningWord, grave: boolean, about?: SelfWarning['about']): void => {
    warnings.push({ word, grave, ...(about === undefined ? {} : { about }) });
  };
  if (freeBytes !== null && freeBytes < LOW_BYTES) {
    const full = freeBytes < FULL_BYTES;
    warn(full ? 'disk-full' : 'disk-low', full, { megabytes: Math.floor(freeBytes / MEGABYTE) });
  }
  const behindMs = lastLineAt - now;
  if (behindMs > MINUTE_MS) warn('clock-behind', true, { minutes: Math.floor(behindMs / MINUTE_MS) });
  if (certificateEndsAt !== null && certificateEndsAt - now < CERTIFICATE_DAYS * DAY_MS) {
    const days = Math.floor((certificateEndsAt - now) / DAY_MS);
    warn(days < 0 ? 'certificate-ended' : 'certificate-ends', days < 0, { days: Math.max(0, days) });
  }
  if (addressReached === false) warn('address-unreachable', false, { address: publicAddress });
  if (tls === undefined && proxy === undefined && !isLoopback(listen)) warn('plain-network', false);
  return warnings.sort((a, b) => SELF_WARNINGS.indexOf(a.word) - SELF_WARNINGS.indexOf(b.word));
}

function isLoopback(listen: string): boolean {
  return listen === 'localhost' || listen === '::1' || listen.startsWith('127.');
}
