import type { Hall } from '@bandecheng/shared/hall';
import type { AccountId, Role } from '@bandecheng/shared/vocabulary';
import { pairingCookie, screenSessionCookie } from './gateway/cookies.ts';
import { DEMO_SCREENS, demoAccount, type DemoScreen } from './gateway/demo-screen.ts';
import type { Pairing, Staff } from './gateway/identity.ts';
import { demoText } from './locales/zh-CN/demo.ts';

/** The demo accounts of a hall. They have no password and stand in no register: they end with the demo. */
export interface DemoDoors {
  staff(account: AccountId): Staff | null;
  /** Everybody of the demo's staff. */
  everyone(): readonly Staff[];
  pairing(account: AccountId): Pairing | null;
  /** The account behind a door and the cookie that opens it; null when there is no such counter or kiosk. */
  door(as: DemoScreen, of?: string): { account: AccountId; cookie: string } | null;
}

/** Screens that a device opens, and nobody signs in on. */
const PAIRED = ['kiosk', 'tablet', 'display'] as const;

const ROLES: Record<Exclude<DemoScreen, (typeof PAIRED)[number]>, Role> = {
  counter: 'clerk',
  desk: 'desk',
  cases: 'desk',
  devices: 'admin',
  hall: 'admin',
  rules: 'admin',
  ratings: 'supervisor',
};

/** Behind the page of the rules a second person waits, who signs what the first proposed. */
const SECOND = 'second';

/** One clerk for each counter, one visitor for each kiosk and each tablet, one for each other screen. */
export function demoDoors(hall: () => Pick<Hall, 'counters' | 'kiosks' | 'displays'>): DemoDoors {
  function places(as: DemoScreen): (string | undefined)[] {
    if (as === 'counter' || as === 'tablet') return hall().counters.map((c) => c.id);
    if (as === 'kiosk') return hall().kiosks.map((k) => k.id);
    if (as === 'display') return [undefined, ...hall().displays.map((d) => d.id)];
    if (as === 'rules') return [undefined, SECOND];
    return [undefined];
  }
  function find(account: AccountId): { as: DemoScreen; of: string | undefined } | null {
    for (const as of DEMO_SCREENS)
      for (const of of places(as)) if (demoAccount(as, of) === account) return { as, of };
    return null;
  }
  function staff(account: AccountId): Staff | null {
    const door = find(account);
    if (door === null || isPaired(door.as)) return null;
    const name = door.of === SECOND ? demoText.second : demoText.clerk;
    return { account, role: ROLES[door.as], name };
  }
  return {
    staff,
    everyone: () =>
      DEMO_SCREENS.flatMap((as) => places(as).flatMap((of) => staff(demoAccount(as, of)) ?? [])),
    pairing(account) {
      const door = find(account);
      if (door?.as === 'display')
        return { screen: 'display', ...(door.of === undefined ? {} : { of: door.of }) };
      if (door?.as !== 'kiosk' && door?.as !== 'tablet') return null;
      return door.of === undefined ? null : { screen: door.as, of: door.of };
    },
    door(as, of) {
      if (!places(as).includes(of)) return null;
      return {
        account: demoAccount(as, of),
        // The rules have one page: whoever comes in second takes the place of the first.
        cookie: isPaired(as)
          ? pairingCookie(as, of)
          : screenSessionCookie(as, as === 'rules' ? undefined : of),
      };
    },
  };
}

function isPaired(as: DemoScreen): as is (typeof PAIRED)[number] {
  return (PAIRED as readonly DemoScreen[]).includes(as);
}
