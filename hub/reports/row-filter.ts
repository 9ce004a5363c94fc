import type { Hall } from '@bandecheng/shared/hall';
import type { RatingPart, RowsOf } from '@bandecheng/shared/rating/rating-report';
import { RATING_CHANNELS, type BusinessDay } from '@bandecheng/shared/vocabulary';
import type { BookMonth } from '../book/book-month.ts';
import { hallNames } from './rating-parts.ts';

/** Where a row stands in the pages. */
export interface RowPlace {
  month: BookMonth;
  row: number;
}

/** The days, the part of the hall and the hour of the week in which a row has to lie. */
export type RowFilter = Pick<RowsOf, 'part' | 'id' | 'weekday' | 'hour'> & {
  from: BusinessDay;
  to: BusinessDay;
};

/** Which rows of a month lie in the days, the part and the hour that are asked for. */
export function fitting(
  month: BookMonth,
  of: 'visits' | 'ratings',
  { from, to, part, id, weekday, hour }: RowFilter,
  hall: Hall,
): (row: number) => boolean {
  const { day, slot: slots } = month[of];
  const within = month.names.days.texts.map((one) => one >= from && one <= to);
  const isPart = part === undefined || id === undefined ? () => true : partIs(month, of, part, id, hall);
  return (row) => {
    const slot = slots.at(row);
    return (
      within[day.at(row)] === true &&
      (weekday === undefined || Math.floor(slot / 24) === weekday - 1) &&
      (hour === undefined || slot % 24 === hour) &&
      isPart(row)
    );
  };
}

function partIs(
  month: BookMonth,
  of: 'visits' | 'ratings',
  part: RatingPart,
  id: string,
  hall: Hall,
): (row: number) => boolean {
  const { ratings, names } = month;
  const { counter, clerk, service } = month[of];
  if (part === 'channel') {
    const code = RATING_CHANNELS.findIndex((channel) => channel === id);
    return of === 'visits' ? () => false : (row) => ratings.channel.at(row) === code;
  }
  if (part === 'department') {
    const { departmentOf } = hallNames(hall);
    const inside = names.services.texts.map((service) => service !== '' && departmentOf(service) === id);
    return (row) => inside[service.at(row)] === true;
  }
  const [column, dictionary] = {
    counter: [counter, names.counters] as const,
    clerk: [clerk, names.clerks] as const,
    service: [service, names.services] as const,
  }[part];
  const code = dictionary.known(id) ?? -1;
  return (row) => column.at(row) === code;
}
