import { closingMinute } from '@bandecheng/shared/calendar/calendar-override';
import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import { legalCalendar } from '@bandecheng/shared/calendar/legal-calendar';
import type { Hall } from '@bandecheng/shared/hall';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import type { HallState } from './hall-state.ts';

const made = new WeakMap<Calendar, { hours: Hall['hours']; reckoning: Reckoning }>();

/** What deadlines of this hall are reckoned by. A hall that is not configured yet closes at 17:00 in Shanghai. */
export function reckoningOf(state: Pick<HallState, 'hall' | 'desk'>): Reckoning {
  return reckoningBy(state.desk.calendar, state.hall);
}

/** The same by another calendar than the one in force. Made once for each calendar and closing time. */
export function reckoningBy(calendar: Calendar, hall: Hall | null): Reckoning {
  const known = made.get(calendar);
  if (known !== undefined && hall !== null && known.hours === hall.hours) return known.reckoning;
  const reckoning: Reckoning = {
    legal: legalCalendar(calendar.years, calendar.override),
    timeZone: hall?.timeZone ?? 'Asia/Shanghai',
    closesAt: closingMinute(hall?.hours.close ?? '17:00', calendar.override),
  };
  if (hall !== null) made.set(calendar, { hours: hall.hours, reckoning });
  return reckoning;
}
