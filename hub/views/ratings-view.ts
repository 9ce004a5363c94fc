import type { Hall } from '@bandecheng/shared/hall';
import type { RatingRow, RatingsView } from '@bandecheng/shared/views';
import type { HallState } from '../state/hall-state.ts';
import type { RatedRow } from '../state/rating-state.ts';

/** Today's ratings for the desk: bad ones apart, counts of every level and of every fate of a press. */
export function ratingsView(state: HallState, hall: Hall): RatingsView {
  const { ratings } = state;
  const row = (rated: RatedRow) => ratingRow(hall, rated);
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

function ratingRow(hall: Hall, rated: RatedRow): RatingRow {
  const counter = hall.counters.find((c) => c.id === rated.counter);
  const service = hall.services.find((s) => s.id === rated.service);
  return {
    ...rated,
    ...(counter === undefined ? {} : { counterNumber: counter.number }),
    ...(service === undefined ? {} : { serviceName: service.name }),
  };
}
