import * as z from 'zod';
import type { AppointmentView } from './appointment-view.ts';
import type { AgentCommand, ScreenCommand } from './commands.ts';
import { Id } from './hall.ts';
import { LINK, PROTOCOL_VERSION } from './link.ts';
import type { NotDone } from './refusals.ts';
import type { TechnicianQuestion } from './technician.ts';
import type { TicketView, ViewName, Views } from './views.ts';
import { DEVICE_KINDS, LANGUAGES, SCREENS, type CaseId, type Instant } from './vocabulary.ts';

export { LINK, PROTOCOL_VERSION };

export type Answer =
  | {
      ok: true;
      /** Journal number at which the command's events are on disk. */
      seq: number;
      /** The ticket it made or moved. */
      ticket?: TicketView;
      /** The appointment it made or changed. */
      appointment?: AppointmentView;
      /** The case it opened or changed. */
      case?: CaseId;
    }
  | NotDone;

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

export interface ScreenToHub {
  'command:send': (command: ScreenCommand, answer: (answer: Answer) => void) => void;
  /** The hub sends the screen's views again. */
  'view:ask': () => void;
}
export interface HubToScreen {
  /** Number of the card just laid on this kiosk's reader; only a kiosk that asks for one uses it. */
  'card:read': (read: { number: string }) => void;
  'view:published': (published: Published) => void;
  /** The hub's clock and, per view, the number last published: a screen behind it asks again. */
  'hub:beat': (beat: { at: Instant; seqs: Partial<Record<ViewName, number>> }) => void;
}

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

/** `auth` of the /agent handshake. */
export const AgentHandshake = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION, '设备代理与服务器版本不一致，请升级'),
  agent: Id,
  key: z.string().min(16).max(128),
  /** Made with the outbox file; report numbers count within it. */
  outbox: z.string().regex(/^[A-Za-z0-9]{8,32}$/),
  devices: z.array(AnnouncedDevice).max(256),
});
export type AgentHandshake = z.output<typeof AgentHandshake>;

type WithoutId<T> = T extends { id: unknown } ? Omit<T, 'id'> : never;
/** What an agent has to say, before it has a number. */
export type Report = WithoutId<AgentCommand>;

/** At most so many reports a message, so that a long outage does not arrive as one. */
export const REPORTS_A_MESSAGE = 50;

export const ReportMessage = z.strictObject({
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
export function reportCommand(agent: string, outbox: string, number: number, report: object): unknown {
  // The id comes first and is set last: a spread in front of it costs seven times as much, one behind it could replace it.
  const command = { id: '', ...report };
  command.id = `${REPORT_MARK}${agent}/${outbox}#${number}`;
  return command;
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
    lines: z.array(z.string().max(200)).max(40),
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

/**
 * An answer to a technician: JSON packed by gzip, in parts, as it may be long: each part travels as a message of its
 * own below the hub's limit. `too-long`: more than the hub would take.
 */
export type TechnicianReply = { packed: Uint8Array[] } | { refused: 'question-malformed' | 'too-long' };

/** The longest answer to a technician: bytes of a part, parts, and bytes unpacked. */
export const TECHNICIAN_REPLY = { partBytes: 128 * 1024, parts: 16, bytes: 8 * 1024 * 1024 } as const;

/** An identity card that was laid on a kiosk's reader. Only its number travels, and nobody keeps it. */
export const CardRead = z.strictObject({ device: Id, number: z.string().regex(/^[0-9A-Za-z()-]{5,64}$/) });
export type CardRead = z.output<typeof CardRead>;

export interface AgentToHub {
  'report:send': (message: { reports: NumberedReport[] }, answer: (a: ReportAnswer) => void) => void;
  /** Passed on to the kiosk the reader stands at, in memory alone; without a kiosk that listens it is lost. */
  'card:read': (read: CardRead) => void;
}
/** The highest number on disk at the hub; everything up to it may be forgotten by the agent. */
export type ReportAnswer = { accepted: number } | { refused: string };

export interface HubToAgent {
  'hub:beat': (beat: { at: Instant }) => void;
  /** The agent answers once the job is in its own spooler on disk; a repeated job is answered and ignored. */
  'print:requested': (job: PrintJob, answer: (taken: boolean) => void) => void;
  /**
   * The visit at this counter was over at `openedAt`: light its evaluator until `closesAt` (hub's clock). The same
   * button pressed before `openedAt` belonged to someone else and makes no repetition of a press after it.
   */
  'rating:invited': (invitation: {
    device: string;
    visit: string;
    openedAt: Instant;
    closesAt: Instant;
  }) => void;
  'rating:closed': (closed: { device: string; visit: string }) => void;
  /** What a keypad shows: its counter's ticket and how many wait. */
  'keypad:show': (show: { device: string; number: string | null; waiting: number }) => void;
  /** A key of this keypad was not done: its clerk is to hear of it. */
  'keypad:refused': (refused: { device: string; refused: string }) => void;
  /** Sent when it changes and when the agent comes (back). */
  'evaluator:show': (show: EvaluatorShow) => void;
  /** Sent when it changes, anew when a number is recalled, and whole when the agent comes (back). */
  'window:show': (show: WindowShow) => void;
  /** Nothing of it is recorded. An agent from before this message never answers. */
  'technician:asked': (question: TechnicianQuestion, answer: (reply: TechnicianReply) => void) => void;
}
