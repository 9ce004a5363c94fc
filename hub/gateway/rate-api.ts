import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../handle-command.ts';
import { rateableByNumber } from '../views/rating-asked.ts';
import { done, refused, type ApiRoute } from './api-route.ts';
import { pairingCookie } from './cookies.ts';
import type { Identity } from './identity.ts';

export interface RateParts {
  hub: Hub;
  identity: Identity;
  clock: () => Instant;
}

/** Which visit a number typed at a kiosk means; how it was rated, if it was, is not told. */
export function rateApi({ hub, identity, clock }: RateParts): ApiRoute[] {
  return [
    {
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
    },
  ];
}
