import type { Answer } from '@bandecheng/shared/protocol';
import type { TicketView } from '@bandecheng/shared/views';
import type { GivenTicket } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { NEEDS_HUB, type Decided } from './counter-steps.ts';
import type { HallAlone } from './give-number.ts';
import type { Recorded } from './outage-record.ts';
import { waitAlone } from './wait-alone.ts';

/** Steps that were taken, or why there are none. */
export type Acted = { taken: Recorded[] } | Exclude<Decided, OutageStep[]>;

/** What a page is answered; a number that was given goes with it. `seq` counts reports: there is no journal here. */
export function answerOf(acted: Acted, alone: HallAlone | null): Answer {
  if (acted === NEEDS_HUB || alone === null) return { ok: false, fault: 'unavailable' };
  if (!('taken' in acted)) return { ok: false, ...acted };
  const seq = acted.taken.at(-1)?.number ?? 0;
  const [ticket] = acted.taken.flatMap((taken) => ticketView(taken, alone) ?? []);
  return { ok: true, seq, ...(ticket === undefined ? {} : { ticket }) };
}

/** What a page is answered of a number that the hub had given before it was lost. */
export function givenAnswer({ ticket, key, ahead }: GivenTicket, alone: HallAlone): Answer {
  return { ok: true, seq: 0, ticket: waitingView({ ...ticket, key, ahead }, alone) };
}

function ticketView({ at, step }: Recorded, alone: HallAlone): TicketView | null {
  if (step.kind !== 'issued') return null;
  return waitingView({ ...step, ticket: `${alone.queue.day}-${step.number}`, issuedAt: at }, alone);
}

type Waiting = Pick<TicketView, 'ticket' | 'number' | 'service' | 'class' | 'language' | 'issuedAt'> &
  Pick<GivenTicket, 'key' | 'ahead'>;

function waitingView(of: Waiting, { hall, lease, queue }: HallAlone): TicketView {
  const { ticket, number, service, language, issuedAt, ahead, key } = of;
  return {
    ...{ ticket, number, service, class: of.class, language },
    ...{ status: 'waiting', issuedAt, ahead, ...waitAlone(hall, lease, queue, service, ahead) },
    ...{ more: [], key },
  };
}
