import * as z from 'zod';
import { Id } from '../hall.ts';
import { At, Count, Minutes } from '../view-parts.ts';
import { COUNTER_STATES, LANGUAGES, TICKET_CLASSES, TICKET_STATUSES } from '../vocabulary.ts';

/** Numbers of a service that an agent alone gives, on every day, and only while no hub can be reached. */
export const Block = z.strictObject({ service: Id, from: z.int().min(1), to: z.int().min(1) });
export type Block = z.output<typeof Block>;

const LeasedTicket = z.strictObject({
  ticket: z.string(),
  number: z.string(),
  service: Id,
  class: z.enum(TICKET_CLASSES),
  language: z.enum(LANGUAGES),
  issuedAt: At,
  /** Place in its line, as `Ticket.orderAt`. */
  orderAt: At,
  sentTo: Id.optional(),
  /** Visits of it that have begun, the one under way among them. */
  visits: Count,
});
export type LeasedTicket = z.output<typeof LeasedTicket>;

/**
 * A number that the hub gave at a kiosk of this agent's, and the id of the command it was given for: the page that asked
 * may never have had the answer.
 */
export const GivenTicket = z.strictObject({
  command: z.string(),
  ticket: LeasedTicket,
  /** Unguessable part of the follow-up address. */
  key: z.string(),
  ahead: Count,
  estimateMinutes: Minutes,
  /** The order to print it, as it stands; absent: this agent has no printer at the kiosk. */
  print: z.strictObject({ printer: Id, deadlineAt: At }).optional(),
});
export type GivenTicket = z.output<typeof GivenTicket>;

const LeasedCounter = z.strictObject({
  counter: Id,
  state: z.enum(COUNTER_STATES),
  clerk: Id.optional(),
  since: At,
  current: LeasedTicket.extend({
    status: z.enum(TICKET_STATUSES),
    calledAt: At,
    startedAt: At.optional(),
    times: Count,
  }).optional(),
});

/**
 * What an agent goes on with while no hub can be reached: its numbers, who waits for its counters, and what was going
 * on at every counter. Sent when it joins and, when it has changed, every few seconds.
 */
export const Lease = z.strictObject({
  /** The hub's clock when it was made. */
  at: At,
  day: z.string(),
  /** Highest number of this agent's reports that it reckons with; steps of later ones are not in it. */
  reports: z.int().min(0),
  blocks: z.array(Block),
  /** Numbers of these blocks that were given today. */
  given: z.array(z.string()),
  /** How many a service still gives today, where that is limited. */
  left: z.record(z.string(), Count),
  /** What stands before a ticket's key in its QR; empty: it has none. */
  followUpUrl: z.string(),
  /** The agent makes its lines of them: those of one line stand here in its order. */
  waiting: z.array(LeasedTicket),
  counters: z.array(LeasedCounter),
  /** By service: what a visit takes. */
  minutesEach: z.record(z.string(), Minutes),
});
export type Lease = z.output<typeof Lease>;
