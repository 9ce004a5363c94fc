import * as z from 'zod';
import { Id, LocalText } from './hall.ts';
import {
  DEVICE_KINDS,
  DEVICE_PROBLEMS,
  EVIDENCE_GRADES,
  LANGUAGES,
  TICKET_CLASSES,
  TICKET_STATUSES,
} from './vocabulary.ts';

// What several views are made of. Views are typed by these schemas and never parsed on their way out.

/** An instant of the hub's clock. */
export const At = z.number().describe('Milliseconds since 1970-01-01T00:00:00Z');
export const Count = z.int().min(0);
export const Minutes = z.number().min(0);
/** Number over a counter. */
export const CounterNumber = z.int().min(1).max(99);

export const WaitRange = z
  .strictObject({ low: Minutes, high: Minutes })
  .describe('Whole minutes between which eight of ten waits lie');
export type WaitRange = z.output<typeof WaitRange>;

/** Whether numbers are given now. */
export const HallOpen = z.union([
  z.strictObject({
    open: z.enum(['open', 'outside']).describe('outside: given, though the counters are not staffed'),
    until: z.string().optional(),
  }),
  z.strictObject({ open: z.enum(['closed', 'lunch']), opensAt: z.string() }),
]);
export type HallOpen = z.output<typeof HallOpen>;

export const TicketView = z.strictObject({
  ticket: z.string().describe('Business day and number, 2026-11-23-A012'),
  number: z.string(),
  service: Id,
  class: z.enum(TICKET_CLASSES),
  language: z.enum(LANGUAGES),
  status: z.enum(TICKET_STATUSES),
  issuedAt: At,
  ahead: Count.describe('People before it, at the moment of the view; 0 once called'),
  estimateMinutes: Minutes,
  estimateRange: WaitRange,
  counter: Id.optional().describe('Where it was called to, or is sent to'),
  heldUntil: At.optional().describe('On hold until then; without a counter: early for an appointment'),
  more: z.array(Id).describe('Services still to come after this one'),
  key: z.string().describe('The follow-up page is <hub>/t/<key>. Whoever has it may rate: empty for staff'),
});
export type TicketView = z.output<typeof TicketView>;

export const ServiceLine = z.strictObject({
  service: Id,
  prefix: z.string(),
  name: LocalText,
  department: LocalText,
  area: LocalText,
  waiting: Count,
  longestSince: At.optional().describe('Since when the longest waiter waits'),
  estimateMinutes: Minutes.describe('For someone who takes a number now'),
  estimateRange: WaitRange,
  counters: Count.describe('Open counters that take it'),
  under: Id.optional().describe('The department it lies under on the kiosk'),
  giving: z
    .union([
      z.strictObject({ state: z.literal('open') }),
      z.strictObject({ state: z.enum(['closed', 'full']), opensAt: z.string().optional() }),
    ])
    .describe('Whether it gives numbers now; opensAt: today from then on'),
  person: z.enum(['asked', 'required']).optional().describe('The kiosk asks for an identity number first'),
});
export type ServiceLine = z.output<typeof ServiceLine>;

export const DeviceView = z.strictObject({
  device: Id,
  kind: z.enum(DEVICE_KINDS),
  profile: z.string(),
  agent: Id,
  counter: Id.optional(),
  kiosk: Id.optional(),
  problems: z.array(z.enum(DEVICE_PROBLEMS)).describe('Empty: well. The gravest first'),
  since: At,
  lastPrint: z
    .strictObject({ grade: z.enum(EVIDENCE_GRADES), at: At })
    .optional()
    .describe("Of a printer's last ticket that counts as printed: when, and what shows that it came out"),
});
export type DeviceView = z.output<typeof DeviceView>;
