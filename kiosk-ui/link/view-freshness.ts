import { LINK } from '@bandecheng/shared/link';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Milliseconds without a word from the hub after which what a screen shows counts as old: three beats. */
const STALE_AFTER_MS = 3 * LINK.beatEveryMs;

/** Milliseconds a page that has just opened may take to connect before it says so. */
const FIRST_CONTACT_MS = 3_000;

interface Numbered {
  seq: number;
  at: Instant;
}

/**
 * Whether an arriving view replaces the shown one. `shown` is null for the first view of a connection: that
 * one always counts, for a hub that came back with another journal may number lower. Views of one number
 * differ by their time alone (opening hours).
 */
export function replaces(arrived: Numbered, shown: Numbered | null): boolean {
  if (shown === null) return true;
  if (arrived.seq !== shown.seq) return arrived.seq > shown.seq;
  return arrived.at >= shown.at;
}

/** Whether the beat tells of a view this screen has missed. */
export function isBehind<V extends string>(
  seqs: Partial<Record<V, number>>,
  shown: Partial<Record<V, number>>,
  views: readonly V[],
): boolean {
  return views.some((view) => (seqs[view] ?? -1) > (shown[view] ?? -1));
}

export interface Contact {
  connected: boolean;
  /** When the hub last spoke; null while it never has. */
  heardAt: Instant | null;
  openedAt: Instant;
}

/** Since when the screen's contents can no longer be trusted; null while they can. */
export function staleSince(contact: Contact, now: Instant): Instant | null {
  const { connected, heardAt, openedAt } = contact;
  if (heardAt === null) return now - openedAt < FIRST_CONTACT_MS ? null : openedAt;
  if (connected && now - heardAt < STALE_AFTER_MS) return null;
  return heardAt;
}
