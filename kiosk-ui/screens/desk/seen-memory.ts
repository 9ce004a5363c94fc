import type { Instant } from '@bandecheng/shared/vocabulary';

const KEY = 'bandecheng.desk.seenAt';

/** Up to when this desk has acknowledged bad ratings: a reload must not bring them all back. */
export function readSeenAt(): Instant {
  const seenAt = Number(localStorage.getItem(KEY) ?? 0);
  return Number.isFinite(seenAt) ? seenAt : 0;
}

export function writeSeenAt(seenAt: Instant): void {
  localStorage.setItem(KEY, String(seenAt));
}
