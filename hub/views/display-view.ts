import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Hall } from '@bandecheng/shared/hall';
import type { Call, DisplayView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { CallEntry, HallState } from '../state/hall-state.ts';
import { publicLines } from './service-lines.ts';

const MISSED_SHOWN = 12;

/** What hall displays show: numbers and counters, never a person. */
export function displayView(state: HallState, hall: Hall, now: Instant): DisplayView {
  return {
    hall: hall.name,
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    calls: state.calls.flatMap((entry) => callOf(state, hall, entry) ?? []),
    counters: hall.counters.map((rules) => {
      const counter = state.counters.get(rules.id);
      const ticket = counter?.ticket === undefined ? undefined : state.tickets.get(counter.ticket);
      return {
        counter: rules.id,
        number: rules.number,
        name: rules.name,
        state: counter?.state ?? 'closed',
        ...(ticket === undefined ? {} : { serving: ticket.number }),
      };
    }),
    services: publicLines(state, now),
    missed: state.missed.slice(0, MISSED_SHOWN).flatMap((id) => state.tickets.get(id)?.number ?? []),
  };
}

function callOf(state: HallState, hall: Hall, entry: CallEntry): Call | null {
  const ticket = state.tickets.get(entry.ticket);
  const counter = hall.counters.find((c) => c.id === entry.counter);
  const service = hall.services.find((s) => s.id === ticket?.service);
  if (ticket === undefined || counter === undefined || service === undefined || service.backOffice)
    return null;
  return {
    seq: entry.seq,
    number: ticket.number,
    service: ticket.service,
    counter: counter.id,
    counterNumber: counter.number,
    counterName: counter.name,
    area: service.area,
    calledAt: entry.calledAt,
    times: entry.times,
    status: ticket.status,
  };
}
