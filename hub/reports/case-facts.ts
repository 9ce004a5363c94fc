import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Counted, Period } from '@bandecheng/shared/case/case-report';
import type { Hall } from '@bandecheng/shared/hall';
import type { Fact } from '@bandecheng/shared/policy/condition';
import type { BusinessDay, CaseId, Instant } from '@bandecheng/shared/vocabulary';
import { rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk, CaseEvent } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';
import { ratedEvents } from './rated-facts.ts';

/** Something that formulas count, and what conditions may ask of it. */
export interface CountedEvent {
  /** An event name of the policy, or `rating.given`, `callBack.valid`. */
  event: string;
  /** Of the hall, in its own zone. */
  day: BusinessDay;
  /** Absent where no case is behind it: a rating of a visit. */
  case?: CaseId;
  times: number;
  facts: Readonly<Record<string, Fact>>;
}

/** The business day of an instant in a hall. */
export type DayOf = (at: Instant) => BusinessDay;

/** Reading an instant's day costs some 10 µs and a report asks for thousands: a day that is known is found again. */
export function dayIn({ timeZone, dayStartsAt }: Pick<Hall, 'timeZone' | 'dayStartsAt'>): DayOf {
  const known = new Map<number, BusinessDay>();
  return (at) => {
    // No zone and no hall begins a day within a minute.
    const minute = Math.floor(at / 60_000);
    const found = known.get(minute) ?? businessDay(at, timeZone, dayStartsAt);
    known.set(minute, found);
    return found;
  };
}

/** Everything that has happened in cases and at counters in a period, as formulas count it. */
export function countedEvents(
  state: Pick<HallState, 'desk' | 'ratedByDay'>,
  period: Period,
  dayOf: DayOf,
): CountedEvent[] {
  const { desk, ratedByDay } = state;
  const policy = desk.policies.get(desk.policy);
  const moved = [...desk.cases.values()].filter(
    ({ openedAt, timeline }) =>
      dayOf(openedAt) <= period.to && dayOf(timeline.at(-1)?.at ?? openedAt) >= period.from,
  );
  const ratings = policy === undefined ? [] : ratedEvents(ratedByDay, policy);
  return within([...moved.flatMap((of) => eventsOf(desk, of, dayOf)), ...ratings], period);
}

/** What of the events happened in a period. */
export function within<E extends { day: BusinessDay }>(events: readonly E[], { from, to }: Period): E[] {
  return events.filter(({ day }) => day >= from && day <= to);
}

/** The number of events with the cases and days behind it. */
export function countedOf(events: readonly CountedEvent[]): Counted {
  const cases = events.flatMap((event) => (event.case === undefined ? [] : [event.case]));
  const days = new Map<BusinessDay, number>();
  for (const { day, times, case: of } of events)
    if (of === undefined) days.set(day, (days.get(day) ?? 0) + times);
  const presses = [...days].map(([day, n]) => ({ day, n }));
  const n = cases.length + presses.reduce((sum, one) => sum + one.n, 0);
  return { n, cases, ...(presses.length === 0 ? {} : { days: presses }) };
}

function eventsOf(desk: CaseDesk, of: Case, dayOf: DayOf): CountedEvent[] {
  const { policy } = rulesOf(desk, of);
  const facts = factsOf(of);
  const onTime = onTimeIn(of);
  let invited: string | undefined;
  return of.timeline.flatMap((event): CountedEvent[] => {
    if (event.type === 'CaseStepped') invited = event.data.invited ?? invited;
    const day = dayOf(event.at);
    const counted = (name: string, more: Record<string, Fact>): CountedEvent => ({
      ...{ event: name, day, case: of.id, times: 1, facts: { ...facts, ...more } },
    });
    switch (event.type) {
      case 'CaseOpened':
      case 'CaseStepped':
        return event.data.emitted.map((name) => counted(name, onTime(event, name)));
      case 'CaseRated': {
        const { satisfied, channel, grade } = event.data;
        if (satisfied === null) return [];
        const subject = policy.ratings.find(({ id }) => id === invited)?.subject ?? 'case-outcome';
        const rated = counted('rating.given', { satisfied, channel, subject, rated: grade });
        return subject === 'call-back' ? [rated, counted('callBack.valid', { channel })] : [rated];
      }
      case 'CallBackRecorded': {
        const { outcome } = event.data;
        if (outcome !== 'satisfied' && outcome !== 'dissatisfied') return [];
        const said = { channel: 'phone', subject: 'call-back', satisfied: outcome === 'satisfied' };
        return [counted('callBack.valid', said), counted('rating.given', said)];
      }
      default:
        return [];
    }
  });
}

/** What is known of the case today: a class found out late is the class it always was. */
function factsOf({ attributes, caseType, intake, unit, reworks }: Case): Record<string, Fact> {
  return { ...attributes, caseType, intake, reworks, ...(unit === undefined ? {} : { unit }) };
}

/**
 * Whether the clocks that ended with an event ended in time; nothing is said where none did. A clock without a due
 * time cannot be late.
 */
function onTimeIn({ clocks, timeline }: Case): (event: CaseEvent, name: string) => Record<string, Fact> {
  const ended = new Map<string, boolean>();
  const keyOf = ({ command }: CaseEvent, name: string) => `${command} ${name}`;
  for (const event of timeline) {
    if (event.type !== 'ClockStopped') continue;
    const { run, by } = event.data;
    const dueAt = clocks.find((one) => one.run === run)?.dueAt ?? null;
    const inTime = dueAt === null || event.at <= dueAt;
    ended.set(keyOf(event, by), inTime && (ended.get(keyOf(event, by)) ?? true));
  }
  return (event, name): Record<string, Fact> => {
    const inTime = ended.get(keyOf(event, name));
    return inTime === undefined ? {} : { onTime: inTime };
  };
}
