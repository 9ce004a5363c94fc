import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant, JobState, TicketId } from '@bandecheng/shared/vocabulary';
import { hallOfJob } from '../state/day-over.ts';
import { printJobId, type Device, type HallState, type Job } from '../state/hall-state.ts';
import { printerAt } from '../state/printer-at.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

type PrintCommand = CommandOf<'RecordPrint'> | CommandOf<'ReprintTicket'> | CommandOf<'GiveUpPrint'>;

/** Which outcomes may still follow a state. An unknown one may yet turn out, a printed or failed one stands. */
const MAY_FOLLOW: Record<JobState, readonly JobState[]> = {
  requested: ['printing', 'printed', 'failed', 'unknown'],
  printing: ['printed', 'failed', 'unknown'],
  unknown: ['printed', 'failed'],
  printed: [],
  failed: [],
};

/** The life of a print job as reported, its reprint as ordered, its end when nothing was heard. */
export function decidePrint(
  state: HallState,
  command: PrintCommand,
  { now, actor }: Circumstances,
): Decision {
  if (command.type === 'ReprintTicket') return decideReprint(state, command, now);
  const job = hallOfJob(state, command.job).jobs.get(command.job);
  if (job === undefined || (actor.kind === 'agent' && actor.agent !== job.agent))
    return { refused: 'job-unknown' };
  if (command.type === 'GiveUpPrint') {
    if (!state.openJobs.has(job.id)) return { refused: 'nothing-new' };
    const end = wasNeverTaken(state, job)
      ? ({ state: 'failed', reason: 'not-taken' } as const)
      : ({ state: 'unknown', reason: 'agent-away' } as const);
    return [{ type: 'PrintChanged', data: { job: job.id, ...end } }];
  }
  if (!MAY_FOLLOW[job.state].includes(command.state)) return { refused: 'nothing-new' };
  const { job: id, state: to, grade, reason } = command;
  return [
    {
      type: 'PrintChanged',
      data: {
        job: id,
        state: to,
        ...(grade === undefined ? {} : { grade }),
        ...(reason === undefined ? {} : { reason }),
      },
    },
  ];
}

/**
 * A form goes out once. Its agent is there and has said nothing of it, where it would have begun it or ended it at its
 * deadline: the hub was restarted, or the line cut, before it was handed over.
 */
function wasNeverTaken(state: HallState, { of, agent, state: reached }: Job): boolean {
  return (
    'case' in of &&
    of.kind === 'form' &&
    reached === 'requested' &&
    state.agents.get(agent)?.connected === true
  );
}

/**
 * A person orders the same number once more, marked 补打; no job is ever repeated by itself. Refused while a copy
 * ordered earlier is still on its way: two desks that saw the same failure do not print two.
 */
function decideReprint(state: HallState, command: CommandOf<'ReprintTicket'>, now: Instant): Decision {
  const ticket = state.tickets.get(command.ticket);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  const printer = printerAt(state, command.kiosk);
  if (printer === null) return { refused: 'printer-unknown' };
  if (ticket.copies > 1 && state.openJobs.has(printJobId(ticket.id, ticket.copies - 1)))
    return { refused: 'reprint-underway', about: { number: ticket.number } };
  const copy = Math.max(1, ticket.copies);
  return [requestPrint(ticket.id, printer, copy, printDeadline(hallOf(state), now))];
}

/** From when on what was ordered now no longer prints: whoever wanted it has left. */
export function printDeadline({ print }: Pick<Hall, 'print'>, now: Instant): Instant {
  return now + print.deadlineSeconds * 1000;
}

/** A new ticket's first print, at the kiosk it was taken at; nothing where it was taken elsewhere, or no printer is. */
export function firstPrint(
  state: HallState,
  ticket: TicketId,
  kiosk: string | undefined,
  now: Instant,
): HallEvent[] {
  const printer = kiosk === undefined ? null : printerAt(state, kiosk);
  return printer === null ? [] : [requestPrint(ticket, printer, 0, printDeadline(hallOf(state), now))];
}

/** The order to print a ticket; copy 0 is its first print. */
export function requestPrint(
  ticket: TicketId,
  printer: Device,
  copy: number,
  deadlineAt: Instant,
): HallEvent {
  return {
    type: 'PrintRequested',
    data: {
      job: printJobId(ticket, copy),
      ticket,
      device: printer.id,
      agent: printer.agent,
      deadlineAt,
      copy,
    },
  };
}
