import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay, Instant } from '@bandecheng/shared/vocabulary';
import { closedCounter } from './counter-evolve.ts';
import type { HallState } from './hall-state.ts';
import { emptyRatings } from './rating-state.ts';

/** What the hall knows of one business day alone. */
const OF_DAY = [
  ...(['day', 'numbers', 'given', 'persons', 'tickets', 'byNumber', 'lines', 'passedOver'] as const),
  ...(['counters', 'calls', 'missed', 'held', 'ratings', 'printed', 'totals'] as const),
  ...(['jobs', 'openJobs', 'troubledJobs', 'kioskJobs'] as const),
] satisfies (keyof HallState)[];

/** A business day by itself: its tickets and numbers, its counters with their clerks, its prints and totals. */
export type DayOver = Pick<HallState, (typeof OF_DAY)[number]>;

/** A day on which nothing has happened, in a hall without counters. */
export function emptyDay(day: BusinessDay): DayOver {
  return {
    ...{ day, numbers: new Map(), given: new Map(), persons: new Map() },
    ...{ tickets: new Map(), byNumber: new Map(), lines: new Map(), passedOver: new Map() },
    ...{ counters: new Map(), calls: [], missed: [], held: new Set(), ratings: emptyRatings(), printed: 0 },
    ...{ jobs: new Map(), openJobs: new Set(), troubledJobs: new Set(), kioskJobs: new Map() },
    totals: { issued: 0, finished: 0, noShow: 0 },
  };
}

/** The open day as it ends: it stands beside the next one, for what is told of it late. The day before it is forgotten. */
export function endDay(state: HallState): void {
  state.daysOver = new Map(state.day === '' ? [] : [[state.day, dayAloneOf(state)]]);
}

function dayAloneOf(state: HallState): DayOver {
  return Object.fromEntries(OF_DAY.map((key) => [key, state[key]])) as unknown as DayOver;
}

/** The business day of an instant in this hall. */
export function dayOf({ hall, day }: Pick<HallState, 'hall' | 'day'>, at: Instant): BusinessDay {
  return hall === null ? day : businessDay(at, hall.timeZone, hall.dayStartsAt);
}

/**
 * The hall as it stood on a day: that day's own tickets, counters, prints and totals, all else as it is now. Null: the
 * day lies before the business day before, or ahead. What is changed in it stays that day's, but for the plain number of
 * slips.
 */
export function hallOn(state: HallState, day: BusinessDay): HallState | null {
  if (day === state.day) return state;
  const [oldest] = state.daysOver.keys();
  if (oldest === undefined || day < oldest || day > state.day) return null;
  const over = state.daysOver.get(day) ?? unopenedDay(state, day);
  // How long visits take is reckoned from the newest ones.
  return { ...state, ...over, recentSeconds: new Map() };
}

/**
 * The hall in which an event happened: of the day of its deed where it is told after that is over, of the day of its job
 * where a print of such a day is told of.
 */
export function hallOfDeed(state: HallState, event: RecordedEvent): HallState {
  const { type, data, happenedAt } = event;
  if (type === 'PrintChanged') return hallOfJob(state, data.job);
  const day = happenedAt === undefined ? state.day : dayOf(state, happenedAt);
  const then = hallOn(state, day) ?? state;
  if (then !== state && !state.daysOver.has(day)) state.daysOver.set(day, dayAloneOf(then));
  return then;
}

/** The hall on the day of a print job: today, where no day knows it. */
export function hallOfJob(state: HallState, job: string): HallState {
  if (state.jobs.has(job)) return state;
  const [day] = [...state.daysOver].find(([, over]) => over.jobs.has(job)) ?? [];
  return (day === undefined ? null : hallOn(state, day)) ?? state;
}

/** No hub was there on that day: nobody had signed in anywhere. */
function unopenedDay({ counters }: HallState, day: BusinessDay): DayOver {
  return {
    ...emptyDay(day),
    counters: new Map([...counters.keys()].map((id) => [id, closedCounter(id, 0)])),
  };
}
