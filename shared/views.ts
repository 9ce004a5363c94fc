import * as z from 'zod';
import { CasesView } from './case/case-view.ts';
import { CallExplained, CounterView } from './counter-view.ts';
import { Display, Id, LocalText } from './hall.ts';
import { Alone, OutageRow } from './outage/outage-view.ts';
import { HolderRating } from './rating/rating-asked.ts';
import { TabletView } from './rating/tablet-view.ts';
import type { ViewName } from './screen-views.ts';
import {
  At,
  Count,
  CounterNumber,
  DeviceView,
  HallOpen,
  Minutes,
  ServiceLine,
  WaitRange,
} from './view-parts.ts';
import {
  APPOINTMENT_STATES,
  COUNTER_STATES,
  DEVICE_KINDS,
  DEVICE_PROBLEMS,
  JOB_STATES,
  LANGUAGES,
  LEVELS,
  RATING_CHANNELS,
  RATING_FATES,
  TICKET_STATUSES,
} from './vocabulary.ts';

export type { CallExplained, CounterView, CurrentTicket, WaitingTicket } from './counter-view.ts';
export type { CounterState } from './vocabulary.ts';
export type { DeviceView, HallOpen, ServiceLine, TicketView, WaitRange } from './view-parts.ts';
export type { ViewName } from './screen-views.ts';

/** A department with what lies under it; `under` names the one above. */
export const DepartmentButton = z.strictObject({ department: Id, name: LocalText, under: Id.optional() });
export type DepartmentButton = z.output<typeof DepartmentButton>;

export const KioskView = z.strictObject({
  hall: LocalText,
  languages: z.array(z.enum(LANGUAGES)),
  timeZone: z.string(),
  hours: HallOpen,
  services: z.array(ServiceLine),
  departments: z.array(DepartmentButton),
  checkIn: z.boolean().describe('Somebody has an appointment today'),
  cardReader: z.boolean().describe("An identity card may be laid on this kiosk's reader"),
  printer: DeviceView.nullable().describe("This kiosk's printer; null where it has none"),
  jobs: z
    .array(
      z.strictObject({
        ticket: z.string(),
        state: z.enum(JOB_STATES),
        copy: Count,
        reason: z.string().optional(),
      }),
    )
    .max(5)
    .describe("This kiosk's newest print jobs, newest first"),
  alone: Alone.optional().describe('Its agent serves it: no hub can be reached'),
});
export type KioskView = z.output<typeof KioskView>;

export const Call = z.strictObject({
  seq: z.int().describe('Journal number of the call: a display announces each once, in this order'),
  number: z.string(),
  service: Id,
  counter: Id,
  counterNumber: CounterNumber,
  counterName: LocalText,
  area: LocalText,
  calledAt: At,
  times: z.int().min(1).describe('1 for the call, 2 and on for recalls'),
  status: z.enum(TICKET_STATUSES),
});
export type Call = z.output<typeof Call>;

export const DisplayView = z.strictObject({
  hall: LocalText,
  name: LocalText.optional().describe('What this display is called; absent where it shows all of the hall'),
  sound: Display.shape.sound.unwrap(),
  voices: Display.shape.voices.unwrap(),
  languages: z.array(z.enum(LANGUAGES)),
  timeZone: z.string(),
  hours: HallOpen,
  calls: z.array(Call).max(20).describe('Newest first'),
  counters: z.array(
    z.strictObject({
      counter: Id,
      number: CounterNumber,
      name: LocalText,
      state: z.enum(COUNTER_STATES),
      serving: z.string().optional(),
    }),
  ),
  services: z.array(ServiceLine),
  digest: z
    .strictObject({ day: z.string(), short: z.string().describe('First 16 digits in groups of four') })
    .optional()
    .describe("The day before's digest of the record, where the hall shows it"),
  missed: z.array(z.string()).max(12).describe('Numbers called in vain today, newest first'),
  alone: Alone.optional().describe('Its agent serves it: no hub can be reached'),
});
export type DisplayView = z.output<typeof DisplayView>;

/** How a counter has spent its day. */
export const CounterDay = z.strictObject({
  noShow: Count,
  chosen: Count.describe('Called out of turn'),
  idleMinutes: Minutes.describe('Open and free while the next one waited'),
  pauses: z
    .array(z.strictObject({ reason: z.string(), times: Count, minutes: Minutes }))
    .describe('Pauses that are over, by their reason'),
});
export type CounterDay = z.output<typeof CounterDay>;

export const QueueView = z.strictObject({
  hall: LocalText,
  day: z.string().describe("The business day, which stands in front of every ticket's number in its id"),
  timeZone: z.string(),
  hours: HallOpen,
  services: z.array(ServiceLine),
  counters: z.array(
    z.strictObject({
      counter: Id,
      number: CounterNumber,
      name: LocalText,
      state: z.enum(COUNTER_STATES),
      clerk: Id.optional(),
      since: At.describe('Since when it is in this state'),
      pauseReason: z.string().optional(),
      services: z.array(Id),
      current: z
        .strictObject({
          number: z.string(),
          status: z.enum(TICKET_STATUSES),
          since: At,
          why: CallExplained.optional(),
        })
        .optional(),
      finished: Count,
      today: CounterDay,
    }),
  ),
  totals: z.strictObject({ issued: Count, waiting: Count, serving: Count, finished: Count, noShow: Count }),
  appointments: z.record(z.enum(APPOINTMENT_STATES), Count).describe("Today's appointments"),
  held: z
    .array(
      z.strictObject({
        number: z.string(),
        counter: CounterNumber.optional(),
        reason: z.string().optional(),
        since: At,
        until: At.optional(),
      }),
    )
    .describe('In the order they were put on hold; without a counter: early for an appointment'),
  crowded: z
    .array(
      z.strictObject({ area: z.string(), waiting: Count, limit: Count, couldOpen: z.array(CounterNumber) }),
    )
    .describe('Areas with more waiting than the hall wants; closed or paused counters that could help'),
  uncovered: z
    .array(z.strictObject({ counter: Id, number: CounterNumber, since: At, standIns: z.array(Id) }))
    .describe('Counters with named staff that nobody covers, and who stands in'),
  yearMissing: z
    .strictObject({ year: z.int(), grave: z.boolean() })
    .nullable()
    .describe('A year whose holidays deadlines need and nobody has imported; null too without a case desk'),
  outages: z
    .array(OutageRow)
    .max(20)
    .describe('Agents that are or were without a hub today, the newest first'),
});
export type QueueView = z.output<typeof QueueView>;

export const RatingRow = z.strictObject({
  seq: z.int().describe('Journal number of the rating'),
  level: z.enum(LEVELS),
  fate: z.enum(RATING_FATES),
  channel: z.enum(RATING_CHANNELS),
  counter: Id.nullable(),
  counterNumber: CounterNumber.optional(),
  clerk: Id.optional(),
  visit: z.string().optional(),
  number: z.string().optional(),
  service: Id.optional(),
  serviceName: LocalText.optional(),
  device: Id.optional().describe('Of an evaluator alone'),
  pressedAt: At.describe('When it was given'),
  recordedAt: At,
});
export type RatingRow = z.output<typeof RatingRow>;

export const RatingsView = z.strictObject({
  timeZone: z.string(),
  bad: z.array(RatingRow).max(20).describe('Bad ratings of the day, newest first'),
  latest: z.array(RatingRow).max(20).describe('Newest ratings that count'),
  today: z.strictObject({
    levels: z.record(z.enum(LEVELS), Count),
    lapsed: Count.describe('未评价'),
    invited: Count,
    fates: z.record(z.enum(RATING_FATES), Count),
  }),
});
export type RatingsView = z.output<typeof RatingsView>;

/** A device with the problems it had from `at` on (none: well again), or an agent that came or went then. */
export const HealthChangeView = z.union([
  z.strictObject({
    at: At,
    device: Id,
    kind: z.enum(DEVICE_KINDS),
    counter: Id.optional(),
    kiosk: Id.optional(),
    problems: z.array(z.enum(DEVICE_PROBLEMS)),
  }),
  z.strictObject({ at: At, agent: Id, connected: z.boolean() }),
]);
export type HealthChangeView = z.output<typeof HealthChangeView>;

export const DevicesView = z.strictObject({
  timeZone: z.string(),
  agents: z.array(z.strictObject({ agent: Id, connected: z.boolean(), since: At })),
  devices: z.array(DeviceView).describe('Those with problems first'),
  changes: z
    .array(HealthChangeView)
    .max(20)
    .describe('What has lately gone wrong and been put right, newest first'),
  jobs: z
    .array(
      z.strictObject({
        job: z.string(),
        ticket: z.string().optional().describe('Absent for a paper of `case`'),
        case: z.string().optional(),
        form: z.string().optional().describe('Absent for the receipt of `case`'),
        number: z.string(),
        device: Id,
        state: z.enum(JOB_STATES),
        reason: z.string().optional(),
        at: At,
        kiosk: Id.optional(),
      }),
    )
    .max(12)
    .describe('Jobs a person has to look at: failed or unknown, newest first'),
  printed: Count,
});
export type DevicesView = z.output<typeof DevicesView>;

/** One ticket as its holder's telephone shows it: nothing of others. */
export const FollowView = z.strictObject({
  hall: LocalText,
  number: z.string(),
  service: LocalText,
  area: LocalText,
  status: z.enum(TICKET_STATUSES),
  ahead: Count,
  estimateMinutes: Minutes,
  estimateRange: WaitRange,
  counterNumber: CounterNumber.optional(),
  returnTo: CounterNumber.optional().describe('The counter it goes back to once it is served'),
  heldUntil: At.optional().describe('On hold until then; without counterNumber: early for an appointment'),
  next: z.array(LocalText).describe('Services still to come after this one'),
  rating: HolderRating.optional().describe('Of its last visit, as long as something may be said of it'),
  timeZone: z.string(),
  language: z.enum(LANGUAGES),
});
export type FollowView = z.output<typeof FollowView>;

/** Every view there is. */
export const VIEWS = {
  kiosk: KioskView,
  display: DisplayView,
  counter: CounterView,
  tablet: TabletView,
  queue: QueueView,
  ratings: RatingsView,
  devices: DevicesView,
  follow: FollowView,
  cases: CasesView,
} as const satisfies Record<ViewName, z.ZodType>;

export type Views = { [N in ViewName]: z.output<(typeof VIEWS)[N]> };
