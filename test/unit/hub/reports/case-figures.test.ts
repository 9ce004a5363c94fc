import { describe, expect, it } from 'vitest';
import type { Case } from '@bandecheng/hub/state/case-state';
import { GivenDesk } from '../../../fakes/case-desk.ts';
import {
  handedOver,
  happened,
  metricOf,
  OPENED,
  PERSON,
  pressed,
  reportOf,
} from '../../../fakes/reported-desk.ts';

const desk = (city: string) => new GivenDesk(city).at('2026-11-02 09:00');

/** A case of 乌审旗 finished by the department, and rated. */
function rated(at: GivenDesk, grade: 'satisfied' | 'dissatisfied'): void {
  at.step('w9', 'unit', { fields: { result: '已办' } });
  at.asks({ type: 'RateCase', case: at.case.id, grade, channel: 'desk' });
}

describe('the figures of a month', () => {
  it('holds 100%响应, 100%按时办结 and 100%满意 against what was reached, each number with its cases', () => {
    const hall = desk('wushen');
    const first = handedOver(hall, '2026-11-02 09:30').id;
    rated(hall.at('2026-11-03 10:00'), 'satisfied');
    const second = handedOver(hall, '2026-11-04 09:30').id;
    rated(hall.at('2026-11-10 10:00'), 'dissatisfied');

    const report = reportOf(hall, '2026-11');

    expect(metricOf(report, 'K1')).toMatchObject({ value: 1, target: 1, reached: true, share: true });
    expect(metricOf(report, 'K1').denominator).toEqual({ n: 2, cases: [first, second] });
    expect(metricOf(report, 'K2')).toMatchObject({ value: 0.5, reached: false });
    expect(metricOf(report, 'K2').numerator).toEqual({ n: 1, cases: [first] });
    expect(metricOf(report, 'K3').numerator).toEqual({ n: 1, cases: [first] });
    expect(metricOf(report, 'K3').denominator).toEqual({ n: 2, cases: [first, second] });
  });

  it('shows a dash and the reason where nothing was counted, never a zero', () => {
    const report = reportOf(desk('wushen'), '2026-11');
    expect(metricOf(report, 'K2')).toMatchObject({
      value: null,
      none: '没有样本',
      reached: null,
    });
    expect(report.brief).toContain('可办事项按时办结率：—（没有样本）。');
  });

  it('counts what is not accepted with its reason and way, and never in the clocks', () => {
    const hall = desk('wushen');
    hall.asks(OPENED);
    // A city may start a clock before it looks whether the matter is in scope.
    const { id } = hall.case;
    const run = { case: id, run: 'WS-RESEARCH.1' };
    const due = { dueAt: hall.now - 1, provisional: false, days: 0, calendar: 'years' };
    happened(hall, [{ type: 'ClockStarted', data: { ...run, ...due } }]);
    hall.step('w0', 'desk', { exclusion: 0 });

    const report = reportOf(hall, '2026-11');

    expect(report.refusals).toEqual([
      { zh: '排队等号', redirect: '导办台/值班长', counted: { n: 1, cases: [id] } },
    ]);
    expect([report.totals.opened.n, report.totals.accepted.n, report.totals.closed.n]).toEqual([1, 0, 0]);
    expect(report.clocks).toEqual([]);
  });

  it('keeps 超时 apart from 超出原则时限, and a run that is still late from one that ended late', () => {
    const hall = desk('wushen');
    const late = handedOver(hall, '2026-11-02 09:30').id;
    hall.at('2026-11-10 10:00').step('w9', 'unit', { fields: { result: '已办' } });
    hall.at('2026-11-11 09:00').asks(OPENED);
    hall.step('w1', 'desk', { fields: PERSON }).step('w2', 'desk').step('w5', 'desk');
    const stuck = hall.case.id;
    hall.at('2026-11-20 09:00');

    const { forces } = reportOf(hall, '2026-11');

    const of = (force: string) => forces.find((one) => one.force === force);
    expect(of('in-principle')?.late).toEqual({ n: 1, cases: [late] });
    expect(of('in-principle')?.overdue.n).toBe(0);
    expect(of('must')?.late.n).toBe(0);
    expect(of('must')?.overdue).toEqual({ n: 1, cases: [stuck] });
    expect(of('must')?.onTime.n).toBe(2);
    expect(of('must')?.measured.n).toBe(2);
  });

  it('tells the same matter when it comes again, and the cases that took longest', () => {
    const hall = desk('wushen');
    const first = handedOver(hall, '2026-11-02 09:30', { scope: 2 }).id;
    const second = handedOver(hall, '2026-11-04 09:30', { scope: 2 }).id;
    handedOver(hall, '2026-11-05 09:30', { scope: 1 });
    hall.at('2026-11-09 09:30');

    const report = reportOf(hall, '2026-11');

    expect(report.repeated).toEqual([
      {
        zh: '社会保险 · 服务态度差、慢作为、不作为等问题',
        counted: { n: 2, cases: [first, second] },
      },
    ]);
    expect(report.longest[0]).toEqual({ case: first, workingDays: 5, minutes: 7 * 24 * 60, closed: false });
  });

  it('counts a confidential case, groups it with nothing and says no more than its number', () => {
    const hall = new GivenDesk('huancui').at('2026-11-02 09:00');
    hall.asks({
      type: 'OpenCase',
      ...{ caseType: 'tucao', intake: 'box', as: 'receiver', service: 'tax', scope: 2 },
      ...{ attributes: {}, fields: {}, confidential: true },
    });

    const report = reportOf(hall, '2026-11');

    const { id, openedAt } = hall.case;
    expect(report.cases[id]).toEqual({ case: id, openedAt, confidential: true });
    expect(report.totals.confidential).toEqual({ n: 1, cases: [id] });
    expect(report.groups.flatMap(({ groups }) => groups.map(({ zh }) => zh))).toEqual(
      report.groups.map(() => '要求保密（不分类）'),
    );
    expect(JSON.stringify(report)).not.toMatch(/税务局|服务态度好不好/);
  });

  it('lists first filings whose second is missing', () => {
    const hall = new GivenDesk('linjiang').at('2026-11-02 09:00');
    hall.asks({
      type: 'OpenCase',
      ...{ caseType: 'veto', intake: 'counter', as: 'clerk', service: 'social' },
      ...{ attributes: { severity: 'general' }, fields: {}, confidential: false },
    });
    const { id } = hall.case;
    const filed = (part: 'first' | 'second') => ({ form: 'vetoSheet', to: 'centre', part });
    happened(hall, [stepped(hall.case, { emitted: ['form.submitted'], filed: [filed('first')] })]);

    expect(reportOf(hall, '2026-11').filings).toMatchObject([{ case: id, to: '政务服务中心' }]);
    expect(metricOf(reportOf(hall, '2026-11'), 'vetoByUnit')).toMatchObject({ value: 1, share: false });
    happened(hall, [stepped(hall.case, { emitted: [], filed: [filed('second')] })]);
    expect(reportOf(hall, '2026-11').filings).toEqual([]);
  });

  it('is by the day of the hall, whatever zone the process has', () => {
    const hall = desk('wushen');
    const { TZ } = process.env;
    hall.at('2026-12-01 00:10').asks(OPENED);
    for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York']) {
      process.env['TZ'] = zone;
      expect(
        [reportOf(hall, '2026-11'), reportOf(hall, '2026-12')].map(({ totals }) => totals.opened.n),
      ).toEqual([0, 1]);
    }
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  it('is headed as the report that the notice asks for', () => {
    const report = reportOf(desk('wushen'), '2026-Q4', 'jiwei');
    expect(report.chosen).toMatchObject({ zh: '移交旗纪委监委简要情况', to: ['旗纪委监委'] });
    expect(report.assumptions.map(({ id }) => id)).toContain('WS-A6');
  });
});

const grade = (satisfied: boolean) => (satisfied ? 'satisfied' : 'dissatisfied');

/** A step that happened to a case. */
function stepped(
  of: Case,
  more: {
    emitted: string[];
    filed: { form: string; to: string; part: 'first' | 'second' }[];
    invited?: string;
  },
) {
  return {
    type: 'CaseStepped' as const,
    data: {
      ...{ case: of.id, step: 't6', from: of.state, to: of.state, done: { as: 'clerk' } },
      ...{ attributes: {}, fields: {}, marks: [], print: [], told: [], closed: false, ...more },
    },
  };
}

describe('the satisfaction of 环翠', () => {
  /** 950 of 1000 at the evaluators, 80 of 100 messages, 45 of 50 calls. */
  function quarter(hall: GivenDesk, month: string, sms = true): void {
    pressed(hall, `2026-${month}-02`, { 'very-satisfied': 950, dissatisfied: 50 });
    hall.now = Date.parse(`2026-${month}-03T02:00:00Z`);
    hall.asks({
      type: 'OpenCase',
      ...{ caseType: 'tucao', intake: 'web', as: 'supervision', service: 'tax' },
      ...{ attributes: {}, fields: {}, confidential: false },
    });
    const of = hall.case;
    const message = (satisfied: boolean) => ({
      type: 'CaseRated' as const,
      data: { case: of.id, grade: grade(satisfied), satisfied, channel: 'sms' as const },
    });
    const call = (outcome: 'satisfied' | 'dissatisfied' | 'no-answer') => ({
      type: 'CallBackRecorded' as const,
      data: { case: of.id, outcome, text: { record: '202611-0', field: 'text', digest: '' } },
    });
    const times = <T>(n: number, event: T): T[] => Array.from({ length: n }, () => event);
    happened(hall, [stepped(of, { emitted: [], filed: [], invited: 'counter' })]);
    if (sms) happened(hall, [...times(80, message(true)), ...times(20, message(false))]);
    happened(hall, [
      ...times(45, call('satisfied')),
      ...times(5, call('dissatisfied')),
      ...times(9, call('no-answer')),
    ]);
  }

  it('is 0.95×0.3 + 0.80×0.3 + 0.90×0.4 = 88.5 %', () => {
    const hall = new GivenDesk('huancui');
    quarter(hall, '11');
    const report = reportOf(hall, '2026-Q4');
    expect(['M-eval', 'M-sms', 'M-call'].map((id) => metricOf(report, id).value)).toEqual([0.95, 0.8, 0.9]);
    expect(metricOf(report, 'M-eval').denominator).toEqual({
      ...{ n: 1000, cases: [], days: [{ day: '2026-11-02', n: 1000 }] },
      of: { period: '2026-Q4', metric: 'M-eval', count: 1 },
    });
    expect(metricOf(report, 'M-call').denominator?.n).toBe(50);
    const whole = metricOf(report, 'M-quarter');
    expect(whole.value).toBeCloseTo(0.885, 12);
    expect(whole.parts.map(({ zh, value }) => [zh, value])).toEqual([
      ['评价器评价满意率', 0.95],
      ['短信评价满意率', 0.8],
      ['电话回访满意率', 0.9],
    ]);
    expect(whole.formula).toBe('评价器评价满意率 × 0.3 + 短信评价满意率 × 0.3 + 电话回访满意率 × 0.4');
  });

  it('stands in the words of an official where something is left out', () => {
    const { metrics } = reportOf(new GivenDesk('huancui'), '2026-11');
    expect(metrics.map(({ formula }) => formula)).toEqual([
      '“回访核实”次数 ÷ “差评回访立案”次数',
      '“整改”次数 ÷ “回访核实”次数（不含核实结论为诉求缺乏法定依据的）',
      '“回访核实”次数（不含匿名的） ÷ “差评回访立案”次数（不含匿名的）',
    ]);
  });

  it('without a single message is a dash, not 0 and not 64.5 %', () => {
    const hall = new GivenDesk('huancui');
    quarter(hall, '11', false);
    const whole = metricOf(reportOf(hall, '2026-Q4'), 'M-quarter');
    expect([whole.value, whole.none]).toEqual([null, '短信评价满意率：没有样本']);
  });

  it('四季度成绩之和 is the literal sum 354 %, with the mean beside it', () => {
    const hall = new GivenDesk('huancui');
    for (const month of ['02', '05', '08', '11']) quarter(hall, month);
    const year = metricOf(reportOf(hall, '2026'), 'M-year');
    expect(year.value).toBeCloseTo(3.54, 12);
    expect(year.soFar?.periods).toBe(4);
    expect(year.soFar?.mean).toBeCloseTo(0.885, 12);
    expect(year.parts.map(({ zh }) => zh)).toEqual([1, 2, 3, 4].map((n) => `2026年第${' 一二三四'[n]}季度`));
  });

  it('has no sum before the year is whole, and says which quarter is missing', () => {
    const hall = new GivenDesk('huancui');
    for (const month of ['02', '05']) quarter(hall, month);
    const year = metricOf(reportOf(hall, '2026'), 'M-year');
    expect([year.value, year.none]).toEqual([
      ...[null, '2026年第三季度：尚未开始；2026年第四季度：尚未开始'],
    ]);
    expect(year.soFar?.sum).toBeCloseTo(1.77, 12);
  });
});
