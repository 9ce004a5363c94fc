import type { EventData } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { forgetAppointments } from './appointment-evolve.ts';
import { closedCounter } from './counter-evolve.ts';
import { applyDeskDay } from './desk-evolve.ts';
import type { HallState } from './hall-state.ts';
import { sortLines } from './lines.ts';
import { emptyRatings } from './rating-state.ts';
import { forgetKeys, forgetVisits, lateVisits } from './visits-kept.ts';

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

/** A new business day: yesterday's tickets live on in the journal alone, its visits as long as they can be rated. */
export function applyDayOpened(
  state: HallState,
  { day, before: over }: EventData<'DayOpened'>,
  at: Instant,
): void {
  const before = state.day;
  state.day = day;
  state.daySeq = state.seq;
  state.dayBefore = over ?? null;
  forgetVisits(state, at);
  forgetAppointments(state, day);
  state.numbers.clear();
  state.given.clear();
  state.persons.clear();
  state.tickets.clear();
  state.byNumber.clear();
  forgetKeys(state);
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
  state.outages.over = [];
  state.totals = { issued: 0, finished: 0, noShow: 0 };
  applyDeskDay(state, at);
  const known = new Set(state.hall?.counters.map((c) => c.id));
  for (const [id, counter] of state.counters) {
    if (!known.has(id)) {
      state.counters.delete(id);
      continue;
    }
    state.counters.set(id, { ...closedCounter(id, at), visits: lateVisits(state, counter.visits, before) });
  }
}
