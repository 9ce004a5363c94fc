import type { CivilDate } from './civil-date.ts';
import type { LegalYear } from './legal-year.ts';

/** A year whose holidays nobody has imported; `grave`: deadlines already run into it. */
export interface YearMissing {
  year: number;
  grave: boolean;
}

/** The State Council issues a year's arrangement in late October or November of the year before. */
const EXPECTED_FROM = '11-01';
/** Two weeks before the year begins every deadline of more than some days reaches into it. */
const GRAVE_FROM = '12-15';

/** The year that somebody must import now; null while all is there that can be. */
export function yearMissing(years: readonly Pick<LegalYear, 'year'>[], today: CivilDate): YearMissing | null {
  const known = new Set(years.map(({ year }) => year));
  const year = Number(today.slice(0, 4));
  if (!known.has(year)) return { year, grave: true };
  const day = today.slice(5);
  if (day < EXPECTED_FROM || known.has(year + 1)) return null;
  return { year: year + 1, grave: day >= GRAVE_FROM };
}
