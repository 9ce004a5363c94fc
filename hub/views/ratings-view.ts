import type { Hall } from '@bandecheng/shared/hall';
import type { RatingRow, RatingsView } from '@bandecheng/shared/views';
import type { HallState, PressRow } from '../state/hall-state.ts';

/** Today's ratings for the desk: bad ones apart, counts of every level and of every fate of a press. */
export function ratingsView(state: HallState, hall: Hall): RatingsView {
  const { ratings } = state;
  const row = (press: PressRow) => ratingRow(hall, press);
  return {
    timeZone: hall.timeZone,
    bad: ratings.bad.map(row),
    latest: ratings.latest.map(row),
    today: {
      levels: ratings.levels,
      lapsed: ratings.lapsed,
      invited: ratings.invited,
      fates: ratings.fates,
    },
  };
}

function ratingRow(hall: Hall, press: PressRow): RatingRow {
  const counter = hall.counters.find((c) => c.id === press.counter);
  const service = hall.services.find((s) => s.id === press.service);
  return {
    ...press,
    ...(counter === undefined ? {} : { counterNumber: counter.number }),
    ...(service === undefined ? {} : { serviceName: service.name }),
  };
}
