import { clockText } from './calendar/business-day.ts';
import type { Hall } from './hall.ts';
import type { TicketJob } from './protocol.ts';
import type { Instant, Language, ServiceId, TicketClass } from './vocabulary.ts';

/** What a slip is worded from. */
export interface SlipFacts {
  number: string;
  service: ServiceId;
  class: TicketClass;
  language: Language;
  issuedAt: Instant;
  ahead: number;
  estimateMinutes: number;
  /** Whole minutes between which eight of ten waits lie, where that is known. */
  estimateLow?: number;
  estimateHigh?: number;
  /** Whole; empty: the slip has no QR. */
  followUpUrl: string;
}

/** What stands on a slip, in its holder's language where the hall has words in it. */
export function ticketWords(hall: Hall | null, facts: SlipFacts): TicketJob['ticket'] {
  const service = hall?.services.find(({ id }) => id === facts.service);
  const { issuedAt, ...told } = facts;
  const text = (local: { zh: string; en?: string | undefined; mn?: string | undefined } | undefined) =>
    local?.[facts.language] ?? local?.zh ?? '';
  return {
    ...told,
    hall: text(hall?.name),
    service: text(service?.name),
    area: text(service?.area),
    issuedText: clockText(issuedAt, hall?.timeZone ?? 'Asia/Shanghai').slice(0, 16),
    notice: service?.notice ?? [],
  };
}
