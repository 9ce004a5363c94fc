import { readYears } from '@bandecheng/hub/rules/read-years';
import { CalendarOverride, closingMinute } from '@bandecheng/shared/calendar/calendar-override';
import { doubtsAbout, LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { parse } from '@bandecheng/shared/parse';
import { describe, expect, it } from 'vitest';

const years = await readYears();
const year = years.at(-1)!;
const day = { date: '2026-06-01', name: '端午节', off: true };

function problems(schema: typeof LegalYear | typeof CalendarOverride, input: unknown): string[] {
  const read = parse(schema, input);
  return read.ok ? [] : read.problems.map(({ path, reason }) => `${path}: ${reason}`);
}

describe('a year’s holiday arrangement', () => {
  it.each(years.map((one) => [one.year, one] as const))('%i is taken as it is, without a doubt', (_, one) => {
    expect(doubtsAbout(one)).toEqual([]);
  });

  it.each([
    ['a day named twice', { days: [day, day] }, 'days[1].date: 2026-06-01 出现了两次'],
    [
      'a day of another year',
      { days: [{ ...day, date: '2027-06-01' }] },
      'days[0].date: 2027-06-01 离 2026 年超过一个月',
    ],
    [
      'a day that does not exist',
      { days: [{ ...day, date: '2026-06-31' }] },
      'days[0].date: 须为存在的日期，例如 2026-09-30',
    ],
    ['no day at all, which is no notice yet', { days: [] }, 'days: 没有任何日期：空的年历不算已公布'],
    ['no source', { title: '' }, 'title: '],
    ['a field nobody knows', { papers: [] }, 'papers: 不认识的字段'],
  ])('is refused with %s', (_, change, problem) => {
    expect(problems(LegalYear, { ...year, ...change }).join('\n')).toContain(problem);
  });

  it('a make-up working day on a weekday is doubted', () => {
    const days = [...year.days, { date: '2026-06-03', name: '端午节', off: false }];

    expect(doubtsAbout({ ...year, days })).toEqual([{ doubt: 'worked-weekday', date: '2026-06-03' }]);
  });

  it('fewer than six holidays are doubted', () => {
    const days = year.days.filter(({ name }) => name !== '元旦' && name !== '端午节');

    expect(doubtsAbout({ ...year, days })).toEqual([{ doubt: 'few-holidays', count: 5 }]);
  });

  it('eleven days off in a row are doubted, ten are not', () => {
    const more = ['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-11'].map((date) => ({
      ...{ date, name: '国庆节', off: true },
    }));
    const rest = year.days.filter(({ date }) => date !== '2026-10-10');

    expect(doubtsAbout({ ...year, days: [...rest, ...more.slice(0, 3)] })).toEqual([]);
    expect(doubtsAbout({ ...year, days: [...rest, ...more] })).toEqual([
      { doubt: 'long-block', from: '2026-10-01', days: 11 },
    ]);
  });
});

describe('a hall’s override of the calendar', () => {
  const override = {
    hall: 'wushen',
    issuedOn: '2026-11-12',
    source: '旗政务服务中心通知',
    closing: [
      { from: '2026-11-01', to: '2027-03-31', close: '16:30', reason: '冬季作息' },
      { from: '2026-12-31', to: '2026-12-31', close: '12:00', reason: '年终盘点' },
    ],
    signedBy: ['zhang', 'li'],
  };

  it.each([
    ['one account', ['zhang'], 'signedBy: 须由两个账号签认'],
    ['one account twice', ['zhang', 'zhang'], 'signedBy: 两次签认须是不同的账号'],
    ['three accounts', ['zhang', 'li', 'wang'], 'signedBy: 须由两个账号签认'],
  ])('signed by %s is refused', (_, signedBy, problem) => {
    expect(problems(CalendarOverride, { ...override, signedBy })).toEqual([problem]);
  });

  it('closes earlier in winter, on one day earlier still, and as usual before', () => {
    const closes = closingMinute('17:00', CalendarOverride.parse(override));

    expect([closes('2026-10-31'), closes('2026-11-02'), closes('2026-12-31')]).toEqual([1020, 990, 720]);
  });
});
