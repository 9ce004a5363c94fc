import { Id, type Hall } from '@bandecheng/shared/hall';
import * as z from 'zod';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import { cookieLine, PAIRING_SECONDS, pairingCookie } from './cookies.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Pairing } from './identity.ts';

export interface PairingParts {
  doorkeeper: Doorkeeper;
  hall: () => Pick<Hall, 'kiosks' | 'counters' | 'displays'>;
}

const Invitation = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.enum(['kiosk', 'tablet']), of: Id }),
  z.strictObject({ screen: z.literal('display'), of: Id.optional() }),
]);
const Redemption = z.strictObject({ code: z.string().regex(/^\d{6}$/, '须为 6 位数字') });

const UNKNOWN = { kiosk: 'kiosk-unknown', tablet: 'counter-unknown', display: 'display-unknown' } as const;

function isUnknown(hall: ReturnType<PairingParts['hall']>, { screen, of }: Pairing): boolean {
  const places = { kiosk: hall.kiosks, tablet: hall.counters, display: hall.displays }[screen];
  return of !== undefined && !places.some(({ id }) => id === of);
}

/** Pairing kiosks, tablets and displays: staff make a code, the device redeems it for its token. */
export function pairingApi({ doorkeeper, hall }: PairingParts): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/api/pairings',
      handle: (request) =>
        forStaff('pair-screen', request, doorkeeper, () =>
          withBody(Invitation, request, (pairing) => {
            if (isUnknown(hall(), pairing)) return refused(UNKNOWN[pairing.screen]);
            return done({ code: doorkeeper.invitePairing(pairing) });
          }),
        ),
    },
    {
      method: 'post',
      path: '/api/pair',
      handle: (request) =>
        withBody(Redemption, request, async ({ code }) => {
          const redeemed = await doorkeeper.redeemPairing(code);
          if ('refused' in redeemed) return refused(redeemed.refused);
          const { token, pairing } = redeemed;
          const cookie = pairingCookie(pairing.screen, pairing.of);
          return done({ ...pairing }, [cookieLine(cookie, token, PAIRING_SECONDS)]);
        }),
    },
  ];
}
