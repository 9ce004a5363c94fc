import { clockText } from '@bandecheng/shared/calendar/business-day';
import { instantOf } from '@bandecheng/shared/calendar/instant-of';
import type { TypedVisit } from '@bandecheng/shared/rating/typed-visit';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { ApiNotDone } from '../../link/session.ts';
import { readTime } from './clock-today.ts';
import { t } from './texts.ts';

const MINUTE = 60_000;

/** How a rating that a person of the hall types in was given. */
export const GIVEN_BY = ['paper', 'desk', 'phone', 'hotline'] as const;

export type TypedField = 'visit' | 'when' | 'reasons' | 'text';

const FIELD_OF: Readonly<Record<string, TypedField>> = {
  ...{ 'visit-unknown': 'visit', 'rated-already': 'visit', 'not-allowed': 'visit' },
  ...{ 'rating-time-impossible': 'when', 'rating-over': 'when' },
  ...{ 'reason-unknown': 'reasons', 'reasons-not-asked': 'reasons' },
  // Where what was typed in breaks the command's own limits, by its field.
  ...{ visit: 'visit', ratedAt: 'when', reasons: 'reasons', text: 'text' },
};

/** The field beside which a refusal is told; null: below them all. */
export function fieldRefused({ refused, problems }: ApiNotDone): TypedField | null {
  const [named] = problems?.[0]?.path.split(/[.[]/) ?? [];
  return FIELD_OF[refused ?? named ?? ''] ?? null;
}

/**
 * When it was given, by date and clock time as typed; null for no time. Within the minute in which the visit ended it
 * was given at that end: seconds are written on no form.
 */
export function givenAt(
  date: string,
  time: string,
  { finishedAt }: Pick<TypedVisit, 'finishedAt'>,
  timeZone: string,
): Instant | null {
  const clock = readTime(time);
  const at = clock === null ? null : instantOf(date, clock, timeZone);
  return at !== null && at < finishedAt && finishedAt < at + MINUTE ? finishedAt : at;
}

/** A visit as a choice: when it ended, what for, where, and what it takes. */
export function visitChoice(
  { visit, finishedAt, serviceZh, counterZh, takes }: TypedVisit,
  timeZone: string,
): { value: string; text: string; note: string; disabled: boolean } {
  const time = clockText(finishedAt, timeZone).slice(11, 16);
  return {
    value: visit,
    text: t('type.visit', { time, service: serviceZh, counter: counterZh }),
    note: t(`type.takes.${takes}`),
    disabled: takes === 'nothing' || takes === 'own',
  };
}

/** The visit that is meant where one alone can be rated; an empty word where somebody must choose. */
export function onlyVisit(visits: readonly TypedVisit[]): string {
  const rateable = visits.filter(({ takes }) => takes === 'first' || takes === 'added');
  return rateable.length === 1 ? (rateable[0]?.visit ?? '') : '';
}
