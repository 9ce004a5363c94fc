import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import * as z from 'zod';
import { rateableByNumber } from '../views/rating-asked.ts';
import { visitsToType } from '../views/typed-visits.ts';
import { done, refused, withQuery, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { pairingCookie } from './cookies.ts';
import { readerOfReports } from './report-door.ts';

export type RateParts = Pick<CaseParts, 'hub' | 'identity' | 'clock'>;

const Typed = z.object({
  day: CivilDate,
  number: z.string().regex(/^[A-Z]{1,2}\d{1,6}$/, '不是号码'),
});

/** Which visit a number means, at a kiosk or for a rating that is typed in; how it was rated is not told. */
export function rateApi(parts: RateParts): ApiRoute[] {
  return [atKiosk(parts), typedIn(parts)];
}

function atKiosk({ hub, identity, clock }: RateParts): ApiRoute {
  return {
    method: 'get',
    path: '/api/kiosks/:kiosk/rateable/:number',
    handle: async ({ cookies, params }) => {
      const kiosk = String(params['kiosk']);
      const pairing = identity.pairing(cookies.get(pairingCookie('kiosk', kiosk)) ?? '');
      if (pairing?.screen !== 'kiosk' || pairing.of !== kiosk) return refused('not-signed-in');
      const { seq } = hub.state;
      const found = rateableByNumber(hub.state, String(params['number']), clock());
      await hub.whenDurable(seq);
      return typeof found === 'string' ? refused(found) : done({ asked: found });
    },
  };
}

function typedIn({ hub, identity }: RateParts): ApiRoute {
  return {
    method: 'get',
    path: '/api/ratings/visits',
    handle: async (request) => {
      const typist = readerOfReports('TypeRating', request, { identity });
      if ('status' in typist) return typist;
      return withQuery(Typed, request, async (typed) => {
        const { seq, hall } = hub.state;
        if (hall === null) return refused('ticket-unknown');
        const found = visitsToType(hub.state, hall, typed, typist.account);
        await hub.whenDurable(seq);
        return done({ ...found });
      });
    },
  };
}
