import type { YearMissing } from '@bandecheng/shared/calendar/year-missing';
import { Id, type Hall } from '@bandecheng/shared/hall';
import * as z from 'zod';
import { done, refused, withBody, type ApiRefusal, type ApiRoute } from './api-route.ts';
import { cookieLine } from './cookies.ts';
import { DEMO_SCREENS, type DemoScreen } from './demo-screen.ts';
import type { Doorkeeper } from './doorkeeper.ts';

export interface HallApiParts {
  hall: () => Hall;
  /** The year whose holidays somebody must import. */
  yearMissing: () => YearMissing | null;
  doorkeeper: Doorkeeper;
  /** The virtual devices' page, in a demo hall. */
  virtualUrl?: string;
}

const UNKNOWN: Partial<Record<DemoScreen, ApiRefusal>> = {
  counter: 'counter-unknown',
  tablet: 'counter-unknown',
  display: 'display-unknown',
};

const DemoEntry = z.strictObject({ as: z.enum(DEMO_SCREENS), of: Id.optional() });

/** What every page may know of the hall, and the demo hall's open doors. */
export function hallApi({ hall, yearMissing, doorkeeper, virtualUrl }: HallApiParts): ApiRoute[] {
  const demo = doorkeeper.enterDemo !== undefined;
  const about: ApiRoute = {
    method: 'get',
    path: '/api/hall',
    handle: () => {
      const { id, name, languages, timeZone, counters, kiosks, displays } = hall();
      return done({
        ...{ id, name, languages, timeZone, kiosks, demo },
        counters: counters.map(({ id, number, name }) => ({ id, number, name })),
        displays: displays.map(({ id, name }) => ({ id, name })),
        yearMissing: yearMissing(),
        ...(virtualUrl === undefined ? {} : { virtualUrl }),
      });
    },
  };
  return demo ? [about, demoRoute(doorkeeper)] : [about];
}

function demoRoute(doorkeeper: Doorkeeper): ApiRoute {
  return {
    method: 'post',
    path: '/api/demo/enter',
    handle: (request) =>
      withBody(DemoEntry, request, async ({ as, of }) => {
        const entry = await doorkeeper.enterDemo?.(as, of);
        if (entry === undefined || entry === null) return refused(UNKNOWN[as] ?? 'kiosk-unknown');
        return done({}, [cookieLine(entry.cookie, entry.token)]);
      }),
  };
}
