import type { EventData } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { forgetAppointments } from './appointment-evolve.ts';
import { closedCounter } from './counter-evolve.ts';
import { applyDeskDay } from './desk-evolve.ts';
import { emptyRatings, type HallState } from './hall-state.ts';
import { sortLines } from './lines.ts';

export function applyHallConfigured(
  state: HallState,
  { hall, file }: EventData<'HallConfigured'>,
  at: Instant,
): void {
  state.hall = hall;
  if (file !== undefined) state.hallFile = file;
  for (const { id } of hall.counters)
    if (!state.counters.has(id)) state.counters.set(id, closedCounter(id, at));
  sortLines(state);
}

/** A new business day: yesterday's tickets live on in the journal alone, yesterday's visits until tomorrow. */
export function applyDayOpened(state: HallState, { day, before }: EventData<'DayOpened'>, at: Instant): void {
  for (const [id, visit] of state.visits)
    if (visit.day !== state.day) {
      state.visits.delete(id);
      state.invited.delete(id);
    }
  state.day = day;
  state.daySeq = state.seq;
  state.dayBefore = before ?? null;
  forgetAppointments(state, day);
  state.numbers.clear();
  state.given.clear();
  state.persons.clear();
  state.tickets.clear();
  state.byNumber.clear();
  state.keys.clear();
  state.lines.clear();
  state.passedOver.clear();
  state.calls = [];
  state.missed = [];
  state.held.clear();
  state.ratings = emptyRatings();
  state.jobs.clear();
  state.openJobs.clear();
  state.troubledJobs.clear();
  state.kioskJobs.clear();
  state.printed = 0;
  state.answers.clear();
  state.totals = { issued: 0, finished: 0, noShow: 0 };
  applyDeskDay(state);
  const known = new Set(state.hall?.counters.map((c) => c.id));
  for (const [id, counter] of state.counters) {
    if (!known.has(id)) {
      state.counters.delete(id);
      continue;
    }
    const visits = counter.visits.filter((visit) => state.visits.has(visit));
    state.counters.set(id, { ...closedCounter(id, at), visits });
  }
}
