import * as z from 'zod';
import { Id, LocalText } from './hall.ts';
import {
  APPOINTMENT_STATES,
  CLOCK_STANDINGS,
  LANGUAGES,
  TICKET_CLASSES,
  TICKET_STATUSES,
} from './vocabulary.ts';

/*
 * What API v1 and the webhooks say. An answer is what its schema declares: what views say beyond that is left out, so
 * that a new field of a screen does not become a promise to other systems.
 */

const At = z.int().describe('Milliseconds since 1970-01-01T00:00:00Z');
const Minutes = z.number().min(0);
const Count = z.int().min(0);

export const TicketAnswer = z.object({
  ticket: z.string().describe('Business day and number, 2026-11-23-A012'),
  number: z.string(),
  service: Id,
  class: z.enum(TICKET_CLASSES),
  language: z.enum(LANGUAGES),
  status: z.enum(TICKET_STATUSES),
  issuedAt: At,
  ahead: Count.describe('People before it; 0 once called'),
  estimateMinutes: Minutes,
  estimateRange: z
    .strictObject({ low: Minutes, high: Minutes })
    .describe('What eight of ten waits lie between'),
  counter: Id.optional().describe('Where it was called or sent to'),
  heldUntil: At.optional().describe('Not called before, early for its appointment for instance'),
  more: z.array(Id).describe('Services still to come after this one'),
  key: z.string().describe('The follow-up page is <hub>/t/<key>'),
});

export const ServiceAnswer = z.object({
  service: Id,
  prefix: z.string(),
  name: LocalText,
  department: LocalText,
  area: LocalText,
  waiting: Count,
  longestSince: At.optional().describe('Since when the longest waiter waits'),
  estimateMinutes: Minutes.describe('For someone who takes a number now'),
  estimateRange: z.object({ low: Minutes, high: Minutes }),
  counters: Count.describe('Open counters that take it'),
  under: Id.optional().describe('The department it lies under on the kiosk'),
  giving: z
    .object({ state: z.enum(['open', 'full', 'closed']), opensAt: z.string().optional() })
    .describe('Whether it gives numbers now; opensAt: HH:MM of today'),
  person: z.enum(['asked', 'required']).optional().describe('It asks for an identity number'),
});

export const AppointmentAnswer = z.object({
  appointment: z.string().describe('Day and code, 2026-11-24-K7QP3M'),
  code: z.string().describe('What the applicant types or shows at check-in'),
  service: Id,
  startsAt: At,
  state: z.enum(APPOINTMENT_STATES),
  ticket: z.string().optional().describe('The number it was checked in with'),
  reason: z.string().optional().describe('Why it was cancelled, where somebody said so'),
});

export const CounterAnswer = z.object({
  counter: Id,
  number: z.int(),
  name: LocalText,
  state: z.enum(['closed', 'open', 'paused']),
  since: At,
  services: z.array(Id),
  serving: z.object({ number: z.string(), status: z.enum(TICKET_STATUSES), since: At }).optional(),
});

export const StatisticsAnswer = z.object({
  day: z.string().describe('Business day, 2026-11-23'),
  totals: z.object({ issued: Count, waiting: Count, serving: Count, finished: Count, noShow: Count }),
  appointments: z.record(z.enum(APPOINTMENT_STATES), Count),
  services: z.array(z.object({ service: Id, waiting: Count, estimateMinutes: Minutes })),
  counters: z.array(z.object({ counter: Id, finished: Count, noShow: Count, idleMinutes: Count })),
  crowded: z.array(z.object({ area: z.string(), waiting: Count, limit: Count, couldOpen: z.array(z.int()) })),
});

/** A case as other systems are told of it: nothing of whom it is about, and of a confidential one no more than due times. */
export const CaseAnswer = z.object({
  case: z.string().describe('B20261123-003'),
  openedAt: At,
  closedAt: At.optional(),
  confidential: z.boolean(),
  standing: z.enum(CLOCK_STANDINGS).describe('By the gravest clock that runs; measured: nothing is due'),
  dueAt: At.nullable().describe('What is due first; null: nothing'),
  provisional: z.boolean().describe('It rests on a year whose holidays are not known yet'),
  caseType: z
    .string()
    .optional()
    .describe("Id in the city's rules; absent where confidential, as what follows"),
  intake: z.string().optional(),
  foreignNumber: z.string().optional(),
  state: z.string().optional(),
  stateName: z.string().optional(),
});
export type CaseAnswer = z.output<typeof CaseAnswer>;

/** Every way a request is not done: application/problem+json, RFC 9457. */
export const ProblemDetails = z.strictObject({
  type: z.string().describe('Reference to the entry of this problem at /api/v1/problems'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('Chinese or English, by Accept-Language'),
  word: z.string().describe('What a program tells problems apart by'),
  about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  problems: z
    .array(
      z.strictObject({
        line: z.int().optional().describe('Line of a CSV; the header is line 1'),
        path: z.string().describe('The field: more[0]'),
        reason: z.string(),
      }),
    )
    .optional(),
});
export type ProblemDetails = z.output<typeof ProblemDetails>;

/** What other systems are told of: nothing here names a person. */
export const WEBHOOK_EVENTS = [
  'ticket-issued',
  'ticket-called',
  'ticket-recalled',
  'ticket-missed',
  'ticket-sent-on',
  'ticket-finished',
  'appointment-booked',
  'appointment-missed',
  'case-opened',
  'case-stepped',
  'case-overdue',
  'case-closed',
  'rating-invited',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** One message to a webhook. */
export const WebhookEvent = z.strictObject({
  id: z.string().describe('Hall and journal number; the same at every retry'),
  type: z.enum(WEBHOOK_EVENTS),
  at: At,
  hall: Id,
  service: z.strictObject({ service: Id, name: LocalText }).optional(),
  ticket: z
    .strictObject({ ticket: z.string(), number: z.string(), key: z.string(), language: z.enum(LANGUAGES) })
    .optional(),
  visit: z
    .string()
    .optional()
    .describe('ticket-finished and rating-invited: names the visit to /ratings and /visits'),
  ahead: Count.optional().describe('ticket-issued alone'),
  estimateMinutes: Minutes.optional().describe('ticket-issued alone'),
  counter: z.strictObject({ counter: Id, number: z.int(), name: LocalText }).optional(),
  appointment: z.strictObject({ appointment: z.string(), code: z.string(), startsAt: At }).optional(),
  case: CaseAnswer.optional(),
});
export type WebhookEvent = z.output<typeof WebhookEvent>;

/** A webhook as it is registered. */
export const NewWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: '须为 http 或 https 网址' })
    .max(500)
    .refine((url) => !/^https?:\/\/[^/]*@/.test(url), '网址里不能写账号'),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1),
  secret: z
    .string()
    .regex(/^[\x21-\x7e]{16,128}$/, '须为 16 到 128 个可见字符')
    .optional()
    .describe('Absent: the hub makes one and answers it, this once'),
});
export type NewWebhook = z.output<typeof NewWebhook>;

/** How a webhook stands. */
export const WebhookAnswer = z.object({
  webhook: Id,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  waiting: Count.describe('Messages not accepted yet'),
  attempts: Count.describe('Failed attempts of the message at the head'),
  givenUp: Count.describe('Messages given up after 24 hours, since the hub was started'),
});
export type WebhookAnswer = z.output<typeof WebhookAnswer>;
