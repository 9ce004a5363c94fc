import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import { LIVE_STATUSES } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import type { Circumstances, Decision } from './decision.ts';
import { kioskAgents, leaseNumbers } from './lease-numbers.ts';
import { digestAtDaysEnd } from './digest-decider.ts';

/** The hall's rules, from hall.json or edited, and the turn of the business day. */
export function decideDay(
  state: HallState,
  command: CommandOf<'ConfigureHall'> | CommandOf<'EditHall'> | CommandOf<'OpenDay'>,
  around: Circumstances,
): Decision {
  switch (command.type) {
    case 'ConfigureHall':
      // A hall.json that was taken in before must not undo what was edited since.
      if (command.file === state.hallFile) return { refused: 'nothing-new' };
      return [
        { type: 'HallConfigured', data: { hall: command.hall, file: command.file } },
        ...leaseNumbers(state, command.hall, kioskAgents(state)),
      ];
    case 'EditHall':
      return decideEdit(state, command.hall);
    case 'OpenDay': {
      // A clock set back must not reopen a day whose numbers were given.
      if (command.day <= state.day) return { refused: 'nothing-new' };
      const ended = [...state.tickets.values()]
        .filter((t) => LIVE_STATUSES.includes(t.status))
        .map((t) => t.id);
      const { day, before } = command;
      const opened: HallEvent = {
        type: 'DayOpened',
        data: { day, ended, ...(before === undefined ? {} : { before }) },
      };
      return [opened, ...digestAtDaysEnd(state, before, around), ...leasedForDay(state)];
    }
  }
}

/**
 * Other rules while the hall works: no waiting ticket and no appointment loses its service, no open counter vanishes. What a counter
 * that does vanish had on hold waits again.
 */
function decideEdit(state: HallState, hall: Hall): Decision {
  if (JSON.stringify(state.hall) === JSON.stringify(hall)) return { refused: 'nothing-new' };
  for (const service of state.hall?.services ?? []) {
    if (hall.services.some((kept) => kept.id === service.id)) continue;
    const waiting = [...state.tickets.values()].filter(
      (t) => LIVE_STATUSES.includes(t.status) && (t.service === service.id || t.more.includes(service.id)),
    ).length;
    if (waiting > 0) return { refused: 'service-has-waiting', about: { service: service.name.zh, waiting } };
    const booked = [...state.appointments.values()].filter(
      (appointment) => appointment.state === 'booked' && appointment.service === service.id,
    ).length;
    if (booked > 0) return { refused: 'service-booked', about: { service: service.name.zh, booked } };
  }
  for (const counter of state.hall?.counters ?? []) {
    const open = (state.counters.get(counter.id)?.state ?? 'closed') !== 'closed';
    if (open && !hall.counters.some((kept) => kept.id === counter.id))
      return { refused: 'counter-in-use', about: { counter: counter.name.zh } };
  }
  return [
    ...backInLine(state, hall),
    { type: 'HallConfigured', data: { hall } },
    ...leaseNumbers(state, hall, kioskAgents(state)),
  ];
}

/** Numbers of the day before stand in nobody's way any more. */
function leasedForDay(state: HallState): HallEvent[] {
  if (state.hall === null) return [];
  return leaseNumbers({ leases: state.leases, byNumber: new Map() }, state.hall, kioskAgents(state));
}

function backInLine(state: HallState, { counters }: Hall): HallEvent[] {
  const kept = new Set(counters.map((counter) => counter.id));
  return [...state.held].flatMap((id): HallEvent[] => {
    const ticket = state.tickets.get(id);
    if (ticket?.counter === undefined || kept.has(ticket.counter)) return [];
    return [{ type: 'TicketRequeued', data: { ticket: id, orderAt: ticket.orderAt } }];
  });
}
