import type { EventData, RecordedEvent } from '@bandecheng/shared/events';
import {
  BAD_LEVELS,
  type CounterId,
  type DeviceId,
  type Instant,
  type Level,
  type RatingChannel,
  type RatingFate,
  type TicketId,
  type VisitId,
} from '@bandecheng/shared/vocabulary';
import { countForClerk, moveOn } from './clerk-rated.ts';
import { countAdded, countFirst, dayRated } from './day-rated.ts';
import type { HallState } from './hall-state.ts';
import type { BadRating, Rated, RatedRow, Visit } from './rating-state.ts';
import { applyRemark, type RemarkEvent } from './remark-evolve.ts';

type RatingEvent =
  | Extract<RecordedEvent, { type: 'PressRecorded' | 'RatingLapsed' | 'RatingGiven' | 'ReasonsGiven' }>
  | RemarkEvent;

/** Rows of each kind the desk board is sent. */
const ROWS_KEPT = 20;

export function applyRating(state: HallState, event: RatingEvent): void {
  switch (event.type) {
    case 'RatingLapsed':
      return lapse(state, event.data);
    case 'PressRecorded':
      return press(state, event);
    case 'RatingGiven':
      return given(state, event);
    case 'ReasonsGiven':
      return;
    default:
      return applyRemark(state, event);
  }
}

/**
 * A visit is over and may be rated.
 * @param then the hall on the day of the visit
 * @param today its counters on the open day: there a late press looks for its visit
 */
export function applyInvited(
  then: HallState,
  today: HallState['counters'],
  { at, data }: Extract<RecordedEvent, { type: 'RatingInvited' }>,
): void {
  const { visit: id, counter, closesAt } = data;
  const ticketId: TicketId = id.slice(0, id.lastIndexOf('.'));
  const ticket = then.tickets.get(ticketId);
  const now = then.counters.get(counter);
  if (ticket === undefined || now === undefined) return;
  then.visits.set(id, {
    id,
    ticket: ticketId,
    number: ticket.number,
    language: ticket.language,
    ...(ticket.person === undefined ? {} : { named: true }),
    service: ticket.service,
    counter,
    clerk: now.clerk ?? '',
    day: then.day,
    finishedAt: at,
    closesAt,
    rating: 'invited',
  });
  keepInOrder(then, today.get(counter)?.visits ?? [], id, at);
  // The key of a ticket is forgotten with its day, unless it has a visit.
  then.keys.set(ticket.key, ticketId);
  then.invited.add(id);
  then.ratings.invited += 1;
}

/** Behind the visits that were over before it: one from a time without the hub is told later than it ended. */
function keepInOrder(state: HallState, visits: VisitId[], id: VisitId, finishedAt: Instant): void {
  let place = visits.length;
  while (place > 0 && (state.visits.get(visits[place - 1] ?? '')?.finishedAt ?? 0) > finishedAt) place -= 1;
  visits.splice(place, 0, id);
}

function lapse(state: HallState, { visit: id }: EventData<'RatingLapsed'>): void {
  state.invited.delete(id);
  const visit = state.visits.get(id);
  if (visit?.rating !== 'invited') return;
  visit.rating = 'lapsed';
  if (visit.day === state.day) state.ratings.lapsed += 1;
}

/** What a press on an evaluator and a rating given elsewhere have in common. */
interface Said {
  seq: number;
  level: Level;
  fate: RatingFate;
  channel: RatingChannel;
  counter: CounterId | null;
  device?: DeviceId;
  saidAt: Instant;
  recordedAt: Instant;
}

function press(state: HallState, { seq, data }: Extract<RatingEvent, { type: 'PressRecorded' }>): void {
  const { fate, level, channel, counter, device, pressedAt: saidAt, recordedAt } = data;
  state.ratings.fates[fate] += 1;
  const visit = state.visits.get(data.visit ?? '');
  if (visit !== undefined)
    take(state, visit, { seq, fate, level, channel, counter, device, saidAt, recordedAt });
}

function given(state: HallState, { seq, at, data }: Extract<RatingEvent, { type: 'RatingGiven' }>): void {
  if (data.source === 'default') return;
  if (data.list !== undefined) {
    dayRated(state, data.day).calls.levels[data.level] += 1;
    if (BAD_LEVELS.includes(data.level)) alarm(state, data, data.level, data.ratedAt);
    return;
  }
  const { fate, level, channel, counter, ratedAt: saidAt } = data;
  state.ratings.fates[fate] += 1;
  const visit = state.visits.get(data.visit);
  if (visit !== undefined) take(state, visit, { seq, fate, level, channel, counter, saidAt, recordedAt: at });
}

/** The rating becomes the visit's first one, takes its place, or is added to it; any other fate is only counted. */
function take(state: HallState, visit: Visit, said: Said): void {
  if (said.fate === 'repeated' || said.fate === 'stray') return;
  const { seq, level, channel } = said;
  const rated: Rated = { seq, day: state.day, level, channel, at: said.saidAt };
  const figures = dayRated(state, visit.day);
  if (said.fate === 'added') {
    visit.added = rated;
    countAdded(figures, rated, 1);
  } else {
    const before = visit.first;
    if (before !== undefined) replaced(state, visit, before);
    // A change of mind is reckoned from what it changes; a holder's own rating takes the place of another's.
    visit.first = { ...rated, at: before?.channel === channel ? before.at : rated.at };
    countFirst(figures, rated, 1);
    countForClerk(state, visit, level, 1);
    if (before === undefined) moveOn(state, visit);
  }
  if (visit.rating === 'lapsed' && visit.day === state.day) state.ratings.lapsed -= 1;
  visit.rating = 'rated';
  state.invited.delete(visit.id);
  state.ratings.levels[level] += 1;
  show(state, visit, said);
  if (BAD_LEVELS.includes(level)) alarm(state, { ...visit, visit: visit.id }, level, said.saidAt);
  else if (said.fate !== 'added') state.desk.badVisits.delete(visit.id);
}

/** Takes the rating before a change of mind out of figures and rows. */
function replaced(state: HallState, visit: Visit, before: Rated): void {
  const { ratings } = state;
  if (before.uncounted !== true) {
    countFirst(dayRated(state, visit.day), before, -1);
    countForClerk(state, visit, before.level, -1);
    if (before.day === state.day) ratings.levels[before.level] -= 1;
  }
  ratings.bad = ratings.bad.filter((row) => row.seq !== before.seq);
  ratings.latest = ratings.latest.filter((row) => row.seq !== before.seq);
}

function show({ ratings }: HallState, visit: Visit, said: Said): void {
  const { seq, level, fate, channel, counter, device, saidAt: pressedAt, recordedAt } = said;
  const row: RatedRow = {
    ...{ seq, level, fate, channel, counter },
    ...(device === undefined ? {} : { device }),
    visit: visit.id,
    number: visit.number,
    service: visit.service,
    clerk: visit.clerk,
    pressedAt,
    recordedAt,
  };
  keep(ratings.latest, row);
  if (BAD_LEVELS.includes(level)) keep(ratings.bad, row);
}

/** Somebody is to call back, once, whichever of the visit's ratings was bad. */
function alarm(
  { desk }: HallState,
  about: Omit<BadRating, 'level' | 'at' | 'named'> & { named?: boolean },
  level: Level,
  at: Instant,
): void {
  const { visit, ticket, counter, service, clerk, named } = about;
  for (const of of desk.cases.values()) if (of.visit === visit) return;
  const before = desk.badVisits.get(visit);
  const bad = { visit, ticket, counter, service, clerk, level, at: before?.at ?? at };
  desk.badVisits.set(visit, { ...bad, ...(named === true ? { named } : {}) });
}

function keep(rows: RatedRow[], row: RatedRow): void {
  rows.unshift(row);
  if (rows.length > ROWS_KEPT) rows.length = ROWS_KEPT;
}
