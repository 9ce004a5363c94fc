import type { EventData, RecordedEvent } from '@bandecheng/shared/events';
import { BAD_LEVELS, LEVELS, type Level, type TicketId } from '@bandecheng/shared/vocabulary';
import { noneOf, type HallState, type PressRow, type Visit } from './hall-state.ts';

type RatingEvent = Extract<RecordedEvent, { type: 'RatingInvited' | 'PressRecorded' | 'RatingLapsed' }>;

/** Rows of each kind the desk board is sent. */
const ROWS_KEPT = 20;
/** Two years and some days: the figures of last year are asked for in this one. */
const DAYS_KEPT = 740;

export function applyRating(state: HallState, event: RatingEvent): void {
  switch (event.type) {
    case 'RatingInvited':
      return invite(state, event);
    case 'RatingLapsed':
      return lapse(state, event.data);
    case 'PressRecorded':
      return press(state, event);
  }
}

function invite(state: HallState, event: Extract<RatingEvent, { type: 'RatingInvited' }>): void {
  const { visit: id, counter, closesAt } = event.data;
  const ticketId: TicketId = id.slice(0, id.lastIndexOf('.'));
  const ticket = state.tickets.get(ticketId);
  const now = state.counters.get(counter);
  if (ticket === undefined || now === undefined) return;
  state.visits.set(id, {
    id,
    ticket: ticketId,
    number: ticket.number,
    service: ticket.service,
    counter,
    clerk: now.clerk ?? '',
    day: state.day,
    finishedAt: event.at,
    closesAt,
    rating: 'invited',
  });
  now.visits.push(id);
  state.invited.add(id);
  state.ratings.invited += 1;
}

function lapse(state: HallState, { visit: id }: EventData<'RatingLapsed'>): void {
  state.invited.delete(id);
  const visit = state.visits.get(id);
  if (visit?.rating !== 'invited') return;
  visit.rating = 'lapsed';
  state.ratings.lapsed += 1;
}

function press(state: HallState, event: Extract<RatingEvent, { type: 'PressRecorded' }>): void {
  const { data } = event;
  const { ratings } = state;
  ratings.fates[data.fate] += 1;
  const visit = data.visit === undefined ? undefined : state.visits.get(data.visit);
  const counts = data.fate === 'rated' || data.fate === 'changed' || data.fate === 'late';
  if (!counts || visit === undefined) return;
  if (visit.rating === 'lapsed' && visit.day === state.day) ratings.lapsed -= 1;
  tally(state, visit, data.level);
  if (visit.level !== undefined && ratings.levels[visit.level] > 0) {
    ratings.levels[visit.level] -= 1;
    ratings.bad = ratings.bad.filter((row) => row.visit !== visit.id);
    ratings.latest = ratings.latest.filter((row) => row.visit !== visit.id);
  }
  visit.firstPressAt ??= data.pressedAt;
  visit.rating = 'rated';
  state.invited.delete(visit.id);
  visit.level = data.level;
  ratings.levels[data.level] += 1;
  const row: PressRow = {
    seq: event.seq,
    level: data.level,
    fate: data.fate,
    counter: data.counter,
    device: data.device,
    visit: visit.id,
    number: visit.number,
    service: visit.service,
    clerk: visit.clerk,
    pressedAt: data.pressedAt,
    recordedAt: data.recordedAt,
  };
  keep(ratings.latest, row);
  if (BAD_LEVELS.includes(data.level)) state.desk.badVisits.add(visit.id);
  else state.desk.badVisits.delete(visit.id);
  if (BAD_LEVELS.includes(data.level)) keep(ratings.bad, row);
}

/** Counts the visit's rating on its own day, in the place of the one it replaces. */
function tally({ levelsByDay }: HallState, { day, level: before }: Visit, level: Level): void {
  const levels = levelsByDay.get(day) ?? noneOf(LEVELS);
  if (before !== undefined) levels[before] -= 1;
  levels[level] += 1;
  levelsByDay.set(day, levels);
  const [oldest] = levelsByDay.keys();
  if (levelsByDay.size > DAYS_KEPT && oldest !== undefined) levelsByDay.delete(oldest);
}

function keep(rows: PressRow[], row: PressRow): void {
  rows.unshift(row);
  if (rows.length > ROWS_KEPT) rows.length = ROWS_KEPT;
}
