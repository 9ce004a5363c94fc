import type { CalendarOverride } from './calendar-override.ts';
import type { LegalYear } from './legal-year.ts';

/** The holidays that deadlines are reckoned by: the State Council's years, and what the hall lays over them. */
export interface Calendar {
  years: LegalYear[];
  override?: CalendarOverride;
}
