import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Hall } from '@bandecheng/shared/hall';
import type { CounterDay, QueueView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { waitingFor, type CounterNow, type HallState } from '../state/hall-state.ts';
import { crowded } from './crowded.ts';
import { outageRows } from './outage-rows.ts';
import { yearToImport } from './year-to-import.ts';
import { uncovered } from './uncovered.ts';
import { callExplained } from './call-explained.ts';
import { serviceLines } from './service-lines.ts';

/** The whole hall's queue for the desk: every service, every counter, today's totals. */
export function queueView(state: HallState, hall: Hall, now: Instant): QueueView {
  const counters = hall.counters.map((rules) => {
    const counter = state.counters.get(rules.id);
    const ticket = counter?.ticket === undefined ? undefined : state.tickets.get(counter.ticket);
    return {
      counter: rules.id,
      number: rules.number,
      name: rules.name,
      state: counter?.state ?? ('closed' as const),
      ...(counter?.clerk === undefined ? {} : { clerk: counter.clerk }),
      since: counter?.since ?? 0,
      ...(counter?.pauseReason === undefined ? {} : { pauseReason: counter.pauseReason }),
      services: rules.services,
      ...(ticket === undefined
        ? {}
        : {
            current: {
              number: ticket.number,
              status: ticket.status,
              since: ticket.since,
              ...(ticket.why === undefined ? {} : { why: callExplained(state, rules, ticket.why) }),
            },
          }),
      finished: counter?.finished ?? 0,
      today: dayOf(counter),
    };
  });
  const sentOn = hall.counters.reduce((sum, c) => sum + (state.lines.get(`@${c.id}`)?.length ?? 0), 0);
  return {
    hall: hall.name,
    day: state.day,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    services: serviceLines(state, now),
    counters,
    totals: {
      ...state.totals,
      waiting: hall.services.reduce((sum, s) => sum + waitingFor(state, s.id), 0) + sentOn,
      serving: counters.filter((c) => c.current !== undefined).length,
    },
    appointments: appointmentCounts(state),
    held: heldOf(state, hall),
    crowded: crowded(state, hall),
    uncovered: uncovered(state, hall, now),
    yearMissing: yearToImport(state, hall, now),
    outages: outageRows(state, hall),
  };
}

function heldOf(state: HallState, hall: Hall): QueueView['held'] {
  return [...state.held].flatMap((id) => {
    const ticket = state.tickets.get(id);
    if (ticket === undefined) return [];
    const { number, reason, since, heldUntil } = ticket;
    const counter = hall.counters.find((c) => c.id === ticket.counter)?.number;
    return [
      {
        ...{ number, since },
        ...(counter === undefined ? {} : { counter }),
        ...(reason === undefined ? {} : { reason }),
        ...(heldUntil === undefined ? {} : { until: heldUntil }),
      },
    ];
  });
}

function appointmentCounts(state: HallState): QueueView['appointments'] {
  const counts = { booked: 0, arrived: 0, missed: 0, cancelled: 0 };
  for (const appointment of state.appointments.values())
    if (appointment.id.startsWith(state.day)) counts[appointment.state] += 1;
  return counts;
}

function dayOf(counter: CounterNow | undefined): CounterDay {
  if (counter === undefined) return { noShow: 0, chosen: 0, idleMinutes: 0, pauses: [] };
  const { noShow, chosen, idleSeconds, pauses } = counter;
  return {
    ...{ noShow, chosen, idleMinutes: Math.round(idleSeconds / 60) },
    pauses: pauses.map(({ reason, times, seconds }) => ({
      reason,
      times,
      minutes: Math.round(seconds / 60),
    })),
  };
}
