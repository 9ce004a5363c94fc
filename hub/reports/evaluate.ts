import type {
  Counted,
  FigurePart,
  FormulaCount,
  MetricFigure,
  Period,
} from '@bandecheng/shared/case/case-report';
import { holds } from '@bandecheng/shared/policy/condition';
import type { Formula } from '@bandecheng/shared/policy/metric';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { countedOf, within, type CountedEvent } from './case-facts.ts';
import { countWords, formulaWords, isShare } from './formula-words.ts';
import { partsOf } from './period.ts';

type Metric = Policy['metrics'][number];
export type Count = Extract<Formula, { count: string }>;

/** What formulas are worked out with. */
export interface Counting {
  policy: Policy;
  events: readonly CountedEvent[];
  period: Period;
  /** What has not begun yet has no figure. */
  today: BusinessDay;
}

/** A number, or why there is none. */
type Value = { value: number; none?: never } | { value: null; none: string };

/** A metric worked out over the period, with the cases and ratings behind each of its counts. */
export function evaluateMetric(metric: Metric, counting: Counting): MetricFigure {
  const { formula, target, every, cite, assume } = metric;
  const figure = figureOf(metric, counting, []);
  return {
    ...figure,
    ...{ metric: metric.id, every, cite, assume },
    formula: formulaWords(formula, counting.policy),
    share: isShare(formula, counting.policy),
    ...('sum' in formula ? sumSoFar(figure.parts) : {}),
    ...(target === undefined ? {} : { target }),
    reached: target === undefined || figure.value === null ? null : figure.value >= target,
  };
}

/** The count of a metric's formula at a place from 0; undefined: there is none. */
export function countAt({ metrics }: Policy, metric: string, place: number): Count | undefined {
  const found = metrics.find(({ id }) => id === metric);
  return found === undefined ? undefined : countsIn(found.formula)[place];
}

/** @param above metrics that this one is a part of: one that is made of itself has no parts */
function figureOf(metric: Metric, counting: Counting, above: readonly string[]): FigurePart {
  const { id, formula, zh } = metric;
  const counts = countsIn(formula).map((count, place) => ({
    zh: countWords(count, counting.policy),
    counted: named(countOf(count, counting), { period: counting.period.id, metric: id, count: place }),
  }));
  const isDivision = 'divide' in formula && formula.divide.every((part) => 'count' in part);
  const [numerator, denominator] = isDivision ? counts.map(({ counted }) => counted) : [];
  return {
    ...{ zh, ...valueOf(metric, counting, above), counts },
    ...(numerator && denominator ? { numerator, denominator } : {}),
    parts: above.includes(id) ? [] : partsShown(formula, counting, [...above, id]),
  };
}

/** Where there are ratings behind it, the name by which they are asked for. */
function named(counted: Counted, of: FormulaCount): Counted {
  return counted.days === undefined ? counted : { ...counted, of };
}

/** @param above metrics that are being worked out: one that is made of itself has no value */
function valueOf(metric: Metric, counting: Counting, above: readonly string[]): Value {
  const { id, formula, zh, whenZero } = metric;
  if (counting.period.from > counting.today) return { value: null, none: reportsText.notBegun };
  if (above.includes(id)) return { value: null, none: reportsText.circular(zh) };
  const work = (part: Formula): Value => {
    if ('count' in part) return { value: countOf(part, counting).n };
    if ('number' in part) return { value: part.number };
    if ('metric' in part) return namedValue(part.metric, counting, [...above, id]);
    if ('sum' in part) return fold(sumValues(part.sum, counting, [...above, id]), (a, b) => a + b);
    if ('add' in part) return fold(part.add.map(work), (a, b) => a + b);
    if ('multiply' in part) return fold(part.multiply.map(work), (a, b) => a * b);
    const divided = part.divide.map(work);
    if (divided[1]?.value !== 0) return fold(divided, (a, b) => a / b);
    return whenZero === 'zero' ? { value: 0 } : { value: null, none: reportsText.noSample };
  };
  return work(formula);
}

/** Of what there is no sample is said where figures are joined. */
function namedValue(id: string, counting: Counting, above: readonly string[]): Value {
  const { value, none } = valueOfNamed(id, counting, above);
  if (value !== null) return { value };
  const zh = counting.policy.metrics.find((one) => one.id === id)?.zh ?? id;
  return { value, none: none === reportsText.noSample ? reportsText.noSampleOf(zh) : none };
}

function valueOfNamed(id: string, counting: Counting, above: readonly string[]): Value {
  const metric = counting.policy.metrics.find((one) => one.id === id);
  return metric === undefined
    ? { value: null, none: reportsText.metricUnknown(id) }
    : valueOf(metric, counting, above);
}

/** One missing part leaves nothing of the whole: its weight is not to be taken for zero. */
function fold(values: readonly Value[], join: (a: number, b: number) => number): Value {
  const missing = values.flatMap(({ none }) => (none === undefined ? [] : [none]));
  if (missing.length > 0) return { value: null, none: [...new Set(missing)].join('；') };
  return { value: values.map(({ value }) => value ?? 0).reduce((whole, value) => join(whole, value)) };
}

/** A metric over each of the shorter periods it is made for. */
function sumValues(id: string, counting: Counting, above: readonly string[]): Value[] {
  const every = counting.policy.metrics.find((one) => one.id === id)?.every ?? counting.period.kind;
  return partsOf(counting.period, every).map((period): Value => {
    const { value, none } = valueOfNamed(id, { ...counting, period }, above);
    return value === null ? { value, none: reportsText.inPeriod(period.zh, none) } : { value };
  });
}

function partsShown(formula: Formula, counting: Counting, above: readonly string[]): FigurePart[] {
  if (!('sum' in formula)) return metricsIn(formula).map((id) => partShown(id, counting, above));
  const { policy, period } = counting;
  const every = policy.metrics.find(({ id }) => id === formula.sum)?.every ?? period.kind;
  return partsOf(period, every).map((part) => ({
    ...partShown(formula.sum, { ...counting, period: part }, above),
    zh: part.zh,
  }));
}

function partShown(id: string, counting: Counting, above: readonly string[]): FigurePart {
  const metric = counting.policy.metrics.find((one) => one.id === id);
  if (metric !== undefined) return figureOf(metric, counting, above);
  return { zh: id, value: null, none: reportsText.metricUnknown(id), counts: [], parts: [] };
}

function sumSoFar(parts: readonly FigurePart[]): Pick<MetricFigure, 'soFar'> {
  const known = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  const sum = known.reduce((whole, value) => whole + value, 0);
  return known.length === 0 ? {} : { soFar: { periods: known.length, sum, mean: sum / known.length } };
}

function countOf({ count, where }: Count, { events, period }: Counting): Counted {
  const fit = events.filter(
    ({ event, facts }) => event === count && (where === undefined || holds(where, facts)),
  );
  return countedOf(within(fit, period));
}

function inner(formula: Formula): readonly Formula[] {
  if ('add' in formula) return formula.add;
  if ('multiply' in formula) return formula.multiply;
  return 'divide' in formula ? formula.divide : [];
}

function countsIn(formula: Formula): Count[] {
  return 'count' in formula ? [formula] : inner(formula).flatMap(countsIn);
}

function metricsIn(formula: Formula): string[] {
  return 'metric' in formula ? [formula.metric] : inner(formula).flatMap(metricsIn);
}
