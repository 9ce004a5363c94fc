import * as z from 'zod';
import { CivilDate } from '../calendar/civil-date.ts';
import { command, TicketRef } from '../command-shape.ts';
import { Name } from '../policy/basis.ts';
import {
  APPEAL_GROUNDS,
  APPEAL_OUTCOMES,
  CALL_OUTCOMES,
  HONESTY_CHECKS,
  LEVELS,
  SMS_OUTCOMES,
  TYPED_CHANNELS,
  WORDS_REASONS,
} from '../vocabulary.ts';

const VisitRef = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}-[A-Z]{1,2}\d{2,6}(-\d{1,4})?\.\d{1,3}$/, '不是办理编号');
/** A rating by the journal number under which it was recorded, and the business day of that. */
const rating = { rating: z.int().min(1), day: CivilDate };
const At = z.int().min(0).max(8_640_000_000_000);
/** Of the list that the hall offers. */
const Reasons = z.array(z.string().trim().min(1).max(60)).max(8).default([]);
/** Sealed in the vault before anything is decided. */
const Text = z.string().trim().min(1, '不能为空').max(500, '最多 500 个字');

/**
 * What an applicant says of a visit: on the counter's tablet, on the page behind the ticket's QR, at a kiosk by number.
 * Who asks tells the channel; nobody of the staff may send it.
 */
export const RateVisit = command('RateVisit', {
  /** On a tablet: what it shows; absent: what its counter has just finished. On a kiosk: the ticket's number. */
  ticket: TicketRef.optional(),
  level: z.enum(LEVELS),
  reasons: Reasons,
  text: Text.optional(),
});

/** Why a bad rating was given, said after the level and never needed for it. */
export const GiveReasons = command('GiveReasons', {
  ticket: TicketRef.optional(),
  reasons: Reasons,
  text: Text.optional(),
});

/** A rating on paper or by telephone that somebody types in, with the time it was given at. */
export const TypeRating = command('TypeRating', {
  visit: VisitRef,
  channel: z.enum(TYPED_CHANNELS),
  level: z.enum(LEVELS),
  ratedAt: At,
  reasons: Reasons,
  text: Text.optional(),
});

/** An answer to a message, on a web page or to the hotline, as another system passes it on. */
export const PassedRating = TypeRating.omit({ id: true, type: true, channel: true, ratedAt: true }).extend({
  channel: z.enum(['sms', 'web', 'hotline']),
  ratedAt: At.optional().describe('Absent: now'),
  foreignId: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, '须为 1 到 100 个可见字符')
    .describe(
      'Yours for this answer: passed on again under it, it changes nothing, for as long as the visit can be rated',
    ),
});

/** What does not count, and why: it stays beside what it corrects. */
export const CorrectRating = command('CorrectRating', {
  ...rating,
  counts: z.boolean(),
  reason: z.enum(APPEAL_GROUNDS),
  text: Text.optional(),
});

/**
 * A clerk holds what may have been said of a visit of theirs for mistaken or malicious; somebody else decides. It names
 * the visit: whether and how that was rated is not the clerk's to know, and the answer is the same either way.
 */
export const AppealRating = command('AppealRating', {
  visit: VisitRef,
  ground: z.enum(APPEAL_GROUNDS),
  text: Text,
});
export const DecideAppeal = command('DecideAppeal', {
  visit: VisitRef,
  outcome: z.enum(APPEAL_OUTCOMES),
  text: Text,
});

/** What a signal is about. */
export const CheckSubject = z
  .string()
  .regex(
    /^(hall|(counter|device|clerk)\/[A-Za-z0-9_-]{1,32})$/,
    '须为 counter/c3、device/e3、clerk/li 或 hall',
  );

/** A signal of the honesty checks was looked into, and what was found. */
export const LookIntoCheck = command('LookIntoCheck', {
  check: z.enum(HONESTY_CHECKS),
  subject: CheckSubject,
  period: Name,
  text: Text,
});

/** What somebody says who opens what was written about a visit. */
export const SeeWords = z.strictObject({ visit: VisitRef, reason: z.enum(WORDS_REASONS) });

/** A sample of a quarter's visits for telephone call-back, drawn by the hub from a seed that is recorded. */
export const DrawCallList = command('DrawCallList', {
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/, '须为 2026-Q4 的写法'),
  size: z.int().min(1).max(500),
});
export const RecordCall = command('RecordCall', {
  /** `2026-Q4.1` */
  list: z.string().regex(/^\d{4}-Q[1-4]\.\d{1,3}$/, '不是回访名单编号'),
  visit: VisitRef,
  outcome: z.enum(CALL_OUTCOMES),
  /** Given where the call was valid, and there alone. */
  level: z.enum(LEVELS).optional(),
  text: Text.optional(),
}).refine(({ outcome, level }) => (outcome === 'valid') === (level !== undefined), {
  path: ['level'],
  message: '有效回访须有评价等级，其他结果没有',
});

/** What became of an invitation by text message, from the system that sent it. */
export const ReceiptSms = command('ReceiptSms', { visit: VisitRef, outcome: z.enum(SMS_OUTCOMES) });

/** The number under which the business system knows the case of a visit: without it no province takes its rating. */
export const NumberVisit = command('NumberVisit', {
  visit: VisitRef,
  project: z.string().regex(/^[A-Za-z0-9-]{1,50}$/, '须为 1 到 50 个字母、数字或横线'),
  /** Which service of that case this visit was. */
  serviceNumber: z.int().min(1).max(99).default(1),
});
