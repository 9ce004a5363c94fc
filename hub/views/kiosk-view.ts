import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Hall } from '@bandecheng/shared/hall';
import type { KioskView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { printerAt } from '../state/printer-at.ts';
import { deviceView } from './device-view.ts';
import { publicLines } from './service-lines.ts';

/** What one kiosk shows: services with their queues, its printer, its newest prints. */
export function kioskView(state: HallState, hall: Hall, kiosk: string, now: Instant): KioskView | null {
  if (!hall.kiosks.some((k) => k.id === kiosk)) return null;
  const printer = printerAt(state, kiosk);
  return {
    hall: hall.name,
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    services: publicLines(state, now),
    departments: hall.departments.map(({ id, name, under }) => ({
      department: id,
      name,
      ...(under === undefined ? {} : { under }),
    })),
    checkIn: [...state.appointments.keys()].some((id) => id.startsWith(state.day)),
    cardReader: hasReader(state, kiosk),
    printer: printer === null ? null : deviceView(state, printer),
    jobs: newestJobs(state, kiosk),
  };
}

function hasReader(state: HallState, kiosk: string): boolean {
  const readers = [...state.devices.values()].filter((d) => d.kind === 'id-card-reader' && d.kiosk === kiosk);
  return readers.some(
    (reader) => reader.problems.length === 0 && state.agents.get(reader.agent)?.connected === true,
  );
}

function newestJobs(state: HallState, kiosk: string): KioskView['jobs'] {
  return (state.kioskJobs.get(kiosk) ?? []).flatMap((id) => {
    const job = state.jobs.get(id);
    if (job === undefined || !('ticket' in job.of)) return [];
    const { copy, reason } = job;
    return [{ ticket: job.of.ticket, state: job.state, copy, ...(reason === undefined ? {} : { reason }) }];
  });
}
