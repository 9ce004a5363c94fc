import type { Hall } from '@bandecheng/shared/hall';
import type { Lease, LeasedTicket } from '@bandecheng/shared/outage/lease';
import type { AgentId, CounterId, Instant } from '@bandecheng/shared/vocabulary';
import { visitMinutes } from './state/estimate.ts';
import type { Device, HallState, Ticket } from './state/hall-state.ts';
import { blocksOf, dividedBlock } from './state/number-blocks.ts';

/**
 * What an agent goes on with while no hub can be reached; null for one that has neither a kiosk nor a counter.
 * @param reports highest number of its reports that the state reckons with
 * @param followUpUrl what stands before a ticket's key in its QR
 */
export function leaseOf(
  state: HallState,
  agent: AgentId,
  { now, reports, followUpUrl }: { now: Instant; reports: number; followUpUrl: string },
): Lease | null {
  const { hall, day } = state;
  const devices = [...state.devices.values()].filter((device) => device.agent === agent);
  if (hall === null || !devices.some((d) => d.kiosk !== undefined || d.counter !== undefined)) return null;
  const blocks = blocksOf(state, hall, agent);
  return {
    ...{ at: now, day, reports, blocks, followUpUrl },
    given: blocks.flatMap((block) => {
      const service = hall.services.find(({ id }) => id === block.service);
      return service === undefined ? [] : dividedBlock(state, hall, service, block).given;
    }),
    left: leftToday(state, hall),
    waiting: waitingAt(state, hall, devices),
    counters: countersOf(state, hall),
    minutesEach: Object.fromEntries(hall.services.map(({ id }) => [id, visitMinutes(state, id)])),
  };
}

function leftToday({ given }: HallState, { services }: Hall): Lease['left'] {
  return Object.fromEntries(
    services.flatMap(({ id, dailyMost }) =>
      dailyMost === undefined ? [] : [[id, Math.max(0, dailyMost - (given.get(id) ?? 0))]],
    ),
  );
}

/** Of a line, as many as a counter calls in a day: a lease is made several times a second, and lies on the agent's disk. */
const MOST_OF_A_LINE = 200;

/** The first of everyone, where a kiosk has to say who is ahead; else those its counters could call. */
function waitingAt(state: HallState, hall: Hall, devices: readonly Device[]): LeasedTicket[] {
  const isKiosk = devices.some(({ kiosk }) => kiosk !== undefined);
  const own = new Set<CounterId | undefined>(devices.map(({ counter }) => counter));
  const services = new Set(hall.counters.filter(({ id }) => own.has(id)).flatMap((c) => c.services));
  const first = [...state.lines.values()].flatMap((line) => line.slice(0, MOST_OF_A_LINE));
  return first.flatMap((id) => {
    const ticket = state.tickets.get(id);
    if (ticket === undefined) return [];
    const isOurs = ticket.sentTo === undefined ? services.has(ticket.service) : own.has(ticket.sentTo);
    return isKiosk || isOurs ? [leasedTicket(ticket)] : [];
  });
}

function countersOf(state: HallState, hall: Hall): Lease['counters'] {
  return hall.counters.flatMap(({ id }) => {
    const counter = state.counters.get(id);
    if (counter === undefined) return [];
    const current = state.tickets.get(counter.ticket ?? '');
    return [
      {
        ...{ counter: id, state: counter.state, since: counter.since },
        ...(counter.clerk === undefined ? {} : { clerk: counter.clerk }),
        ...(current === undefined ? {} : { current: currentTicket(current) }),
      },
    ];
  });
}

function currentTicket(ticket: Ticket): NonNullable<Lease['counters'][number]['current']> {
  const { status, calledAt, since, startedAt, times } = ticket;
  return {
    ...leasedTicket(ticket),
    ...{ status, calledAt: calledAt ?? since, times },
    ...(startedAt === undefined ? {} : { startedAt }),
  };
}

/** A ticket as an agent knows it. */
export function leasedTicket(ticket: Ticket): LeasedTicket {
  const { id, number, service, class: ticketClass, language, issuedAt, orderAt, sentTo, visits } = ticket;
  return {
    ...{ ticket: id, number, service, class: ticketClass, language, issuedAt, orderAt, visits },
    ...(sentTo === undefined ? {} : { sentTo }),
  };
}
