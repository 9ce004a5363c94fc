import { whenHappened, type RecordedEvent } from '@bandecheng/shared/events';
import type { HubToAgent } from '@bandecheng/shared/messages';
import type { PrintJob } from '@bandecheng/shared/protocol';
import { ticketWords } from '@bandecheng/shared/ticket-words';
import type { AgentId, CounterId, Instant } from '@bandecheng/shared/vocabulary';
import type { Device, HallState, Job, Ticket } from './state/hall-state.ts';
import { aheadOf, estimate } from './state/estimate.ts';
import { evaluatorShows, evaluatorShowsOf, type ClerkOf } from './evaluator-shows.ts';
import { givenBefore, tellGiven } from './given-tickets.ts';
import { digestPaper } from './digest-paper.ts';
import { receiptOf } from './receipt.ts';
import { keypadShows, keypadShowsOf } from './keypad-shows.ts';
import { windowShows, windowShowsOf } from './window-shows.ts';

type Message = {
  [N in keyof HubToAgent]: { name: N; data: Parameters<HubToAgent[N]>[0] };
}[Exclude<
  keyof HubToAgent,
  'hub:beat' | 'presence:asked' | 'technician:asked' | 'hall:told' | 'outage:leased'
>];

/** A message set off outside the hub by what has happened. */
export type Outgoing = { agent: AgentId } & Message;

/** What new events set off: prints, evaluator lights, keypad digits. Follows new events only, never a rebuild. */
export function reactions(
  events: readonly RecordedEvent[],
  state: HallState,
  publicAddress: string,
  clerkOf: ClerkOf = () => null,
): Outgoing[] {
  const outgoing = events.flatMap((event): Outgoing[] => {
    switch (event.type) {
      case 'TicketIssued':
        return tellGiven(state, event);
      case 'PrintRequested':
      case 'PaperRequested':
      case 'DigestPaperRequested': {
        // Its agent has printed it by itself while no hub could be reached.
        if (event.happenedAt !== undefined) return [];
        const job = state.jobs.get(event.data.job);
        return job === undefined ? [] : printOf(state, job, publicAddress);
      }
      case 'RatingInvited': {
        const { visit, counter, closesAt } = event.data;
        if (closesAt <= event.at) return [];
        return evaluatorsAt(state, counter).map((d) => invitation(d, visit, whenHappened(event), closesAt));
      }
      case 'RatingLapsed': {
        const { visit, counter } = event.data;
        return evaluatorsAt(state, counter).map((d) => ({
          agent: d.agent,
          name: 'rating:closed',
          data: { device: d.id, visit },
        }));
      }
      default:
        return [];
    }
  });
  return [
    ...outgoing,
    ...evaluatorShows(events, state, clerkOf),
    ...keypadShows(events, state),
    ...windowShows(events, state),
  ];
}

/** What an agent that has just joined must know: prints still worth printing, open windows, keypad digits. */
export function onJoin(
  agent: AgentId,
  state: HallState,
  publicAddress: string,
  now: Instant,
  clerkOf: ClerkOf = () => null,
): Outgoing[] {
  const jobs = [...state.openJobs].flatMap((id) => {
    const job = state.jobs.get(id);
    return job?.agent === agent && job.state === 'requested' && job.deadlineAt > now ? [job] : [];
  });
  const prints = jobs.flatMap((job) => printOf(state, job, publicAddress));
  const invitations = [...state.invited].flatMap((id) => {
    const visit = state.visits.get(id);
    if (visit?.rating !== 'invited' || visit.closesAt <= now) return [];
    return evaluatorsAt(state, visit.counter)
      .filter((d) => d.agent === agent)
      .map((d) => invitation(d, visit.id, visit.finishedAt, visit.closesAt));
  });
  return [
    ...givenBefore(state, agent, jobs),
    ...prints,
    ...evaluatorShowsOf(agent, state, clerkOf),
    ...invitations,
    ...keypadShowsOf(agent, state),
    ...windowShowsOf(agent, state),
  ];
}

function invitation(device: Device, visit: string, openedAt: Instant, closesAt: Instant): Outgoing {
  const data = { device: device.id, visit, openedAt, closesAt };
  return { agent: device.agent, name: 'rating:invited', data };
}

function evaluatorsAt(state: HallState, counter: CounterId): Device[] {
  return [...state.devices.values()].filter((d) => d.kind === 'evaluator' && d.counter === counter);
}

function printOf(state: HallState, job: Job, publicAddress: string): Outgoing[] {
  const data = 'ticket' in job.of ? ticketJob(state, job, publicAddress) : paperJob(state, job);
  return data === null ? [] : [{ agent: job.agent, name: 'print:requested', data }];
}

/**
 * Worded when it is handed over: a reprint says what is due then. A form's texts lie in the vault: it goes out by itself,
 * once, and not to an agent that joins later.
 */
function paperJob(state: HallState, { id, of, device, deadlineAt, copy }: Job): PrintJob | null {
  if ('digest' in of)
    return { job: id, device, deadlineAt, copy, paper: digestPaper(state.hall?.name.zh ?? '', of.digest) };
  const about = 'case' in of && of.kind === 'receipt' ? state.desk.cases.get(of.case) : undefined;
  if (about === undefined) return null;
  return { job: id, device, deadlineAt, copy, paper: receiptOf(state, about) };
}

function ticketJob(state: HallState, job: Job, publicAddress: string): PrintJob | null {
  const ticket = 'ticket' in job.of ? state.tickets.get(job.of.ticket) : undefined;
  return ticket === undefined ? null : printJob(state, job, ticket, publicAddress);
}

function printJob(state: HallState, job: Job, ticket: Ticket, publicAddress: string): PrintJob {
  const { number, service, language, issuedAt } = ticket;
  // A reprint says what is true when it is made, not when the number was taken.
  const ahead = aheadOf(state, ticket);
  const { minutes, low, high } = estimate(state, service, ahead, ticket.sentTo ?? null);
  const { id, device, deadlineAt, copy } = job;
  return {
    ...{ job: id, device, deadlineAt, copy },
    ticket: ticketWords(state.hall, {
      ...{ number, service, language, issuedAt, ahead, class: ticket.class },
      ...{ estimateMinutes: minutes, estimateLow: low, estimateHigh: high },
      followUpUrl: `${publicAddress}/t/${ticket.key}`,
    }),
  };
}
