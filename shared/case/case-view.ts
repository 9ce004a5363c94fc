import * as z from 'zod';
import { Id, LocalText } from '../hall.ts';
import { FORCES } from '../policy/clock.ts';
import { At, Count, CounterNumber, Minutes } from '../view-parts.ts';
import { CLOCK_STANDINGS, HELP_REASONS, LEVELS } from '../vocabulary.ts';

const Standing = z.enum(CLOCK_STANDINGS);

/** A running clock of a case, as a board shows it. */
export const ClockRow = z.strictObject({
  run: z.string(),
  zh: z.string(),
  force: z.enum(FORCES),
  standing: Standing,
  startedAt: At,
  dueAt: At.nullable(),
  provisional: z.boolean().describe('暂定: it rests on a year whose holidays are not known'),
  daysLeft: z
    .int()
    .nullable()
    .describe('Legal working days to the due day: 0 today, negative behind it; null when nothing is due'),
  extended: Count,
  interimDueAt: At.optional().describe('A notice owed to the applicant of an exempt case'),
  told: z.array(z.string()).describe('Roles told that it ran out, in words'),
  quote: z.string().describe('The sentence of the notice behind it; empty where it rests on an assumption'),
});
export type ClockRow = z.output<typeof ClockRow>;

/** A case as the desk board shows it: nothing of whom it is about. */
export const CaseRow = z.strictObject({
  case: z.string(),
  openedAt: At,
  standing: Standing.describe('By the gravest running clock; measured with none'),
  clocks: z.array(ClockRow).describe('Running clocks, the one that is due first in front'),
  confidential: z.boolean().describe('Kept confidential: everything below is absent'),
  type: z.string().optional(),
  state: z.string().optional(),
  since: At.optional(),
  intake: z.string().optional(),
  number: z.string().optional().describe('Of its ticket'),
  counterNumber: CounterNumber.optional(),
  service: LocalText.optional(),
  unit: z.string().optional(),
  owner: Id.optional().describe('Who has it now'),
  waitsFor: z.array(z.string()).optional().describe('Roles that can take the next step, in words'),
  next: z
    .array(z.strictObject({ step: z.string(), zh: z.string(), quote: z.string() }))
    .optional()
    .describe('What can be done next, and the sentence that asks for it'),
  branches: z.array(z.string()).optional().describe('Departments that have not done their part'),
  reworks: Count.optional(),
  followUp: z.boolean().optional().describe('跟踪回访 that nobody has made yet'),
  invited: z.boolean().optional().describe('Asked for a rating and not given one'),
  level: z.enum(LEVELS).optional().describe('The bad rating it is about'),
});
export type CaseRow = z.output<typeof CaseRow>;

/** A counter that asks for the desk. */
export const HelpRow = z.strictObject({
  help: z.string(),
  ticket: z.string(),
  number: z.string(),
  counterNumber: CounterNumber,
  service: LocalText,
  reason: z.enum(HELP_REASONS),
  askedAt: At,
  minutes: Minutes.describe('How long the applicant had been at the counter'),
  comingAt: At.optional().describe('Since when somebody is on the way'),
});
export type HelpRow = z.output<typeof HelpRow>;

/** The cases that are not over, and the counters that ask for help. */
export const CasesView = z.strictObject({
  policy: z
    .strictObject({
      id: z.string(),
      place: z.string(),
      sign: z.string(),
      assumptions: Count.describe('Not signed yet'),
    })
    .nullable()
    .describe('The city whose rules hold; null: the hall has no case desk'),
  timeZone: z.string(),
  cases: z.array(CaseRow).describe('Overdue first, then by what is due first, then what is only measured'),
  helps: z.array(HelpRow),
  totals: z.strictObject({
    open: Count,
    dueToday: Count,
    overdue: Count,
    closedToday: Count,
    refusedToday: Count,
  }),
  calendarMissing: z
    .array(z.string())
    .describe('Years that deadlines reach into and whose holidays nobody has imported'),
  handOvers: z
    .array(z.strictObject({ seq: z.int(), at: At, by: z.string() }))
    .max(3)
    .describe('What the shift before left, newest first; the text is asked for separately'),
});
export type CasesView = z.output<typeof CasesView>;
