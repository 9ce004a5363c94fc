import * as z from 'zod';
import type { Matter } from './events.ts';
import { Id, LocalText } from './hall.ts';
import { Alone } from './outage/outage-view.ts';
import { At, Count, CounterNumber, DeviceView, Minutes, ServiceLine } from './view-parts.ts';
import {
  CALL_REASONS,
  COUNTER_STATES,
  MATTER_STATES,
  RATING_STATES,
  TICKET_CLASSES,
  TICKET_STATUSES,
} from './vocabulary.ts';

/** What the sentence about a call is worded from. */
export const CallExplained = z.strictObject({
  reason: z.enum(CALL_REASONS),
  waitedMinutes: Minutes,
  priorityBefore: Count.describe('Priority calls in a row that had gone before it'),
  passed: z.string().optional().describe('Number of the longest waiter it went before'),
  takesFirst: z.array(z.string()).describe('Prefixes of the services its counter takes at this rank'),
  rank: z.int().min(1).optional().describe('own-first alone: 1 for what the counter takes first'),
});
export type CallExplained = z.output<typeof CallExplained>;

export const WaitingTicket = z.strictObject({
  ticket: z.string(),
  number: z.string(),
  service: Id,
  class: z.enum(TICKET_CLASSES),
  issuedAt: At,
  status: z.enum(TICKET_STATUSES),
  sentHere: z.boolean().optional().describe('Sent to this counter by name'),
  reason: z.string().optional(),
  heldUntil: At.optional().describe('On hold until then, by itself'),
});
export type WaitingTicket = z.output<typeof WaitingTicket>;

const MatterView: z.ZodType<Matter> = z.strictObject({
  service: Id,
  quantity: z.int().min(1),
  state: z.enum(MATTER_STATES),
});

/** The ticket at a counter. */
export const CurrentTicket = WaitingTicket.extend({
  calledAt: At,
  startedAt: At.optional(),
  times: Count.describe('1 for the call, 2 and on for recalls'),
  why: CallExplained.optional(),
  people: z.int().min(1).describe('Who came with this number; 1 for most'),
  matters: z.array(MatterView).describe('What is being done; empty before service begins'),
  more: z.array(Id).describe('Services of the same applicant after this one'),
  returnTo: CounterNumber.optional().describe('The counter it goes back to once it is served here'),
  moves: z
    .array(z.strictObject({ at: At, service: Id, counter: CounterNumber.optional() }))
    .describe('Where it has been, oldest first'),
});
export type CurrentTicket = z.output<typeof CurrentTicket>;

export const CounterView = z.strictObject({
  counter: Id,
  number: CounterNumber,
  name: LocalText,
  timeZone: z.string(),
  state: z.enum(COUNTER_STATES),
  clerk: Id.optional(),
  pauseReason: z.string().optional(),
  services: z.array(ServiceLine).describe('Services this counter takes'),
  current: CurrentTicket.nullable(),
  recallLimit: Count.describe('Recalls after which the next is a no-show; 0: none'),
  waiting: z.array(WaitingTicket).max(50).describe('In the order they would be called in'),
  waitingCount: Count,
  held: z.array(WaitingTicket),
  missed: z.array(WaitingTicket).max(12).describe('Called in vain from here today, newest first'),
  lastVisit: z
    .strictObject({ visit: z.string(), number: z.string(), rating: z.enum(RATING_STATES) })
    .nullable()
    .describe('Whether the last visit was rated; never how'),
  ownVisits: z
    .array(
      z.strictObject({
        visit: z.string(),
        number: z.string(),
        service: Id,
        finishedAt: At,
        appealed: z.boolean(),
      }),
    )
    .max(30)
    .describe(
      'What its clerk has finished here today and the business day before, newest first; never how it was rated',
    ),
  ownRatings: z
    .strictObject({ good: Count, of: Count })
    .nullable()
    .describe(
      "The clerk's ratings of today, from the hall's least number on and moved on in steps of five alone",
    ),
  evaluator: DeviceView.nullable(),
  clerkOpensCases: z.boolean().describe("The city's rules let a clerk begin a case"),
  today: z.strictObject({ finished: Count, noShow: Count, meanServiceSeconds: z.number().nullable() }),
  transferServices: z
    .array(z.strictObject({ service: Id, name: LocalText }))
    .describe('Where tickets may be sent'),
  transferCounters: z.array(
    z.strictObject({ counter: Id, number: CounterNumber, name: LocalText, state: z.enum(COUNTER_STATES) }),
  ),
  alone: Alone.optional().describe('Its agent serves it: no hub can be reached'),
});
export type CounterView = z.output<typeof CounterView>;
