import { Id, type Hall } from '@bandecheng/shared/hall';
import type { SecurityEvent } from '@bandecheng/shared/security-events';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import { cookieLine, PAIRING_SECONDS, pairingCookie } from './cookies.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Pairing } from './identity.ts';
import { onRecord, staffActor } from './on-record.ts';

export interface PairingParts {
  hub: Pick<Hub, 'handle'>;
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

function pairingChanged({ screen, of }: Pairing, change: 'given' | 'used'): SecurityEvent {
  const key = of === undefined ? screen : `${screen}:${of}`;
  return { type: 'KeyChanged', data: { kind: 'pairing', key, change } };
}

/** Pairing kiosks, tablets and displays: staff make a code, the device redeems it for its token. */
export function pairingApi({ hub, doorkeeper, hall }: PairingParts): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/api/pairings',
      handle: (request) =>
        forStaff('pair-screen', request, doorkeeper, (by) =>
          withBody(Invitation, request, async (pairing) => {
            if (isUnknown(hall(), pairing)) return refused(UNKNOWN[pairing.screen]);
            const code = doorkeeper.invitePairing(pairing);
            await onRecord(hub, pairingChanged(pairing, 'given'), staffActor(by));
            return done({ code });
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
          await onRecord(hub, pairingChanged(pairing, 'used'));
          const cookie = pairingCookie(pairing.screen, pairing.of);
          return done({ ...pairing }, [cookieLine(cookie, token, PAIRING_SECONDS)]);
        }),
    },
  ];
}
