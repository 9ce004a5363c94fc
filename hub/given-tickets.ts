import type { RecordedEvent } from '@bandecheng/shared/events';
import type { GivenTicket } from '@bandecheng/shared/outage/lease';
import type { AgentId, TicketId } from '@bandecheng/shared/vocabulary';
import { leasedTicket } from './lease-of.ts';
import { aheadOf, estimate } from './state/estimate.ts';
import { printJobId, type HallState, type Job } from './state/hall-state.ts';

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
  const serving = [...state.devices.values()].filter(({ kiosk }) => kiosk === data.kiosk);
  const agents = new Set(serving.map(({ agent }) => agent));
  return [...agents].flatMap((agent) => given(state, { agent, ticket: data.ticket, command }));
}

/** What an agent that has come back is told before the print orders of these jobs: it may have given numbers in their place. */
export function givenBefore(state: HallState, agent: AgentId, jobs: readonly Job[]): TellGiven[] {
  const first = jobs.flatMap(({ of, copy }) => ('ticket' in of && copy === 0 ? [of.ticket] : []));
  return first.flatMap((ticket): TellGiven[] => {
    const [command] = [...state.answers].find(([, subject]) => subject === ticket) ?? [];
    return command === undefined ? [] : given(state, { agent, ticket, command });
  });
}

function given(
  state: HallState,
  { agent, ticket: id, command }: { agent: AgentId; ticket: TicketId; command: string },
): TellGiven[] {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return [];
  const ahead = aheadOf(state, ticket);
  const { minutes } = estimate(state, ticket.service, ahead, ticket.sentTo ?? null);
  const job = state.jobs.get(printJobId(id, 0));
  // The very order that is on record: with another deadline it would be another slip.
  const print = job?.agent === agent ? { print: { printer: job.device, deadlineAt: job.deadlineAt } } : {};
  const of = { command, ticket: leasedTicket(ticket), key: ticket.key };
  return [{ agent, name: 'outage:given', data: { ...of, ahead, estimateMinutes: minutes, ...print } }];
}
