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
  hall: () => Pick<Hall, 'kiosks' | 'displays'>;
}

const Invitation = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('kiosk'), of: Id }),
  z.strictObject({ screen: z.literal('display'), of: Id.optional() }),
]);
const Redemption = z.strictObject({ code: z.string().regex(/^\d{6}$/, '须为 6 位数字') });

function isUnknownDisplay({ displays }: Pick<Hall, 'displays'>, { screen, of }: Pairing): boolean {
  return screen === 'display' && of !== undefined && !displays.some(({ id }) => id === of);
}

function pairingChanged({ screen, of }: Pairing, change: 'given' | 'used'): SecurityEvent {
  const key = of === undefined ? screen : `${screen}:${of}`;
  return { type: 'KeyChanged', data: { kind: 'pairing', key, change } };
}

/** Pairing kiosks and displays: staff make a code, the device redeems it for its token. */
export function pairingApi({ hub, doorkeeper, hall }: PairingParts): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/api/pairings',
      handle: (request) =>
        forStaff('pair-screen', request, doorkeeper, (by) =>
          withBody(Invitation, request, async (pairing) => {
            if (pairing.screen === 'kiosk' && !hall().kiosks.some((k) => k.id === pairing.of))
              return refused('kiosk-unknown');
            if (isUnknownDisplay(hall(), pairing)) return refused('display-unknown');
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
