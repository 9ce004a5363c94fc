import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import { nextSliceToday, sliceAt } from '@bandecheng/shared/calendar/service-hours';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { Hall, Service } from '@bandecheng/shared/hall';
import type { Lease } from '@bandecheng/shared/outage/lease';
import { numberOf } from '@bandecheng/shared/ticket-number';
import type { ServiceLine } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { AloneQueue } from './alone-queue.ts';
import { aheadOf } from './calling-order.ts';
import { NEEDS_HUB, type Decided } from './counter-steps.ts';
import { waitAlone } from './wait-alone.ts';

/** What an agent has of its hall when somebody asks it for a number. */
export interface HallAlone {
  hall: Hall;
  lease: Lease;
  queue: AloneQueue;
}

/** What a new ticket gets besides what was asked for. */
export interface NewTicket {
  now: Instant;
  kiosk: string;
  makeKey: () => string;
  /** The kiosk's printer, and past when it never begins. */
  printer: { printer: string; deadlineAt: Instant } | null;
}

/**
 * A number of this agent's own block. Refuses as the hub does; where a person must be known, or goes on to further
 * services, or comes with others, it takes a hub.
 */
export function giveNumber(
  alone: HallAlone,
  asked: Omit<CommandOf<'IssueTicket'>, 'id' | 'type'>,
  { now, kiosk, makeKey, printer }: NewTicket,
): Decided {
  const { hall, lease, queue } = alone;
  const service = hall.services.find(({ id }) => id === asked.service);
  if (service === undefined) return { refused: 'service-unknown' };
  if (service.person?.required === true || asked.person !== undefined) return NEEDS_HUB;
  if ((asked.more ?? []).length > 0 || (asked.people ?? 1) > 1) return NEEDS_HUB;
  const hours = hallOpen(hall, now);
  if (hours.open === 'closed' || hours.open === 'lunch')
    return { refused: 'hall-closed', about: { opensAt: hours.opensAt } };
  const giving = givingAlone(alone, service, now);
  const { state, opensAt } = { opensAt: undefined, ...giving };
  if (state === 'closed')
    return { refused: 'service-closed', about: { opensAt: opensAt === undefined ? '' : `（${opensAt}）` } };
  const number = nextNumber(alone, service);
  if (state === 'full' || number === null) return { refused: 'service-full' };
  const line = { service: service.id, class: asked.class, orderAt: now };
  const waiting = queue.waiting.filter((one) => one.service === service.id).length;
  if (asked.confirmed !== true && service.askBeyond !== undefined && waiting > service.askBeyond)
    return { refused: 'queue-long', about: { waiting } };
  const ahead = aheadOf(hall, queue, line);
  const { estimateMinutes } = waitAlone(hall, lease, queue, service.id, ahead);
  const step = { number, service: service.id, class: asked.class, language: asked.language };
  return [{ kind: 'issued', ...step, kiosk, key: makeKey(), ahead, estimateMinutes, ...(printer ?? {}) }];
}

/** The lowest number of this agent's blocks that was not given today; null: they are used up, or it has none. */
function nextNumber({ hall, lease, queue }: HallAlone, service: Service): string | null {
  const blocks = lease.blocks.filter((block) => block.service === service.id);
  for (const { from, to } of blocks.sort((a, b) => a.from - b.from))
    for (let digits = from; digits <= to; digits++) {
      const number = numberOf(hall, service, digits);
      if (!queue.given.has(number)) return number;
    }
  return null;
}

/** Whether a service gives numbers now, the hall's own hours aside. */
export function givingAlone(alone: HallAlone, service: Service, now: Instant): ServiceLine['giving'] {
  const { hall, queue } = alone;
  if (service.closed) return { state: 'closed' };
  if (queue.left.get(service.id) === 0 || nextNumber(alone, service) === null) return { state: 'full' };
  if (service.slices === undefined) return { state: 'open' };
  const slice = sliceAt(service, now, hall);
  const next = nextSliceToday(service, now, hall);
  const later = next === null ? {} : { opensAt: next };
  if (slice === null) return { state: 'closed', ...later };
  const inSlice = (queue.issuedAt.get(service.id) ?? []).filter((at) => sliceAt(service, at, hall) === slice);
  const most = service.slices[slice]?.most ?? Infinity;
  return inSlice.length < most ? { state: 'open' } : { state: 'full', ...later };
}
