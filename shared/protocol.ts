import * as z from 'zod';
import { AppointmentView } from './appointment-view.ts';
import type { AgentCommand, AgentReport } from './commands.ts';
import { Id } from './hall.ts';
import { LINK, PROTOCOL_VERSION } from './link.ts';
import { REFUSAL_WORDS } from './refusals.ts';
import { VIEW_NAMES, type ViewName } from './screen-views.ts';
import { At, Count, TicketView } from './view-parts.ts';
import { VIEWS, type Views } from './views.ts';
import {
  DEVICE_KINDS,
  LANGUAGES,
  SCREENS,
  TICKET_ACTIONS,
  TICKET_STATUSES,
  type Instant,
} from './vocabulary.ts';

export { LINK, PROTOCOL_VERSION };

const Problems = z.array(z.strictObject({ path: z.string(), reason: z.string() }));
const RefusedWord = z.union([
  z.enum(REFUSAL_WORDS),
  z.templateLiteral(['cannot-', z.enum(TICKET_ACTIONS), '-', z.enum(TICKET_STATUSES)]),
]);

/** What a command is answered: done, or one of the three ways not to be. */
export const Answer = z.union([
  z.strictObject({
    ok: z.literal(true),
    seq: z.int().describe("Journal number at which the command's events are on disk"),
    ticket: TicketView.optional().describe('The ticket it made or moved'),
    appointment: AppointmentView.optional().describe('The appointment it made or changed'),
    case: z.string().optional().describe('The case it opened or changed'),
  }),
  z.strictObject({
    ok: z.literal(false),
    refused: RefusedWord,
    about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  z.strictObject({ ok: z.literal(false), problems: Problems }),
  z.strictObject({ ok: z.literal(false), fault: z.enum(['stopping', 'unavailable']) }),
]);
export type Answer = z.output<typeof Answer>;

const HANDSHAKE_WORDS = [
  'not-signed-in',
  'not-allowed',
  'version-differs',
  'handshake-malformed',
  'stopping',
  'ticket-unknown',
  /** Another machine answers as this agent. */
  'identity-copied',
] as const;

/** Why a connection is not let in, as the client's `connect_error` holds it. */
export const HandshakeRefused = z.strictObject({
  message: z.union([z.enum(HANDSHAKE_WORDS), z.templateLiteral([z.enum(SCREENS), '-unknown'])]),
  data: z.strictObject({ problems: Problems }),
});
export type HandshakeRefused = z.output<typeof HandshakeRefused>;

/** The hub's clock. */
export const Beat = z.strictObject({ at: At });

// ---- screens ----------------------------------------------------------------------------------------------

/** `auth` of the /screen handshake. The session or pairing itself is the cookie. */
export const ScreenHandshake = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION, '页面与服务器版本不一致，请刷新页面'),
  screen: z.enum(SCREENS),
  /** Which counter console, which kiosk, or which ticket to follow (its key). */
  of: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .optional(),
  /** Of a screen nobody sits at: its browser has no font for Chinese. */
  lacksChinese: z.boolean().optional(),
});
export type ScreenHandshake = z.output<typeof ScreenHandshake>;

export interface Published<N extends ViewName = ViewName> {
  view: N;
  /** Journal number the view was computed at. */
  seq: number;
  /** The hub's clock when it was computed. */
  at: Instant;
  data: Views[N];
}

const publishedOf = <N extends ViewName>(view: N) =>
  z.strictObject({
    view: z.literal(view),
    seq: z.int().describe('Journal number the view was computed at'),
    at: At,
    data: VIEWS[view],
  });
/** A view on its way to a screen. Nobody parses it there: it is typed where it is made. */
export const PublishedView: z.ZodType<Published> = z.union(VIEW_NAMES.map(publishedOf));

/** Number of the card just laid on a kiosk's reader. */
export const CardNumber = z.strictObject({ number: z.string() });

/** The hub's clock and, per view, the number last published: a screen behind it asks again. */
export const ScreenBeat = Beat.extend({ seqs: z.partialRecord(z.enum(VIEW_NAMES), z.int()) });

// ---- agents -----------------------------------------------------------------------------------------------

export const AnnouncedDevice = z.strictObject({
  id: Id,
  kind: z.enum(DEVICE_KINDS),
  profile: z.string().min(1).max(64),
  /** The counter it stands on. */
  counter: Id.optional(),
  /** The kiosk whose tickets it prints. */
  kiosk: Id.optional(),
});
export type AnnouncedDevice = z.output<typeof AnnouncedDevice>;

const AnnouncedDevices = z.array(AnnouncedDevice).max(256);
export const DevicesMessage = z.strictObject({ devices: AnnouncedDevices });

/** A stream of report numbers. */
export const OutboxId = z.string().regex(/^[A-Za-z0-9]{8,32}$/);
/** So many streams before its own an agent names: as often may it start while the hub hears nothing of it. */
export const EARLIER_OUTBOXES = 50;

/** `auth` of the /agent handshake. */
export const AgentHandshake = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION, '设备代理与服务器版本不一致，请升级'),
  agent: Id,
  key: z.string().min(16).max(128),
  /** Made at each start of the agent; the numbers of its reports count within it. */
  outbox: OutboxId,
  /** Those of the starts before on the same data folder, the newest first. An older agent keeps one for ever, and sends none. */
  after: z.array(OutboxId).max(EARLIER_OUTBOXES).optional(),
  devices: AnnouncedDevices,
});
export type AgentHandshake = z.output<typeof AgentHandshake>;

/** What an agent has to say, before it has a number. */
export type Report = AgentReport;

/** At most so many reports a message, so that a long outage does not arrive as one. */
export const REPORTS_A_MESSAGE = 50;

export const ReportMessage = z.strictObject({
  /** The stream of them all, where it is not the handshake's: what an earlier start left unsaid. */
  outbox: OutboxId.optional(),
  /** In rising order of number. The report itself is parsed one by one, so that a bad one does not block the rest. */
  reports: z
    .array(z.strictObject({ number: z.int().min(1), report: z.looseObject({ type: z.string() }) }))
    .min(1)
    .max(REPORTS_A_MESSAGE),
});
export interface NumberedReport {
  number: number;
  report: Report;
}

/** A report to the command it becomes; the id is the same at every retry. */
export function reportCommand(
  agent: string,
  outbox: string,
  number: number,
  report: AgentReport,
): AgentCommand {
  // The id comes first: behind the spread it would cost seven times as much.
  return { id: `${REPORT_MARK}${agent}/${outbox}#${number}`, ...report };
}

const REPORT_MARK = 'report:';

/** Stream (`agent/outbox`) and number of a report's command id; null for the command of a screen or the hub. */
export function reportPlace(command: string): { stream: string; number: number } | null {
  if (!command.startsWith(REPORT_MARK)) return null;
  const hash = command.lastIndexOf('#');
  return { stream: command.slice(REPORT_MARK.length, hash), number: Number(command.slice(hash + 1)) };
}

const printOrder = {
  job: z.string().min(1).max(80),
  device: Id,
  /** Past it the job never begins. */
  deadlineAt: z.number(),
  copy: z.int().min(0),
};

/** What a ticket says, apart from fixed wording and layout, which are the agent's. */
export const TicketJob = z.strictObject({
  ...printOrder,
  ticket: z.strictObject({
    hall: z.string(),
    service: z.string(),
    number: z.string(),
    ahead: z.int().min(0),
    estimateMinutes: z.number().min(0),
    /** Whole minutes between which eight of ten waits lie; an older hub sends none. */
    estimateLow: z.int().min(0).optional(),
    estimateHigh: z.int().min(0).optional(),
    area: z.string(),
    /** As the hall's clock says it: an agent's own clock may be wrong. */
    issuedText: z.string(),
    followUpUrl: z.string().max(120),
    notice: z.array(z.string()),
    language: z.enum(LANGUAGES),
    class: z.string(),
  }),
});
export type TicketJob = z.output<typeof TicketJob>;

/** A short paper that is no ticket, a receipt for instance, as the hub has worded it. Nothing in it names a person. */
export const PaperJob = z.strictObject({
  ...printOrder,
  paper: z.strictObject({
    title: z.string().min(1).max(40),
    /** One of them at most fills the longest paper: 30 lines of 42 columns. */
    lines: z.array(z.string().max(1_260)).max(40),
    qr: z.string().max(120).optional(),
  }),
});
export type PaperJob = z.output<typeof PaperJob>;

/** What an agent prints. */
export const PrintJob = z.union([TicketJob, PaperJob]);
export type PrintJob = z.output<typeof PrintJob>;

const overCounter = { device: Id, counterNumber: z.int().min(1).max(99) };

/**
 * What the display over a counter has to say, as facts: the agent words it to the display's width and character set.
 * `idle`: open and nobody called; `services` are the Chinese names of what the counter takes.
 */
export const WindowShow = z.discriminatedUnion('state', [
  z.strictObject({
    ...overCounter,
    state: z.literal(['called', 'serving']),
    number: z.string().min(1).max(12),
  }),
  z.strictObject({
    ...overCounter,
    state: z.literal('idle'),
    services: z.array(z.string().max(60)).max(100),
  }),
  z.strictObject({ ...overCounter, state: z.literal(['paused', 'closed']) }),
]);
export type WindowShow = z.output<typeof WindowShow>;

/** Who serves at a counter, as its evaluator shows it. From the accounts at the moment of sending, never the journal. */
export const Clerk = z.strictObject({
  name: z.string().min(1).max(40),
  /** 工号: the account's id. */
  number: Id,
  /** Of five; absent where the hall gives none. */
  star: z.int().min(1).max(5).optional(),
});
export type Clerk = z.output<typeof Clerk>;

/** What an evaluator shows between its invitations. `clerk` null: nobody serves here. `busy`: someone is being served. */
export const EvaluatorShow = z.strictObject({ device: Id, clerk: Clerk.nullable(), busy: z.boolean() });
export type EvaluatorShow = z.output<typeof EvaluatorShow>;

const Bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

/** The longest answer to a technician: bytes of a part, parts, and bytes unpacked. */
export const TECHNICIAN_REPLY = { partBytes: 128 * 1024, parts: 16, bytes: 8 * 1024 * 1024 } as const;

/**
 * An answer to a technician: JSON packed by gzip, in parts, as it may be long: each part travels as a message of its
 * own below the hub's limit. `too-long`: more than the hub would take.
 */
export const TechnicianReply = z.union([
  z.strictObject({
    packed: z
      .array(Bytes)
      .max(TECHNICIAN_REPLY.parts)
      .describe('Binary: the parts of a JSON text packed by gzip'),
  }),
  z.strictObject({ refused: z.enum(['question-malformed', 'too-long']) }),
]);
export type TechnicianReply = z.output<typeof TechnicianReply>;

/** An identity card that was laid on a kiosk's reader. Only its number travels, and nobody keeps it. */
export const CardRead = z.strictObject({ device: Id, number: z.string().regex(/^[0-9A-Za-z()-]{5,64}$/) });
export type CardRead = z.output<typeof CardRead>;

/** `accepted`: the highest number on disk at the hub; everything up to it may be forgotten by the agent. */
export const ReportAnswer = z.union([
  z.strictObject({ accepted: z.int() }),
  z.strictObject({ refused: z.string() }),
]);
export type ReportAnswer = z.output<typeof ReportAnswer>;

const DeviceVisit = z.strictObject({ device: Id, visit: z.string() });

/**
 * The visit at this counter was over at `openedAt`: light its evaluator until `closesAt` (hub's clock). The same
 * button pressed before `openedAt` belonged to someone else and makes no repetition of a press after it.
 */
export const RatingInvitation = DeviceVisit.extend({ openedAt: At, closesAt: At });
export const RatingClosed = DeviceVisit;

/** What a keypad shows: its counter's ticket and how many wait. */
export const KeypadShow = z.strictObject({ device: Id, number: z.string().nullable(), waiting: Count });
/** A key of this keypad was not done: its clerk is to hear of it. */
export const KeypadRefused = z.strictObject({ device: Id, refused: z.string() });
