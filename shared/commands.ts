import * as z from 'zod';
import * as cases from './case/case-commands.ts';
import * as ratings from './rating/rating-commands.ts';
import { command, TicketRef } from './command-shape.ts';
import { Id, type Hall } from './hall.ts';
import type { Calendar } from './calendar/calendar.ts';
import type { DayClosed } from './events.ts';
import type { PageCommand } from './page-commands.ts';
import type { Policy } from './policy/policy.ts';
import { EndOutage, RecordOutageStep } from './outage/outage-step.ts';
import type { AnnouncedDevice } from './protocol.ts';
import type { CallCommand } from './rating/call-commands.ts';
import {
  DEVICE_PROBLEMS,
  EVIDENCE_GRADES,
  KEYPAD_KEYS,
  LANGUAGES,
  LEVELS,
  TICKET_CLASSES,
  type Instant,
  type Role,
} from './vocabulary.ts';

const Reason = z.string().trim().min(1, '请写明原因').max(60, '最多 60 个字');
const Place = z.int().min(0).max(19);
const At = z.int().min(0).max(8_640_000_000_000);

const AppointmentCode = z.string().regex(/^[A-Z0-9]{4,16}$/, '预约码须为 4 到 16 个大写字母或数字');
const AppointmentRef = z.string().regex(/^\d{4}-\d{2}-\d{2}-[A-Z0-9]{4,16}$/, '不是预约编号');
/** Identity number as it was typed or read; see `IssueTicket.person`. */
const Person = z.string().regex(/^[0-9A-Za-z()-]{5,64}$/, '证件号码须为 5 到 64 个字母、数字');

export const IssueTicket = command('IssueTicket', {
  service: Id,
  class: z.enum(TICKET_CLASSES).default('ordinary'),
  language: z.enum(LANGUAGES).default('zh'),
  /** The kiosk whose printer prints it; without one nothing prints. */
  kiosk: Id.optional(),
  /**
   * Identity number as it was typed or read. The hub puts a keyed mark in its place before anything else; only that
   * is decided on and recorded.
   */
  person: Person.optional(),
  /** Told how long the line is, the applicant queues all the same. */
  confirmed: z.boolean().optional(),
  /** Services the same applicant wants after the first, in this order. */
  more: z.array(Id).max(5, '一次最多办 6 项业务').optional(),
  /** People who came together with this one number. */
  people: z.int().min(1).max(50).optional(),
});
export const BookAppointment = command('BookAppointment', {
  service: Id,
  startsAt: At,
  /** Absent: the hub makes one. */
  code: AppointmentCode.optional(),
  person: Person.optional(),
});
export const CancelAppointment = command('CancelAppointment', {
  appointment: AppointmentRef,
  /** The desk says why; another system may. */
  reason: Reason.optional(),
});
/** The applicant is here: by the code or its QR, or by the identity number it was booked with. */
export const CheckIn = command('CheckIn', {
  code: AppointmentCode.optional(),
  person: Person.optional(),
  language: z.enum(LANGUAGES).default('zh'),
  kiosk: Id.optional(),
}).refine((asked) => asked.code !== undefined || asked.person !== undefined, {
  path: ['code'],
  message: '请输入预约码或刷身份证',
});
/** A number written on paper while the hall's machines were out, with its real times. */
export const BackfillTicket = command('BackfillTicket', {
  service: Id,
  /** As written: the service's letters and the digits. */
  number: z.string().regex(/^[A-Z]{1,2}\d{2,6}$/, '须为号码，例如 A012'),
  class: z.enum(TICKET_CLASSES).default('ordinary'),
  takenAt: At,
  /** With `counter`: it has been served. */
  finishedAt: At.optional(),
  counter: Id.optional(),
});
export const ReprintTicket = command('ReprintTicket', { ticket: TicketRef, kiosk: Id });

export const OpenCounter = command('OpenCounter', {
  counter: Id,
  /** Who is signed in on the page, for an agent alone, which cannot know. The hub does, and takes no notice of it. */
  clerk: Id.optional(),
});
export const CloseCounter = command('CloseCounter', { counter: Id });
export const PauseCounter = command('PauseCounter', { counter: Id, reason: Reason });
export const ResumeCounter = command('ResumeCounter', { counter: Id });

export const CallNext = command('CallNext', { counter: Id });
/** A chosen waiting ticket, or one on hold called back. */
export const CallTicket = command('CallTicket', { counter: Id, ticket: TicketRef });
export const RecallTicket = command('RecallTicket', { counter: Id, ticket: TicketRef });
export const StartService = command('StartService', { counter: Id, ticket: TicketRef });
export const FinishService = command('FinishService', { counter: Id, ticket: TicketRef });
export const MarkNoShow = command('MarkNoShow', { counter: Id, ticket: TicketRef });
export const HoldTicket = command('HoldTicket', {
  counter: Id,
  ticket: TicketRef,
  reason: Reason,
  /** It comes back by itself after so long; absent: when the counter calls it. */
  minutes: z.int().min(1).max(240).optional(),
});
/** What is done for the applicant now being served; `matter` counts from 0. */
export const AddMatter = command('AddMatter', { counter: Id, ticket: TicketRef, service: Id });
export const ChangeMatter = command('ChangeMatter', {
  counter: Id,
  ticket: TicketRef,
  matter: Place,
  service: Id.optional(),
  quantity: z.int().min(1).max(999).optional(),
});
export const TakeUpMatter = command('TakeUpMatter', { counter: Id, ticket: TicketRef, matter: Place });
export const EndMatter = command('EndMatter', { counter: Id, ticket: TicketRef, matter: Place });
/** At closing: everyone still waiting, called or on hold has not come, for the reason given. */
export const ClearQueue = command('ClearQueue', { reason: Reason });
/** Back into its line: a called one, one on hold, one that had not come, or one whose holder had left. */
export const RequeueTicket = command('RequeueTicket', { ticket: TicketRef });
/** To another service's line, or to one counter's. It keeps the time it was taken at. */
export const TransferTicket = command('TransferTicket', {
  ticket: TicketRef,
  to: z.union([z.strictObject({ service: Id }), z.strictObject({ counter: Id })]),
  /** Back to the counter it was at once the other has served it. */
  returnHere: z.boolean().optional(),
});
export const CancelTicket = command('CancelTicket', { ticket: TicketRef, reason: Reason });

/** What screens may send. */
export const ScreenCommand = z.discriminatedUnion('type', [
  IssueTicket,
  BookAppointment,
  CancelAppointment,
  CheckIn,
  BackfillTicket,
  ReprintTicket,
  OpenCounter,
  CloseCounter,
  PauseCounter,
  ResumeCounter,
  CallNext,
  CallTicket,
  RecallTicket,
  StartService,
  FinishService,
  MarkNoShow,
  HoldTicket,
  AddMatter,
  ChangeMatter,
  TakeUpMatter,
  EndMatter,
  ClearQueue,
  RequeueTicket,
  TransferTicket,
  CancelTicket,
  cases.OpenCase,
  cases.TakeStep,
  cases.AmendCase,
  cases.NoteCase,
  cases.AssignCase,
  cases.AddBranch,
  cases.EndBranch,
  cases.ExtendClock,
  cases.GiveInterimNotice,
  cases.RateCase,
  cases.RecordCallBack,
  cases.PrintPaper,
  cases.AskHelp,
  cases.AnswerHelp,
  cases.HandOver,
  ratings.RateVisit,
  ratings.GiveReasons,
  ratings.TypeRating,
  ratings.CorrectRating,
  ratings.AppealRating,
  ratings.DecideAppeal,
  ratings.LookIntoCheck,
]);
export type ScreenCommand = z.output<typeof ScreenCommand>;

/** A press on an evaluator's button. `pressedAt` is the agent's clock set by the hub's. */
export const RecordPress = command('RecordPress', {
  device: Id,
  level: z.enum(LEVELS),
  pressedAt: At,
  /** Perhaps the device's repetition of its press before, which an agent killed since had on disk: the hub can tell. */
  again: z.literal(true).optional(),
});
/** A key of a caller keypad, and the digits typed before it. */
export const UseKeypad = command('UseKeypad', {
  device: Id,
  key: z.enum(KEYPAD_KEYS),
  digits: z
    .string()
    .regex(/^\d{1,8}$/, '须为 1 到 8 位数字')
    .optional(),
  pressedAt: At,
});
export const RecordDeviceState = command('RecordDeviceState', {
  device: Id,
  /** Empty: the device is well. */
  problems: z.array(z.enum(DEVICE_PROBLEMS)).max(DEVICE_PROBLEMS.length),
  since: At,
});
export const RecordPrint = command('RecordPrint', {
  job: z.string().min(1).max(80),
  state: z.enum(['printing', 'printed', 'failed', 'unknown']),
  grade: z.enum(EVIDENCE_GRADES).optional(),
  reason: z.enum([...DEVICE_PROBLEMS, 'past-deadline', 'agent-stopped', 'job-malformed']).optional(),
});

const own = { id: true } as const;
/** What agents report. It becomes a command under an id that the hub makes from agent, outbox and number. */
export const AgentReport = z.discriminatedUnion('type', [
  RecordPress.omit(own),
  UseKeypad.omit(own),
  RecordDeviceState.omit(own),
  RecordPrint.omit(own),
  RecordOutageStep.omit(own),
  EndOutage.omit(own),
]);
export type AgentReport = z.output<typeof AgentReport>;
export type AgentCommand = AgentReport & { id: string };

/** What the hub asks of itself. */
export type HubCommand =
  /** `file`: mark of the hall.json it was read from. */
  | { id: string; type: 'ConfigureHall'; hall: Hall; file: string }
  /** The rules of the city the hall serves; null: it has no case desk. */
  | { id: string; type: 'AdoptPolicy'; policy: Policy | null; mark: string }
  | { id: string; type: 'AdoptCalendar'; calendar: Calendar; mark: string }
  | { id: string; type: 'WarnOverdue'; case: string; clock: string; rung: number }
  /** A bad rating that stood: somebody calls the applicant back. */
  | { id: string; type: 'OpenCallBack'; visit: string }
  /** `before`: the day that is over, as the journal holds it; absent on a hall's first. */
  | { id: string; type: 'OpenDay'; day: string; before?: DayClosed }
  | { id: string; type: 'LapseRating'; visit: string }
  | { id: string; type: 'EndHold'; ticket: string }
  | { id: string; type: 'MissAppointment'; appointment: string }
  | { id: string; type: 'GiveUpPrint'; job: string }
  | {
      id: string;
      type: 'JoinAgent';
      agent: string;
      /** The stream it begins, by which its starts are told apart. */
      outbox?: string;
      devices: AnnouncedDevice[];
    }
  /** `since`: it was the hub that was away; when it was last known to be there. */
  | { id: string; type: 'LoseAgent'; agent: string; since?: Instant };

export type Command =
  ScreenCommand | AgentCommand | HubCommand | PageCommand | cases.ImportCases | CallCommand;
export type CommandType = Command['type'];
/** One type of command. */
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/**
 * Who asks. Stands in the journal as `staff:c03`, `kiosk:k1`, `tablet:c3`, `holder:2026-11-23-A012`, `agent:hall-1`,
 * `api:city-app`, `hub`.
 */
export type Actor =
  | { kind: 'staff'; account: string; role: Role }
  | { kind: 'kiosk'; kiosk: string }
  /** Whoever stands in front of a counter's tablet. */
  | { kind: 'tablet'; counter: string }
  /** Whoever knows the secret key of a ticket. */
  | { kind: 'holder'; ticket: string }
  | { kind: 'agent'; agent: string }
  /** Another system; `key` names its API key. */
  | { kind: 'api'; key: string }
  | { kind: 'hub' };

/** The actor's one-word form in the journal. */
export function actorText(actor: Actor): string {
  if (actor.kind === 'staff') return `staff:${actor.account}`;
  if (actor.kind === 'kiosk') return `kiosk:${actor.kiosk}`;
  if (actor.kind === 'tablet') return `tablet:${actor.counter}`;
  if (actor.kind === 'holder') return `holder:${actor.ticket}`;
  if (actor.kind === 'agent') return `agent:${actor.agent}`;
  if (actor.kind === 'api') return `api:${actor.key}`;
  return 'hub';
}
