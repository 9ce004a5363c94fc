import * as z from 'zod';
import { CivilDate } from '../calendar/civil-date.ts';
import { command, TicketRef } from '../command-shape.ts';
import { Id } from '../hall.ts';
import { Name } from '../policy/basis.ts';
import type { Sealed } from '../vault.ts';
import { CALL_BACK_OUTCOMES, HELP_OUTCOMES, HELP_REASONS, RATING_CHANNELS } from '../vocabulary.ts';

const CaseRef = z.string().regex(/^B\d{8}-\d{3,5}$/, '不是案件编号');
/** A run of a clock: `WS-HANDLE.1`. */
const RunRef = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}\.\d{1,3}$/, '不是时限编号');
const HelpRef = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}-[A-Z]{1,2}\d{2,6}(-\d{1,4})?\/h\d{1,12}$/, '不是求助编号');
/** The policy's role in whose name something is done. */
const As = Name;
const Attributes = z.record(Name, z.string().max(32)).default({});
/** Form fields by their id. Free text is sealed in the vault before anything is decided. */
const Fields = z.record(Name, z.string().trim().max(2_000, '最多 2000 个字')).default({});
const Text = z.string().trim().min(1, '不能为空').max(2_000, '最多 2000 个字');
const Unit = z.string().trim().min(1, '不能为空').max(40, '最多 40 个字');

export const OpenCase = command('OpenCase', {
  caseType: Name,
  /** How it came: one of the case type's intakes. */
  intake: Name,
  as: As,
  /** The ticket it grew out of; counter, service and clerk are then its own. */
  ticket: TicketRef.optional(),
  counter: Id.optional(),
  service: Id.optional(),
  /** The department it is about, in words; by default that of its service. */
  unit: Unit.optional(),
  /** Which of the contents in scope it belongs to, from 0. */
  scope: z.int().min(0).max(19).optional(),
  attributes: Attributes,
  fields: Fields,
  /** The applicant asks that it be kept confidential. */
  confidential: z.boolean().default(false),
  /** Number of the order in the system it came from, 12345 for instance. */
  foreignNumber: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/, '须为 1 到 40 个字母、数字或横线')
    .optional(),
});

/** Orders of another system, all opened or none; one that has a case already is passed over. */
export interface ImportCases {
  id: string;
  type: 'ImportCases';
  orders: (Omit<z.output<typeof OpenCase>, 'id' | 'type' | 'ticket' | 'counter'> & SealedTexts)[];
}

export const TakeStep = command('TakeStep', {
  case: CaseRef,
  step: Name,
  as: As,
  attributes: Attributes,
  fields: Fields,
  /** Which exclusion applies, from 0: for a step that refuses and shows another way. */
  exclusion: z.int().min(0).max(19).optional(),
  /** The matter's own limit in working days, 法定或承诺时限. */
  itemDays: z.int().min(1).max(365).optional(),
});

/** What was found to be otherwise: running clocks are reckoned again. */
export const AmendCase = command('AmendCase', {
  case: CaseRef,
  as: As,
  attributes: Attributes,
  fields: Fields,
  unit: Unit.optional(),
  confidential: z.boolean().optional(),
});

/** An opinion; it is added and never changed. */
export const NoteCase = command('NoteCase', { case: CaseRef, as: As, text: Text });

/** Who has it now; null: nobody. */
export const AssignCase = command('AssignCase', { case: CaseRef, to: Id.nullable() });

/** A department's own part of a case that several handle. */
export const AddBranch = command('AddBranch', { case: CaseRef, as: As, unit: Unit });
export const EndBranch = command('EndBranch', {
  case: CaseRef,
  as: As,
  branch: z.int().min(1).max(20),
  text: Text,
});

export const ExtendClock = command('ExtendClock', {
  case: CaseRef,
  clock: RunRef,
  as: As,
  /** The new last day; due at its close of business. */
  due: CivilDate,
  fields: Fields,
});

/** To the applicant of a case without a limit: it is being worked on, and why it takes long. */
export const GiveInterimNotice = command('GiveInterimNotice', {
  case: CaseRef,
  clock: RunRef,
  as: As,
  text: Text,
});

export const RateCase = command('RateCase', {
  case: CaseRef,
  /** A grade of the case's scale, or `none`: 未评价. */
  grade: Name,
  channel: z.enum(RATING_CHANNELS),
  text: Text.optional(),
});

/** 跟踪回访 of a case that was sent back. */
export const RecordCallBack = command('RecordCallBack', {
  case: CaseRef,
  outcome: z.enum(CALL_BACK_OUTCOMES),
  text: Text,
});

/** A short paper for the applicant on a ticket printer: by default the one nearest to the desk. */
export const PrintPaper = command('PrintPaper', {
  case: CaseRef,
  kind: z.enum(['receipt', 'form']),
  /** Which of the case's forms; of a receipt it says nothing. */
  form: Name.optional(),
  kiosk: Id.optional(),
});

/** The counter asks the desk over: its ticket is held and the counter is free. */
export const AskHelp = command('AskHelp', {
  counter: Id,
  ticket: TicketRef,
  reason: z.enum(HELP_REASONS),
});
export const AnswerHelp = command('AnswerHelp', { help: HelpRef, outcome: z.enum(HELP_OUTCOMES) });

/** What the next shift must know. */
export const HandOver = command('HandOver', { text: Text });

/** Commands about cases and the desk's rules. */
export type CaseCommandType =
  | 'OpenCase'
  | 'ImportCases'
  | 'TakeStep'
  | 'AmendCase'
  | 'NoteCase'
  | 'AssignCase'
  | 'AddBranch'
  | 'EndBranch'
  | 'ExtendClock'
  | 'GiveInterimNotice'
  | 'RateCase'
  | 'RecordCallBack'
  | 'PrintPaper'
  | 'AskHelp'
  | 'AnswerHelp'
  | 'HandOver'
  | 'AdoptPolicy'
  | 'AdoptCalendar'
  | 'WarnOverdue'
  | 'OpenCallBack'
  | 'SeePersonal'
  | 'AttachMaterial'
  | 'ErasePerson'
  | 'SignAssumption';

/** What the hub puts in the place of free text before a command is decided. */
export interface SealedTexts {
  /** By field; what a command says beside its fields stands under `text`. */
  sealed?: Readonly<Record<string, Sealed>>;
  /** Keyed marks of the applicant's name and telephone, so that the case is found by them. */
  marks?: readonly string[];
}
