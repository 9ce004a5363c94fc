import type { DeviceLog } from './drivers/driver.ts';

/** A repeated line is written again with its count after so long, ms. */
export const REPEATED_EVERY_MS = 10 * 60 * 1000;
/** Different lines remembered of one device; a flood of new ones starts afresh. */
const MOST_REMEMBERED = 200;

/**
 * A log that stays small through a night of a pulled cable: the same warning or error of one device is written
 * once, then not for ten minutes, then with the number of times it came. Plain information always passes.
 */
export function quietLog(write: DeviceLog, now: () => number): DeviceLog {
  const seen = new Map<string, { at: number; left: number }>();
  return (level, fact, figures = {}) => {
    if (level === 'info') return write(level, fact, figures);
    const text = `${level} ${fact} ${wordsOf(figures)}`;
    const before = seen.get(text);
    if (before !== undefined && now() - before.at < REPEATED_EVERY_MS) {
      before.left += 1;
      return;
    }
    if (seen.size >= MOST_REMEMBERED) seen.clear();
    seen.set(text, { at: now(), left: 0 });
    write(level, fact, before === undefined ? figures : { ...figures, times: before.left + 1 });
  };
}

/** Words tell one trouble from another, counts and job numbers do not. */
function wordsOf(figures: Record<string, string | number>): string {
  return Object.entries(figures)
    .filter(([name, value]) => name !== 'job' && typeof value === 'string')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
