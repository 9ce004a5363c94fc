import { overrideDoubts, OverrideDraft } from '@bandecheng/shared/calendar/calendar-override';
import { yearMissing } from '@bandecheng/shared/calendar/year-missing';
import { parse } from '@bandecheng/shared/parse';
import { describe, expect, it } from 'vitest';

const known = [{ year: 2025 }, { year: 2026 }];

describe('a coming year that nobody has imported', () => {
  it.each([
    ['2026-10-31', null],
    ['2026-11-01', { year: 2027, grave: false }],
    ['2026-12-14', { year: 2027, grave: false }],
    ['2026-12-15', { year: 2027, grave: true }],
    ['2027-01-04', { year: 2027, grave: true }],
  ])('on %s is %j', (today, missing) => {
    expect(yearMissing(known, today)).toEqual(missing);
  });

  it('is not missed once it is there', () => {
    expect(yearMissing([...known, { year: 2027 }], '2026-12-20')).toBeNull();
  });
});

describe('a proposed override of the calendar', () => {
  const draft = { issuedOn: '2026-11-20', source: '通知', legal: [], closing: [] };
  const closing = (from: string, to: string) => ({ from, to, close: '16:30', reason: '冬季作息' });

  it.each([
    ['a month before its year', { legal: [{ date: '2025-11-30', name: '雪', off: true }] }, 'legal[0].date'],
    [
      'a month behind the next one',
      { legal: [{ date: '2028-02-01', name: '雪', off: true }] },
      'legal[0].date',
    ],
    ['a closing time for years', { closing: [closing('2026-11-01', '2036-03-31')] }, 'closing[0].to'],
    [
      'a closing time that ends before it begins',
      { closing: [closing('2026-11-02', '2026-11-01')] },
      'closing[0].to',
    ],
  ])('that reaches %s is refused with its place', (_, more, path) => {
    const parsed = parse(OverrideDraft, { ...draft, ...more });
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.path)).toEqual([path]);
  });

  it('with the first and the last day that may be is taken', () => {
    const legal = ['2025-12-01', '2028-01-31'].map((date) => ({ date, name: '雪', off: true }));
    expect(parse(OverrideDraft, { ...draft, legal }).ok).toBe(true);
  });

  it('whose closing times overlap is doubted, one after the other is not', () => {
    const two = (from: string) => [closing('2026-11-01', '2027-03-31'), closing(from, '2027-04-30')];
    expect(overrideDoubts({ legal: [], closing: two('2027-03-31') })).toEqual([
      { doubt: 'closings-overlap', from: '2027-03-31', to: '2027-04-30' },
    ]);
    expect(overrideDoubts({ legal: [], closing: two('2027-04-01') })).toEqual([]);
  });
});
