import type { Answer } from '@bandecheng/shared/protocol';
import type { TicketView } from '@bandecheng/shared/views';
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

function ticketView({ at, step }: Recorded, { hall, lease, queue }: HallAlone): TicketView | null {
  if (step.kind !== 'issued') return null;
  const { number, service, language, ahead, key } = step;
  return {
    ...{ ticket: `${queue.day}-${number}`, number, service, class: step.class, language },
    ...{ status: 'waiting', issuedAt: at, ahead, ...waitAlone(hall, lease, queue, service, ahead) },
    ...{ more: [], key },
  };
}
