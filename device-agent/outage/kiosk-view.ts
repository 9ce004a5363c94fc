import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { KioskView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallAlone } from './give-number.ts';
import { serviceLines } from './service-lines.ts';
import { deviceView, type StandingDevice } from './standing-device.ts';

/** What a view is made of beside the queue. */
export interface Seen extends HallAlone {
  agent: string;
  since: Instant;
  now: Instant;
  devices: readonly StandingDevice[];
}

/** What one kiosk shows while no hub can be reached. `jobs`: its newest prints by this agent, newest first. */
export function kioskView(seen: Seen, kiosk: string, jobs: KioskView['jobs']): KioskView {
  const { hall, agent, now, devices } = seen;
  const printer = devices.find((device) => device.kind === 'printer' && device.kiosk === kiosk);
  return {
    hall: hall.name,
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    services: serviceLines(seen, now),
    departments: hall.departments.map(({ id, name, under }) => ({
      department: id,
      name,
      ...(under === undefined ? {} : { under }),
    })),
    // Who has an appointment, and whose card this is, the hub alone knows.
    ...{ checkIn: false, cardReader: false },
    printer: printer === undefined ? null : deviceView(agent, printer),
    jobs,
    alone: { since: seen.since },
  };
}
