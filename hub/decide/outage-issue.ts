import type { HallEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { numberOf } from '@bandecheng/shared/ticket-number';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { newTicketId } from '../state/numbers.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { printDeadline, requestPrint } from './print-decider.ts';

type Issued = Extract<OutageStep, { kind: 'issued' }>;

/**
 * A number that an agent gave by itself, out of its own block. Nobody is asked for hours or for numbers left: the slip is
 * in somebody's hand. Its print is on record and not ordered again. Refuses `service-unknown`, `number-not-leased`,
 * `number-other-service`, `number-taken`.
 */
export function decideOutageIssue(
  state: HallState,
  step: Issued,
  agent: AgentId,
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
  const printer = state.devices.get(step.printer ?? '');
  if (printer?.kind !== 'printer' || printer.agent !== agent) return [issued];
  const deadlineAt = step.deadlineAt ?? printDeadline(hall, now);
  return [issued, requestPrint(ticket, printer, 0, deadlineAt)];
}
