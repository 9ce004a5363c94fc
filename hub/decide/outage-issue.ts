import type { HallEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { numberOf } from '@bandecheng/shared/ticket-number';
import type { AgentId, Instant, TicketId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { newTicketId } from '../state/numbers.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { setAside } from './outage-aside.ts';
import { twinOf, withdrawTwin } from './outage-twin.ts';
import { printDeadline, requestPrint } from './print-decider.ts';

type Issued = Extract<OutageStep, { kind: 'issued' }>;

/**
 * A number that an agent gave by itself, out of its own block. Nobody is asked for hours or for numbers left: the slip is
 * in somebody's hand. Its print is on record and not ordered again. A ticket that the hub gave for the same command is
 * withdrawn; where it cannot be, both stand and the step is also put aside as `person-has-ticket`. Refuses
 * `service-unknown`, `number-not-leased`, `number-other-service`, `number-taken`.
 */
export function decideOutageIssue(
  state: HallState,
  { step, agent, asked }: { step: Issued; agent: AgentId; asked: string | undefined },
  { now }: Circumstances,
): Decision {
  const hall = hallOf(state);
  const { number, key, ahead, estimateMinutes } = step;
  const service = hall.services.find(({ id }) => id === step.service);
  if (service === undefined) return { refused: 'service-unknown' };
  const digits = Number(number.replace(/^[A-Z]+/, ''));
  const isLeased = (state.leases.get(agent) ?? []).some(
    (block) => block.service === service.id && block.from <= digits && digits <= block.to,
  );
  if (!isLeased) return { refused: 'number-not-leased' };
  if (number !== numberOf(hall, service, digits)) return { refused: 'number-other-service' };
  if (state.byNumber.has(number) || state.keys.has(key)) return { refused: 'number-taken' };
  const ticket = newTicketId(state, number);
  const kiosk = hall.kiosks.some(({ id }) => id === step.kiosk) ? { kiosk: step.kiosk } : {};
  const issued: HallEvent = {
    type: 'TicketIssued',
    data: {
      ...{ ticket, number, service: service.id, class: step.class, language: step.language },
      ...{ key, ahead, estimateMinutes, ...kiosk },
    },
  };
  const twin = twinOf(state, asked);
  const withdrawn = twin === null ? [] : withdrawTwin(state, twin, number);
  const events = [...(withdrawn ?? []), issued, ...printOf(state, step, { ticket, agent, now })];
  return withdrawn === null ? [...events, setAside(agent, step, 'person-has-ticket')] : events;
}

/** The print it was given with, where this was at a printer of its agent. */
function printOf(
  state: HallState,
  step: Issued,
  { ticket, agent, now }: { ticket: TicketId; agent: AgentId; now: Instant },
): HallEvent[] {
  const printer = state.devices.get(step.printer ?? '');
  if (printer?.kind !== 'printer' || printer.agent !== agent) return [];
  const deadlineAt = step.deadlineAt ?? printDeadline(hallOf(state), now);
  return [requestPrint(ticket, printer, 0, deadlineAt)];
}
