import type { RecordedEvent } from '@bandecheng/shared/events';
import type { GivenTicket } from '@bandecheng/shared/outage/lease';
import type { AgentId, TicketId } from '@bandecheng/shared/vocabulary';
import { leasedTicket } from './lease-of.ts';
import { aheadOf, estimate } from './state/estimate.ts';
import type { HallState, Job } from './state/hall-state.ts';

export interface TellGiven {
  agent: AgentId;
  name: 'outage:given';
  data: GivenTicket;
}

/** A number just given at a kiosk, for every agent that serves it: the line may be cut before the page has the answer. */
export function tellGiven(
  state: HallState,
  { data, command, happenedAt }: Extract<RecordedEvent, { type: 'TicketIssued' }>,
): TellGiven[] {
  // An agent that gave it by itself knows.
  if (data.kiosk === undefined || happenedAt !== undefined) return [];
  const given = givenTicket(state, data.ticket, command);
  const serving = [...state.devices.values()].filter(({ kiosk }) => kiosk === data.kiosk);
  const agents = new Set(serving.map(({ agent }) => agent));
  return given === null ? [] : [...agents].map((agent) => ({ agent, name: 'outage:given', data: given }));
}

/** What an agent that has come back is told before the print orders of these jobs: it may have given numbers in their place. */
export function givenBefore(state: HallState, agent: AgentId, jobs: readonly Job[]): TellGiven[] {
  const first = jobs.flatMap(({ of, copy }) => ('ticket' in of && copy === 0 ? [of.ticket] : []));
  return first.flatMap((ticket): TellGiven[] => {
    const [command] = [...state.answers].find(([, subject]) => subject === ticket) ?? [];
    const given = command === undefined ? null : givenTicket(state, ticket, command);
    return given === null ? [] : [{ agent, name: 'outage:given', data: given }];
  });
}

function givenTicket(state: HallState, id: TicketId, command: string): GivenTicket | null {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return null;
  const ahead = aheadOf(state, ticket);
  const { minutes } = estimate(state, ticket.service, ahead, ticket.sentTo ?? null);
  return { command, ticket: leasedTicket(ticket), key: ticket.key, ahead, estimateMinutes: minutes };
}
