import { honestyReport } from '@bandecheng/hub/reports/honesty/honesty-report';
import { openedRows } from '@bandecheng/hub/reports/opened-rows';
import { periodBefore, ratingPeriodOf, yearBefore } from '@bandecheng/hub/reports/rating-period';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import { readPolicies } from '@bandecheng/hub/rules/read-policies';
import MetricTable from '@bandecheng/kiosk-ui/screens/figures/MetricTable.vue';
import ChannelList from '@bandecheng/kiosk-ui/screens/ratings/ChannelList.vue';
import PartLine from '@bandecheng/kiosk-ui/screens/ratings/PartLine.vue';
import PartsTab from '@bandecheng/kiosk-ui/screens/ratings/PartsTab.vue';
import SignalItem from '@bandecheng/kiosk-ui/screens/ratings/SignalItem.vue';
import WholeTab from '@bandecheng/kiosk-ui/screens/ratings/WholeTab.vue';
import type { Counted } from '@bandecheng/shared/case/case-report';
import type { Formula } from '@bandecheng/shared/policy/metric';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { RATING_PARTS, type RatingPeriod, type RowsOf } from '@bandecheng/shared/rating/rating-report';
import { describe, expect, it } from 'vitest';
import { drawn, strayNumbers, type Drawn } from '../../fakes/drawn-numbers.ts';
import { ratedDays } from '../../fakes/rated-days.ts';
import { policyOf } from '../../fakes/rules.ts';
import type { WrittenBook } from '../../fakes/written-book.ts';
import { SMALL_HALL } from '../../given.ts';

const PERIODS = ['2026-11-23', '2026-11', '2026-Q4', '2026'] as const;
const POLICIES = [...(await readPolicies())].filter(([, { caseTypes }]) =>
  caseTypes.some(({ opensOn }) => opensOn === 'bad-rating'),
);
/** Read by all, written to by none. */
const HUANCUI = ratedDays(policyOf('huancui'));
/** Numbers that stand for themselves, by the class of what they stand in, and why. */
const NOT_OPENED = {
  'share-figure-value': 'a rate: its two counts stand beside it',
  'share-figure-small': 'says from how many on a share says much',
  'level-bars-share': 'a rate: its two counts are the level and all of them, which stand beside it',
  'change-points': 'the difference of two rates',
  'change-then': 'the rate of another period: its two counts stand behind it',
  'trend-chart': 'columns: each opens its rows, and stands as a number in the table below',
  'metric-value': 'a rate: its counts, or the figures that it is made of, stand beside it',
  'metric-so-far': 'the sum and the mean of the figures above',
  'metric-formula': 'weights of the policy',
  'target-mark': 'a target of the policy',
  'basis-note': 'sentences of the notice',
  'metric-none': 'says why there is nothing, and of which period',
  'metric-part-name': 'names a period',
  'trend-note': 'says from how many on a share says much',
  'parts-note': 'says from how many on a share says much',
  'parts-unranked': 'says from how many on a share says much',
  'signal-found': 'a sentence: its figures stand before and below it, each with its rows',
  'parts-rank': 'a place among the rows of the table',
  'definition-list': 'definitions',
} as const;

interface Asked {
  n: number;
  /** What was opened: ratings or visits, or null where the page has nothing to open. */
  rows: number | null;
}

function opening(book: WrittenBook) {
  const about = { state: book.state, hall: SMALL_HALL, now: book.now, nameOf: (id: string) => id };
  const opened = (id: string) => ({ period: periodNamed(id), pages: book.pages });
  const openedIf = (period: RatingPeriod | null) => (period === null ? null : { period, pages: book.pages });
  // How many there are is told without a row being written out.
  const rowsOf = ({ period, ...of }: RowsOf) =>
    openedRows(about, opened(period), { ...of, skip: Number.MAX_SAFE_INTEGER }).of;
  return {
    report: (id: string) =>
      ratingReport(about, opened(id), {
        before: openedIf(periodBefore(periodNamed(id))),
        yearBefore: openedIf(yearBefore(periodNamed(id))),
      }),
    honesty: (id: string) => honestyReport(book.pages, periodNamed(id), SMALL_HALL, about),
    asked: ({ numbers }: Drawn, period: string): (Asked & { what: string })[] =>
      numbers.map(({ what, n, of, counted }) => {
        if (of !== undefined) return { what, n, rows: rowsOf({ period, ...of }) };
        if (counted === undefined) return { what, n, rows: null };
        return { what, n, rows: counted.cases.length + (counted.of === undefined ? 0 : rowsOf(counted.of)) };
      }),
  };
}

function periodNamed(id: string): RatingPeriod {
  const period = ratingPeriodOf(id);
  if (period === null) throw new Error(`no period ${id}`);
  return period;
}

const expectEach = (asked: readonly (Asked & { what: string })[]) =>
  expect(asked.filter(({ n, rows }) => n !== rows)).toEqual([]);

describe('every number of the page of ratings opens just as many rows', () => {
  it.each(PERIODS)(
    'of the whole hall in %s, of the periods before, of each column, cell and formula',
    async (id) => {
      const { report, asked } = opening(HUANCUI);
      const page = await drawn(WholeTab, { report: report(id) });
      const numbers = asked(page, id);
      expectEach(numbers);
      expect(numbers.filter(({ n }) => n > 0).length).toBeGreaterThan(20);
      expect(strayNumbers(page.html, Object.keys(NOT_OPENED))).toEqual([]);
    },
  );

  it('of every department, counter, clerk, service and channel', async () => {
    const { report, asked } = opening(HUANCUI);
    const all = report('2026-11');
    for (const part of RATING_PARTS) {
      expect(all.parts[part].length).toBeGreaterThan(1);
      for (const line of all.parts[part]) {
        const row = await drawn(PartLine, { line, rank: 1, part, ofVisits: part !== 'channel' });
        expectEach(asked(row, '2026-11'));
      }
    }
    const table = await drawn(PartsTab, { report: all });
    expect(table.numbers.length).toBeGreaterThan(20);
    expect(strayNumbers(table.html, Object.keys(NOT_OPENED))).toEqual([]);
  });

  it('of every signal and what it was held against, and of the channels that are compared', async () => {
    const { honesty, asked } = opening(HUANCUI);
    const report = honesty('2026-11-24');
    expect(new Set(report.signals.map(({ check }) => check))).toEqual(
      new Set(['hasty', 'early', 'apart', 'unbroken', 'run']),
    );
    const props = { timeZone: 'Asia/Shanghai', mayAct: true };
    for (const signal of report.signals) {
      const item = await drawn(SignalItem, { signal, check: '', ...props });
      expectEach(asked(item, '2026-11-24'));
      expect(strayNumbers(item.html, Object.keys(NOT_OPENED))).toEqual([]);
    }
    const channels = await drawn(ChannelList, { channels: report.channels });
    expect(channels.numbers.length).toBe(4);
    expectEach(asked(channels, '2026-11-24'));
  });

  it.each(POLICIES)('of every formula of %s, and of what it is made of', async (_, policy) => {
    const { report, asked } = opening(ratedDays(policy));
    for (const id of PERIODS) {
      const page = await drawn(MetricTable, { metrics: report(id).metrics });
      expectEach(asked(page, id));
    }
  });

  it('of formulas with any condition, over ratings of visits, calls and cases together', async () => {
    const { report, asked } = opening(ratedDays(withFormulas(policyOf('huancui'))));
    for (const id of PERIODS.slice(1)) {
      const made = report(id);
      expectEach(asked(await drawn(MetricTable, { metrics: made.metrics }), id));
      const mixed = made.metrics.find(({ metric }) => metric === 'test-0')?.counts[0]?.counted as Counted;
      expect(mixed.cases.length).toBe(3);
      expect(mixed.n).toBeGreaterThan(mixed.cases.length);
    }
  });
});

describe('what draws numbers', () => {
  it('is found when one is written that opens nothing', () => {
    const open =
      '<p>共 <button class="number-button">12</button> 条，<strong class="share-figure-value">9%</strong></p>';
    expect(strayNumbers(open, ['share-figure-value'])).toEqual([]);
    expect(strayNumbers(`${open}<p>另有 3 条</p>`, ['share-figure-value'])).toEqual(['另有 3 条']);
  });
});

/** The same policy with formulas that no city has thought of. */
function withFormulas(policy: Policy): Policy {
  const given = (where?: Extract<Formula, { count: string }>['where']): Formula =>
    where === undefined ? { count: 'rating.given' } : { count: 'rating.given', where };
  const formulas: Formula[] = [
    given(),
    given({ not: { eq: ['channel', 'evaluator'] } }),
    given({ any: [{ eq: ['channel', 'qr'] }, { eq: ['subject', 'call-back'] }] }),
    given({ all: [{ eq: ['rated', 'dissatisfied'] }, { not: { eq: ['channel', 'sms'] } }] }),
    { count: 'callBack.valid', where: { eq: ['channel', 'phone'] } },
    { divide: [given({ eq: ['satisfied', true] }), { add: [given(), { count: 'callBack.valid' }] }] },
    { sum: 'test-1' },
  ];
  const metrics = formulas.map((formula, i) => ({
    ...policy.metrics[0]!,
    ...{ id: `test-${i}`, zh: `试算甲${'一二三四五六七'[i]}`, every: 'month' as const, formula },
  }));
  return { ...policy, metrics: [...policy.metrics, ...metrics] };
}
