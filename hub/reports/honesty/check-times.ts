import { honestyText } from '../../locales/zh-CN/honesty.ts';
import { groupBy, type Found, type Looked, type Press } from './presses.ts';

/** `reference/domain.md` 5.6: a press before 2 s have gone since the invitation. The other limits are the house's. */
const HASTY_SECONDS = 2;
const FEWEST = 5;
const LEAST_SHARE = 0.05;
const SHORTEST_SERVICE_SECONDS = 20;
const OF_USUAL = 0.1;
const FEWEST_AWAY = 3;

/** Faster than a person can read the keys. */
export function findHasty({ presses }: Looked): Found[] {
  const timed = presses.filter(({ first, after }) => first && after >= 0);
  return [...groupBy(timed, ({ counter }) => counter)].flatMap(([counter, of]) => {
    const rows = of.filter(({ after }) => after < HASTY_SECONDS);
    if (!isMany(rows, of)) return [];
    const found = honestyText.hasty(rows.length, of.length);
    return [{ subject: `counter/${counter}`, rows, found, beside: [[honestyText.beside.timed, of]] }];
  });
}

/** Visits that were over before the matter could have been done. */
export function findEarly({ presses, hall }: Looked): Found[] {
  const least = new Map(
    hall.services.map(({ id, usualMinutes }) => [
      id,
      Math.max(SHORTEST_SERVICE_SECONDS, usualMinutes * 60 * OF_USUAL),
    ]),
  );
  const timed = presses.filter(({ first, served }) => first && served >= 0);
  return [...groupBy(timed, ({ clerk }) => clerk)].flatMap(([clerk, of]) => {
    const rows = of.filter(
      ({ served, service }) => served < (least.get(service) ?? SHORTEST_SERVICE_SECONDS),
    );
    if (!isMany(rows, of)) return [];
    const shortest = rows.reduce((least, { served }) => Math.min(least, served), Infinity);
    const found = honestyText.early(rows.length, of.length, shortest);
    return [{ subject: `clerk/${clerk}`, rows, found, beside: [[honestyText.beside.served, of]] }];
  });
}

/** Presses at a counter where nobody has been for longer than an applicant may still be answering. */
export function findAway({ presses, hall }: Looked): Found[] {
  const { windowSeconds, graceSeconds } = hall.rating;
  const limit = windowSeconds + graceSeconds;
  const late = presses.filter(({ away, fate }) => away > limit && fate !== 'changed');
  return [...groupBy(late, ({ counter }) => counter)].flatMap(([counter, rows]) => {
    if (rows.length < FEWEST_AWAY) return [];
    const longest = rows.reduce((most, { away }) => Math.max(most, away), 0);
    const found = honestyText.away(rows.length, Math.round(longest / 60));
    return [{ subject: `counter/${counter}`, rows, found }];
  });
}

/** One in a thousand happens to anybody: few, or few of many, are no signal. */
function isMany(rows: readonly Press[], of: readonly Press[]): boolean {
  return rows.length >= FEWEST && rows.length >= of.length * LEAST_SHARE;
}
