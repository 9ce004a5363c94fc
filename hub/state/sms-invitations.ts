import { instantOf } from '@bandecheng/shared/calendar/civil-date';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import type { Visit } from './rating-state.ts';
import { reckoningOf } from './reckoning.ts';
import { counterRule } from './visits-kept.ts';

type SmsEvent = Extract<RecordedEvent, { type: 'SmsInvited' | 'SmsReceipted' | 'VisitNumbered' }>;

/** Applies what other systems were told or have said of a visit. */
export function applySms({ visits }: Pick<HallState, 'visits'>, event: SmsEvent): void {
  const visit = visits.get(event.data.visit);
  if (visit === undefined) return;
  switch (event.type) {
    case 'SmsInvited':
      visit.sms = { at: event.at };
      return;
    case 'SmsReceipted':
      if (visit.sms !== undefined) visit.sms.outcome = event.data.outcome;
      return;
    case 'VisitNumbered':
      visit.project = { number: event.data.project, service: event.data.serviceNumber };
  }
}

/** Another system passes an answer on until it hears of it, days later perhaps. */
export function rememberAnswer(
  { visits }: Pick<HallState, 'visits'>,
  { command, data }: Extract<RecordedEvent, { type: 'RatingGiven' }>,
): void {
  const visit = visits.get(data.visit);
  if (visit !== undefined && command.startsWith('api:')) (visit.answers ??= []).push(command);
}

/**
 * When visits of the open day that nobody has rated are invited by message: when business closes, where the city's rule
 * says 当天. Null: the city has no such rule, or today is no day of it.
 */
export function smsDueAt(state: Pick<HallState, 'hall' | 'desk' | 'day'>): Instant | null {
  const otherwise = counterRule(state)?.invite.otherwise;
  if (otherwise?.within.unit !== 'same-day-close' || state.day === '') return null;
  const { closesAt, timeZone } = reckoningOf(state);
  return instantOf(state.day, closesAt(state.day), timeZone);
}

/**
 * Whether a visit is to be invited by message now: business is closed, its evaluator waits no more, nobody has rated it,
 * and its applicant did not go on to another counter. Only on its own day: a message on a later one would not be 当天.
 */
export function awaitsSms(
  state: Pick<HallState, 'hall' | 'desk' | 'day' | 'tickets'>,
  { id, ticket, rating, closesAt, sms }: Visit,
  now: Instant,
): boolean {
  const dueAt = smsDueAt(state);
  if (dueAt === null || now < dueAt) return false;
  const unrated = rating === 'lapsed' || (rating === 'invited' && closesAt <= now);
  return unrated && sms === undefined && isLast(state, id, ticket);
}

/** Tickets of today alone are in the state. */
function isLast({ tickets }: Pick<HallState, 'tickets'>, visit: string, ticket: string): boolean {
  const of = tickets.get(ticket);
  return of !== undefined && of.status === 'finished' && visit === `${ticket}.${of.visits}`;
}
