import type { RatingReport } from '@bandecheng/shared/rating/rating-report';

export interface HourMap {
  /** From the first hour in which anybody rated to the last. */
  hours: number[];
  /** Weekdays 0 (Monday) to 6 on which anybody rated, and Monday to Friday always. */
  rows: { weekday: number; cells: { hour: number; rated: number; bad: number; shade: Shade }[] }[];
}
/** A fourth of the highest cell and less, up to all of it; 0: nobody. */
type Shade = 0 | 1 | 2 | 3 | 4;

const WORKING_DAYS = 5;

/** The map's lines and columns, without the empty ones at its edges. */
export function hourMap({ rated, bad }: RatingReport['byHour']): HourMap {
  const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    rated.some((day) => at(day, hour) > 0),
  );
  const [first, last] = [used[0], used[used.length - 1]];
  if (first === undefined || last === undefined) return { hours: [], rows: [] };
  const hours = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const highest = Math.max(...rated.flat());
  const rows = rated.flatMap((day, weekday) => {
    if (weekday >= WORKING_DAYS && day.every((n) => n === 0)) return [];
    const cells = hours.map((hour) => {
      const n = at(day, hour);
      return { hour, rated: n, bad: at(bad[weekday] ?? [], hour), shade: shadeOf(n / highest) };
    });
    return [{ weekday, cells }];
  });
  return { hours, rows };
}

const at = (day: readonly number[], hour: number): number => day[hour] ?? 0;

function shadeOf(part: number): Shade {
  if (part === 0) return 0;
  if (part <= 0.25) return 1;
  if (part <= 0.5) return 2;
  return part <= 0.75 ? 3 : 4;
}
