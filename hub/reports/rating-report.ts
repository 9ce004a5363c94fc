import type { MetricFigure } from '@bandecheng/shared/case/case-report';
import type { Hall } from '@bandecheng/shared/hall';
import type {
  RatingCounts,
  RatingPeriod,
  RatingReport,
  TrendPoint,
} from '@bandecheng/shared/rating/rating-report';
import type { BusinessDay, Instant } from '@bandecheng/shared/vocabulary';
import type { BookPages } from '../book/book-pages.ts';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import type { HallState } from '../state/hall-state.ts';
import { countedEvents, dayIn } from './case-facts.ts';
import { evaluateMetric } from './evaluate.ts';
import { isMadeOver } from './period.ts';
import { countRatings, type RatingCount } from './rating-count.ts';
import { mendingOf } from './rating-mending.ts';
import { ratedDays } from './rating-days.ts';
import { partsOf, type NameOf } from './rating-parts.ts';
import { daysBetween, stretchesOf } from './rating-period.ts';
import { countsOf, ratedIn, satisfiedShare } from './rating-share.ts';

/** What a report is made of. */
export interface RatingReporting {
  state: Pick<HallState, 'desk'>;
  hall: Hall;
  now: Instant;
  /** The name of a clerk's account; null: nobody knows it any more. */
  nameOf: NameOf;
}

/** A period with its part of the book. */
export interface Opened {
  period: RatingPeriod;
  pages: BookPages;
}

/**
 * A period's satisfaction in figures, each with what it was divided from and by.
 * @param before the period before and the same a year before; null where there can be none
 */
export function ratingReport(
  { state, hall, now, nameOf }: RatingReporting,
  { period, pages }: Opened,
  before: { before: Opened | null; yearBefore: Opened | null },
): RatingReport {
  const { desk } = state;
  const policy = desk.policies.get(desk.policy);
  const stretches = stretchesOf(period);
  const count = countRatings(pages, period, period.kind === 'day' ? null : stretchByDay(period, stretches));
  const today = dayIn(hall)(now);
  return {
    ...{ hall: hall.name.zh, place: policy?.place ?? '', policy: desk.policy, timeZone: hall.timeZone },
    ...{ period, madeAt: now, running: today <= period.to, seq: pages.seq },
    whole: countsOf(count.whole),
    before: compared(before.before),
    yearBefore: compared(before.yearBefore),
    parts: partsOf(count, pages, hall, nameOf),
    trend: period.kind === 'day' ? hoursOf(count) : stretches.map((at, i) => pointOf(at, count.trend[i])),
    byHour: { rated: inWeek(count.byHour.rated), bad: inWeek(count.byHour.bad) },
    aside: { ...count.aside, additional: count.whole.additional },
    mending: mendingOf(desk, pages, period),
    reasons: [...count.reasons].map(([zh, n]) => ({ zh, n })).sort((a, b) => b.n - a.n),
    metrics: metricsOf(state, hall, { period, pages }, today),
    derivation: [...ratingsText.derivation],
    definitions: ratingsText.definitions.map(([zh, formula]) => ({ zh, formula })),
  };
}

/** The policy's own formulas, over the same events as the figures of its cases. */
function metricsOf(
  { desk }: Pick<HallState, 'desk'>,
  hall: Hall,
  { period, pages }: Opened,
  today: BusinessDay,
): MetricFigure[] {
  const policy = desk.policies.get(desk.policy);
  const { kind } = period;
  if (policy === undefined || kind === 'day') return [];
  const whole = { ...period, kind };
  const events = countedEvents({ desk, ratedByDay: ratedDays(pages, whole) }, whole, dayIn(hall));
  return policy.metrics
    .filter(({ every }) => isMadeOver(every, whole))
    .map((metric) => evaluateMetric(metric, { policy, events, period: whole, today }));
}

/** Null: nobody was served and nobody rated, as before the hall began. */
function compared(opened: Opened | null): { period: RatingPeriod; whole: RatingCounts } | null {
  if (opened === null) return null;
  const { period, pages } = opened;
  const { whole } = countRatings(pages, period, new Map());
  return whole.visits === 0 && ratedIn(whole) === 0 ? null : { period, whole: countsOf(whole) };
}

function stretchByDay(
  { kind, from, to }: RatingPeriod,
  stretches: readonly { from: BusinessDay }[],
): Map<BusinessDay, number> {
  const length = kind === 'month' ? 10 : 7;
  const places = new Map(stretches.map((stretch, i) => [stretch.from.slice(0, length), i]));
  return new Map(daysBetween(from, to).map((day) => [day, places.get(day.slice(0, length)) ?? 0]));
}

function pointOf(
  { id, zh }: { id: string; zh: string },
  tally: RatingCount['trend'][number] | undefined,
): TrendPoint {
  const { levels, visits } = tally ?? { levels: [], visits: 0 };
  return { id, zh, satisfied: satisfiedShare(levels), rated: ratedIn({ levels }), visits };
}

/** From the first hour in which anything happened to the last. */
function hoursOf({ trend }: RatingCount): TrendPoint[] {
  const hours = trend.flatMap((tally, hour) => (tally === undefined ? [] : [hour]));
  const [first = 0] = hours;
  const last = hours.at(-1) ?? -1;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const hour = first + i;
    return pointOf({ id: String(hour), zh: ratingsText.hour(hour) }, trend[hour]);
  });
}

function inWeek(slots: readonly number[]): number[][] {
  return Array.from({ length: 7 }, (_, day) => slots.slice(day * 24, day * 24 + 24));
}
