import { localTime } from '@bandecheng/shared/calendar/business-day';
import { yearMissing, type YearMissing } from '@bandecheng/shared/calendar/year-missing';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';

/** The year somebody must import for the desk's deadlines; null too where the hall has no case desk. */
export function yearToImport({ desk }: HallState, hall: Hall, now: Instant): YearMissing | null {
  if (desk.policy === '') return null;
  return yearMissing(desk.calendar.years, localTime(now, hall.timeZone).date);
}
