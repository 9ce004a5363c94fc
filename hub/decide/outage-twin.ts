import type { HallEvent } from '@bandecheng/shared/events';
import { outageText } from '../locales/zh-CN/outage.ts';
import type { HallState, Job, Ticket } from '../state/hall-state.ts';
import { illegalStep } from './ticket-steps.ts';

/**
 * The ticket the hub itself gave for a screen's command, the answer to which was lost when the line was cut: the page then
 * had a number of its agent. Null: it gave none.
 */
export function twinOf(state: HallState, asked: string | undefined): Ticket | null {
  return state.tickets.get(state.answers.get(asked ?? '') ?? '') ?? null;
}

/**
 * The hub's ticket goes and is never printed: nobody has seen it, and its applicant holds `kept`. Null: it is on paper, is
 * being served or has been: both numbers stand, and a person has to look.
 */
export function withdrawTwin(
  state: HallState,
  { id, status, ...twin }: Ticket,
  kept: string,
): HallEvent[] | null {
  const jobs = [...state.jobs.values()].filter(({ of }) => 'ticket' in of && of.ticket === id);
  if (status === 'serving' || jobs.some(isOnPaper)) return null;
  if (status === 'cancelled') return [];
  if (illegalStep('cancel', { ...twin, id, status }) !== null) return null;
  const reason = outageText.withdrawn(kept);
  return [
    { type: 'TicketCancelled', data: { ticket: id, stage: status, reason, kept } },
    ...jobs
      .filter(({ state: reached }) => reached === 'requested')
      .map(({ id: job }): HallEvent => {
        return { type: 'PrintChanged', data: { job, state: 'failed', reason: 'withdrawn' } };
      }),
  ];
}

function isOnPaper({ state }: Job): boolean {
  return state === 'printed' || state === 'printing';
}
