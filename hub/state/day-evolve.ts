import type { EventData } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { forgetAppointments } from './appointment-evolve.ts';
import { closedCounter } from './counter-evolve.ts';
import { emptyDay, endDay } from './day-over.ts';
import { forgetRevokedAgents } from './device-evolve.ts';
import { applyDeskDay } from './desk-evolve.ts';
import type { HallState } from './hall-state.ts';
import { sortLines } from './lines.ts';
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

/** A new business day: of the one before its own stands aside, and its visits live on as long as they can be rated. */
export function applyDayOpened(
  state: HallState,
  { day, before: over }: EventData<'DayOpened'>,
  at: Instant,
): void {
  const { day: before, counters } = state;
  endDay(state);
  Object.assign(state, emptyDay(day));
  state.daySeq = state.seq;
  state.dayBefore = over ?? null;
  forgetVisits(state, at);
  forgetAppointments(state, day);
  forgetKeys(state);
  state.answers.clear();
  state.outages.over = [];
  forgetRevokedAgents(state);
  applyDeskDay(state, at);
  const known = new Set(state.hall?.counters.map((c) => c.id));
  for (const [id, { visits }] of counters)
    if (known.has(id))
      state.counters.set(id, { ...closedCounter(id, at), visits: lateVisits(state, visits, before) });
}
