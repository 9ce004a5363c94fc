import * as z from 'zod';
import { AgentReport, ScreenCommand } from './commands.ts';
import {
  AgentHandshake,
  Answer,
  Beat,
  CardNumber,
  CardRead,
  DevicesMessage,
  EvaluatorShow,
  HandshakeRefused,
  KeypadRefused,
  KeypadShow,
  PrintJob,
  PublishedView,
  RatingClosed,
  RatingInvitation,
  ReportAnswer,
  ReportMessage,
  ScreenBeat,
  ScreenHandshake,
  TechnicianReply,
  WindowShow,
} from './protocol.ts';
import { Hall } from './hall.ts';
import { GivenTicket, Lease } from './outage/lease.ts';
import { TechnicianQuestion } from './technician.ts';

/*
 * Every socket message, by namespace and direction. The gateway is typed by these tables, reads what comes in with
 * their schemas, and /api/v1/messages.json is made from them.
 */

/** One message. */
export interface MessageShape {
  summary: string;
  /** What it carries; absent: nothing. */
  message?: z.ZodType;
  /** What it is answered; absent: it is not. */
  answer?: z.ZodType;
  /** Parts of it that are read one by one, so that a bad one does not spoil the rest, by their place. */
  parts?: Readonly<Record<string, z.ZodType>>;
}
type Messages = Readonly<Record<string, MessageShape>>;

export const SCREEN_TO_HUB = {
  'command:send': {
    summary: 'A command; sent again with the same id it changes nothing and is answered again',
    message: ScreenCommand,
    answer: Answer,
  },
  'view:ask': { summary: "The hub sends the screen's views again" },
} as const satisfies Messages;

export const HUB_TO_SCREEN = {
  'view:published': { summary: 'A view, whole, computed at journal number `seq`', message: PublishedView },
  'hub:beat': {
    summary: "The hub's clock and, per view, the number last published: a screen behind it asks again",
    message: ScreenBeat,
  },
  'card:read': {
    summary: 'An identity card was laid on the reader of this kiosk, if it asked for one',
    message: CardNumber,
  },
} as const satisfies Messages;

export const AGENT_TO_HUB = {
  'report:send': {
    summary: 'Reports in rising order of number; answered once all of them are on disk',
    message: ReportMessage,
    parts: { 'reports[].report': AgentReport },
    answer: ReportAnswer,
  },
  'devices:announced': {
    summary:
      "In place of the handshake's, while the connection stands: another model, or a driver that begins anew",
    message: DevicesMessage,
  },
  'card:read': {
    summary:
      'Passed on to the kiosk the reader stands at, in memory alone; without one that listens it is lost',
    message: CardRead,
  },
} as const satisfies Messages;

export const HUB_TO_AGENT = {
  'hub:beat': { summary: "The hub's clock", message: Beat },
  'print:requested': {
    summary: 'Answered true once the job is on the disk of the agent; a repeated job is answered and ignored',
    message: PrintJob,
    answer: z.boolean(),
  },
  'rating:invited': {
    summary: 'The visit at this counter was over at `openedAt`: light its evaluator until `closesAt`',
    message: RatingInvitation,
  },
  'rating:closed': { summary: 'The evaluator waits no longer', message: RatingClosed },
  'keypad:show': { summary: "Its counter's ticket and how many wait", message: KeypadShow },
  'keypad:refused': { summary: 'A key was not done: its clerk is to hear of it', message: KeypadRefused },
  'evaluator:show': {
    summary: 'Sent when it changes and when the agent comes (back)',
    message: EvaluatorShow,
  },
  'window:show': {
    summary: 'Sent when it changes, anew when a number is recalled, and whole when the agent comes (back)',
    message: WindowShow,
  },
  'presence:asked': {
    summary: 'Answered true at once: somebody else comes as this agent. An agent from before never answers',
    answer: z.literal(true),
  },
  'hall:told': {
    summary: "The hall's rules, when the agent comes (back) and at every change of them",
    // As it was read from hall.json: nothing is to be worked into it any more.
    message: z.strictObject({ hall: Hall.in }),
  },
  'outage:leased': {
    summary:
      'What an agent with a kiosk or a counter goes on with while no hub can be reached: when it comes (back) and, when it has changed, every few seconds',
    message: Lease,
  },
  'outage:given': {
    summary:
      'A number that the hub gave at a kiosk of this agent, before its print order: asked the same once no hub can be reached, the agent gives no second one. An agent from before does',
    message: GivenTicket,
  },
  'technician:asked': {
    summary: 'Nothing of it is recorded. An agent from before this message never answers',
    message: TechnicianQuestion,
    answer: TechnicianReply,
  },
} as const satisfies Messages;

/** Both namespaces whole: who comes in how, and what is said then. */
export const NAMESPACES = {
  '/screen': {
    handshake: ScreenHandshake,
    refused: HandshakeRefused,
    toHub: SCREEN_TO_HUB,
    fromHub: HUB_TO_SCREEN,
  },
  '/agent': {
    handshake: AgentHandshake,
    refused: HandshakeRefused,
    toHub: AGENT_TO_HUB,
    fromHub: HUB_TO_AGENT,
  },
} as const;

type Listener<M> = M extends { message: infer S extends z.ZodType; answer: infer A extends z.ZodType }
  ? (message: z.output<S>, answer: (answer: z.output<A>) => void) => void
  : M extends { answer: infer A extends z.ZodType }
    ? (answer: (answer: z.output<A>) => void) => void
    : M extends { message: infer S extends z.ZodType }
      ? (message: z.output<S>) => void
      : () => void;
type Listeners<M> = { [N in keyof M]: Listener<M[N]> };

export type ScreenToHub = Listeners<typeof SCREEN_TO_HUB>;
export type HubToScreen = Listeners<typeof HUB_TO_SCREEN>;
export type AgentToHub = Listeners<typeof AGENT_TO_HUB>;
export type HubToAgent = Listeners<typeof HUB_TO_AGENT>;
