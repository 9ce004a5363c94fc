import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../handle-command.ts';
import { forgettingWithin, wordsWithin } from '../views/forgetting.ts';
import { done, forStaff, type ApiRoute } from './api-route.ts';
import type { Identity } from './identity.ts';

/** So long beforehand a supervisor sees whom the rule will forget. */
const DAYS_AHEAD = 31;

export interface RetentionApiParts {
  hub: Hub;
  identity: Identity;
  hall: () => Hall;
  clock: () => Instant;
}

/** What the hall's rule forgets by itself: how long it keeps whom a closed case names, and who comes next. */
export function retentionApi({ hub, identity, hall, clock }: RetentionApiParts): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/retention',
      handle: (request) =>
        forStaff('read-erasure', request, identity, async () => {
          const { seq } = hub.state;
          const { retention, timeZone } = hall();
          const due = forgettingWithin(hub.state, hall(), DAYS_AHEAD, clock());
          const words = wordsWithin(hub.state, hall(), DAYS_AHEAD, clock());
          await hub.whenDurable(seq);
          const personalMonths = retention?.personalMonths ?? null;
          return done({ personalMonths, timeZone, daysAhead: DAYS_AHEAD, due, words });
        }),
    },
  ];
}
