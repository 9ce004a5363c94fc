import { ScreenCommand, type Actor, type Command, type CommandType } from '@bandecheng/shared/commands';
import type { Role, Screen } from '@bandecheng/shared/vocabulary';

/** Who may be at the other end: a staff role, a paired device, a ticket's holder, an agent, another system, the hub. */
export type Party = Role | 'kiosk' | 'tablet' | 'holder' | 'agent' | 'api' | 'hub';

/** Whoever was served. Nobody of the staff rates. */
const APPLICANTS = ['tablet', 'holder', 'kiosk'] as const;
const AT_THE_COUNTER = ['clerk', 'shift-leader', 'admin'] as const;
const ABOUT_A_TICKET = ['clerk', 'desk', 'shift-leader', 'admin'] as const;
const AT_THE_DESK = ['desk', 'shift-leader', 'admin'] as const;
const ON_CASES = ['clerk', 'desk', 'shift-leader', 'supervisor', 'admin'] as const;
/** Everybody of the hall. A security administrator has no part in cases and rules: see docs/security.md. */
const STAFF = ['clerk', 'desk', 'shift-leader', 'supervisor', 'auditor', 'admin'] as const;

/** Who may give each command. That a clerk works the counter he holds and no other is the decider's to check. */
export const MAY_COMMAND: Record<CommandType, readonly Party[]> = {
  IssueTicket: ['kiosk', 'api', ...AT_THE_DESK],
  BookAppointment: ['api', ...AT_THE_DESK],
  CancelAppointment: ['api', ...AT_THE_DESK],
  CheckIn: ['kiosk', 'api', ...AT_THE_DESK],
  ImportAppointments: ['api'],
  BackfillTicket: AT_THE_DESK,
  ReprintTicket: AT_THE_DESK,
  OpenCounter: AT_THE_COUNTER,
  CloseCounter: AT_THE_COUNTER,
  PauseCounter: AT_THE_COUNTER,
  ResumeCounter: AT_THE_COUNTER,
  CallNext: AT_THE_COUNTER,
  CallTicket: AT_THE_COUNTER,
  RecallTicket: AT_THE_COUNTER,
  StartService: AT_THE_COUNTER,
  FinishService: AT_THE_COUNTER,
  MarkNoShow: AT_THE_COUNTER,
  HoldTicket: AT_THE_COUNTER,
  AddMatter: AT_THE_COUNTER,
  ChangeMatter: AT_THE_COUNTER,
  TakeUpMatter: AT_THE_COUNTER,
  EndMatter: AT_THE_COUNTER,
  ClearQueue: ['shift-leader', 'admin'],
  RequeueTicket: ABOUT_A_TICKET,
  TransferTicket: ABOUT_A_TICKET,
  CancelTicket: ['api', ...ABOUT_A_TICKET],
  RateVisit: APPLICANTS,
  GiveReasons: APPLICANTS,
  TypeRating: ['api', 'desk', 'supervisor', 'admin'],
  CorrectRating: ['supervisor', 'admin'],
  AppealRating: AT_THE_COUNTER,
  DecideAppeal: ['supervisor', 'admin'],
  LookIntoCheck: ['supervisor', 'admin'],
  RecordPress: ['agent'],
  UseKeypad: ['agent'],
  RecordDeviceState: ['agent'],
  RecordPrint: ['agent'],
  RecordOutageStep: ['agent'],
  EndOutage: ['agent'],
  EditHall: ['admin'],
  OpenCase: ['api', ...ON_CASES],
  ImportCases: ['api'],
  TakeStep: ON_CASES,
  AmendCase: ON_CASES,
  NoteCase: ON_CASES,
  AssignCase: AT_THE_DESK,
  AddBranch: ON_CASES,
  EndBranch: ON_CASES,
  ExtendClock: ON_CASES,
  GiveInterimNotice: ON_CASES,
  RateCase: AT_THE_DESK,
  RecordCallBack: ON_CASES,
  PrintPaper: ABOUT_A_TICKET,
  AskHelp: AT_THE_COUNTER,
  AnswerHelp: AT_THE_DESK,
  HandOver: AT_THE_DESK,
  SeePersonal: ON_CASES,
  AttachMaterial: ON_CASES,
  ErasePerson: ['security-admin', 'hub'],
  SeeWords: ['supervisor', 'admin'],
  EraseWords: ['security-admin', 'hub'],
  SeeHandedRecords: ['admin'],
  PrintDigest: ['supervisor', 'admin'],
  SignAssumption: ['admin', 'supervisor'],
  DrawCallList: ['supervisor', 'admin'],
  RecordCall: ['desk', 'supervisor', 'admin'],
  ReceiptSms: ['api'],
  NumberVisit: ['api'],
  InviteBySms: ['hub'],
  RecordSecurity: ['hub'],
  AdoptPolicy: ['hub'],
  AdoptCalendar: ['hub'],
  WarnOverdue: ['hub'],
  OpenCallBack: ['hub'],
  ConfigureHall: ['hub'],
  OpenDay: ['hub'],
  LapseRating: ['hub'],
  EndHold: ['hub'],
  MissAppointment: ['hub'],
  GiveUpPrint: ['hub'],
  JoinAgent: ['hub'],
  LoseAgent: ['hub'],
};

/** Who may open each screen. `paired`: a device paired with just this screen; `anyone`: whoever has the address. */
export const MAY_OPEN: Record<Screen, readonly (Role | 'paired' | 'anyone')[]> = {
  kiosk: ['paired', ...STAFF, 'security-admin'],
  display: ['paired', ...STAFF, 'security-admin'],
  counter: ['clerk', 'shift-leader', 'admin'],
  tablet: ['paired', ...STAFF, 'security-admin'],
  desk: ['desk', 'shift-leader', 'supervisor', 'admin'],
  devices: ['desk', 'shift-leader', 'admin'],
  hall: ['admin'],
  follow: ['anyone'],
  cases: ON_CASES,
};

/** What is done over the pages' API, and by whom. */
export const MAY_DO = {
  'pair-screen': ['shift-leader', 'admin', 'security-admin'],
  'read-appointments': ['desk', 'shift-leader', 'supervisor', 'admin'],
  'edit-hall': ['admin'],
  'read-accounts': ['security-admin'],
  'create-account': ['security-admin'],
  'edit-account': ['security-admin'],
  'give-star': ['security-admin'],
  'end-sessions': ['security-admin'],
  'read-self-check': ['desk', 'shift-leader', 'supervisor', 'admin', 'security-admin'],
  'read-audit': ['auditor'],
  'create-agent-key': ['security-admin'],
  'revoke-agent-key': ['security-admin'],
  'ask-agent': ['admin'],
  'manage-api-keys': ['security-admin'],
  'manage-webhooks': ['admin'],
  'read-rules': STAFF,
  'edit-calendar': ['shift-leader', 'supervisor', 'admin'],
  'reload-calendar': ['admin'],
  'read-proof': ['supervisor', 'auditor', 'admin'],
  'read-erasure': ['supervisor', 'auditor', 'security-admin'],
  'read-cases': STAFF,
  'read-case-staff': AT_THE_DESK,
  'read-hand-overs': ['desk', 'shift-leader', 'supervisor', 'admin'],
  'read-reports': ['desk', 'shift-leader', 'supervisor', 'auditor', 'admin'],
  'read-ratings': ['shift-leader', 'supervisor', 'auditor', 'admin'],
  'read-knowledge': STAFF,
  'read-call-lists': ['desk', 'supervisor', 'auditor', 'admin'],
  'read-province': ['supervisor', 'auditor', 'admin'],
  'hand-over-again': ['supervisor', 'admin'],
  'write-knowledge': ['desk', 'shift-leader', 'supervisor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;
export type ApiAction = keyof typeof MAY_DO;

/** What somebody may be allowed: an action of the API, or a command given over it. */
export type Deed = ApiAction | CommandType;

/** Somebody's role, and the one held beside it. */
export interface Holder {
  role: Role;
  also?: Role;
}

const SCREEN_COMMANDS = new Set<string>(ScreenCommand.options.map(({ shape }) => shape.type.value));

/** Whether this actor may give what a screen sends, before anything else of it is looked at. */
export function maySend(actor: Actor, message: unknown): boolean {
  const type: unknown =
    typeof message === 'object' && message !== null && 'type' in message ? message.type : null;
  if (typeof type !== 'string' || !SCREEN_COMMANDS.has(type)) return true;
  return MAY_COMMAND[type as CommandType].includes(partyOf(actor));
}

function partyOf(actor: Actor): Party {
  return actor.kind === 'staff' ? actor.role : actor.kind;
}

/**
 * Whether this actor may give this command. A kiosk takes tickets in its own name alone and rates by a number; a
 * ticket's holder names no other ticket. Which visits a tablet may name is the decider's to check.
 */
export function mayCommand(actor: Actor, command: Command): boolean {
  if (!MAY_COMMAND[command.type].includes(partyOf(actor))) return false;
  if (command.type === 'RateVisit' || command.type === 'GiveReasons') return mayRate(actor, command.ticket);
  if (actor.kind !== 'kiosk') return true;
  if (command.type !== 'IssueTicket' && command.type !== 'CheckIn') return false;
  return command.kiosk === undefined || command.kiosk === actor.kiosk;
}

function mayRate(actor: Actor, ticket: string | undefined): boolean {
  if (actor.kind === 'kiosk') return ticket !== undefined;
  if (actor.kind === 'tablet') return true;
  return ticket === undefined || (actor.kind === 'holder' && actor.ticket === ticket);
}

/** Whether someone of this role, or nobody known (null), may open the screen. Pairings are checked beside it. */
export function mayOpen(screen: Screen, role: Role | null): boolean {
  const openers = MAY_OPEN[screen];
  return openers.includes('anyone') || (role !== null && openers.includes(role));
}

/** Whether cases may be given to someone of this role. */
export function mayOwnCases(role: Role): boolean {
  return MAY_COMMAND.TakeStep.includes(role);
}

/** Whether someone of these roles may do this over the API. */
export function mayDo(deed: Deed, { role, also }: Holder): boolean {
  const doers: readonly Party[] =
    deed in MAY_DO ? MAY_DO[deed as ApiAction] : MAY_COMMAND[deed as CommandType];
  return doers.includes(role) || (also !== undefined && doers.includes(also));
}
