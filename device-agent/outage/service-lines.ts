import type { ServiceLine } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { aheadOf } from './calling-order.ts';
import { givingAlone, type HallAlone } from './give-number.ts';
import { openCounters, waitAlone } from './wait-alone.ts';

/** Every service that applicants are shown, with the queue this agent knows of, in the order of hall.json. */
export function serviceLines(alone: HallAlone, now: Instant): ServiceLine[] {
  const { hall, lease, queue } = alone;
  return hall.services
    .filter(({ backOffice }) => !backOffice)
    .map((service) => {
      const { id, prefix, name, department, area, under, person } = service;
      const waiting = queue.waiting.filter((ticket) => ticket.service === id);
      const since = waiting.map(({ issuedAt }) => issuedAt);
      const ahead = aheadOf(hall, queue, { service: id, class: 'ordinary', orderAt: now });
      return {
        ...{ service: id, prefix, name, department, area, waiting: waiting.length },
        ...(since.length === 0 ? {} : { longestSince: Math.min(...since) }),
        ...waitAlone(hall, lease, queue, id, ahead),
        counters: openCounters(hall, queue, id),
        ...(under === undefined ? {} : { under }),
        giving: givingAlone(alone, service, now),
        ...(person === undefined ? {} : { person: person.required ? 'required' : 'asked' }),
      };
    });
}
