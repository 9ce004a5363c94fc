import { instantText } from '@bandecheng/shared/calendar/civil-date';
import type { Limit } from '@bandecheng/shared/policy/clock';
import { holds } from '@bandecheng/shared/policy/condition';
import { clockDeadline, limitEnds, type ClockStart, type Deadline } from '@bandecheng/shared/policy/deadline';
import { describe, expect, it } from 'vitest';
import { clockOf, policyOf, reckoning } from '../../../fakes/rules.ts';

const by = reckoning();

function due({ dueAt }: Deadline): string | null {
  return dueAt === null ? null : instantText(dueAt, 'Asia/Shanghai').slice(0, 16).replace('T', ' ');
}

function start(text: string, facts: ClockStart['facts'] = {}): ClockStart {
  return { startAt: Date.parse(text), facts };
}

describe('a limit that starts at an instant ends at the close of business', () => {
  const workingDays = (count: number): Limit => ({ unit: 'working-day', count });
  const calendarDays = (count: number): Limit => ({ unit: 'calendar-day', count });
  const today: Limit = { unit: 'same-day-close' };

  it.each<[string, string, Limit, string, boolean]>([
    ['当日下班前', '2026-11-20T10:30:00+08:00', today, '2026-11-20 17:00', false],
    ['当日下班前 on a Saturday', '2026-11-21T10:00:00+08:00', today, '2026-11-23 17:00', false],
    ['当日下班前 at the last minute', '2026-11-20T17:00:00+08:00', today, '2026-11-20 17:00', false],
    ['当日下班前 a second after closing', '2026-11-20T17:00:01+08:00', today, '2026-11-23 17:00', false],
    ['当日下班前 in a year without data', '2027-03-01T10:00:00+08:00', today, '2027-03-01 17:00', true],
    ['3 wd over a weekend', '2026-11-20T16:55:00+08:00', workingDays(3), '2026-11-25 17:00', false],
    ['3 wd on a make-up Saturday', '2026-09-30T15:00:00+08:00', workingDays(3), '2026-10-10 17:00', false],
    ['10 wd over National Day', '2026-09-30T15:00:00+08:00', workingDays(10), '2026-10-20 17:00', false],
    ['2 wd over Spring Festival', '2026-02-13T16:00:00+08:00', workingDays(2), '2026-02-24 17:00', false],
    ['1 wd from a make-up Sunday', '2026-01-04T09:00:00+08:00', workingDays(1), '2026-01-05 17:00', false],
    ['1 wd to a make-up Sunday', '2025-09-27T09:00:00+08:00', workingDays(1), '2025-09-28 17:00', false],
    ['1 wd, already the next day here', '2026-01-03T16:30:00Z', workingDays(1), '2026-01-05 17:00', false],
    ['3 wd into a year without data', '2026-12-30T10:00:00+08:00', workingDays(3), '2027-01-04 17:00', true],
    [
      '1 wd that stays in the last year',
      '2026-12-30T10:00:00+08:00',
      workingDays(1),
      '2026-12-31 17:00',
      false,
    ],
    ['3 日 over National Day', '2026-09-30T11:00:00+08:00', calendarDays(3), '2026-10-08 17:00', false],
    ['1 日 from a Friday', '2026-11-20T11:00:00+08:00', calendarDays(1), '2026-11-23 17:00', false],
    ['2 日 within a week', '2026-11-23T11:00:00+08:00', calendarDays(2), '2026-11-25 17:00', false],
    [
      '2 hours, over closing',
      '2026-11-20T16:30:00+08:00',
      { unit: 'hour', count: 2 },
      '2026-11-20 18:30',
      false,
    ],
  ])('%s: %s', (_, text, limit, expected, provisional) => {
    const ends = limitEnds(limit, Date.parse(text), by);

    expect([due(ends), ends.provisional]).toEqual([expected, provisional]);
  });

  it('立即 is measured and never due', () => {
    const ends = limitEnds({ unit: 'immediate' }, Date.parse('2026-11-20T10:30:00+08:00'), by);

    expect(ends).toMatchObject({ dueAt: null, days: null, provisional: false });
  });

  it('counts the working days up to the due day', () => {
    const from = (text: string, limit: Limit) => limitEnds(limit, Date.parse(text), by).days;

    expect(from('2026-09-30T15:00:00+08:00', workingDays(10))).toBe(10);
    expect(from('2026-09-30T11:00:00+08:00', calendarDays(3))).toBe(1);
    expect(from('2026-11-20T10:30:00+08:00', today)).toBe(0);
    expect(from('2026-11-21T10:00:00+08:00', today)).toBe(1);
    expect(from('2026-11-20T16:30:00+08:00', { unit: 'hour', count: 72 })).toBe(1);
  });

  it('tells the holiday passed over, the make-up day counted and the year not yet imported', () => {
    expect(limitEnds(workingDays(3), Date.parse('2026-09-30T15:00:00+08:00'), by).because).toEqual([
      '起算当日 2026-09-30 不计入',
      '2026-10-01 至 2026-10-07 国庆节，不计',
      '2026-10-10（周六）国庆节调休上班，计入',
      '2026-10-10 17:00 下班时到期',
    ]);
    expect(limitEnds(workingDays(3), Date.parse('2026-12-30T10:00:00+08:00'), by).because).toContain(
      '2027 年放假安排尚未导入，日期暂定',
    );
  });

  it('a hall that closes earlier in winter has its deadlines earlier, and a local holiday is passed over', () => {
    const winter = reckoning({
      legal: [{ date: '2026-11-23', name: '旗庆', off: true }],
      closing: [{ from: '2026-11-01', to: '2027-03-31', close: '16:30', reason: '冬季作息' }],
    });

    const ends = limitEnds(workingDays(1), Date.parse('2026-11-20T10:00:00+08:00'), winter);

    expect(due(ends)).toBe('2026-11-24 16:30');
    expect(ends.because).toContain('2026-11-23 旗庆，不计');
    const late = limitEnds(today, Date.parse('2026-11-25T16:40:00+08:00'), winter);
    expect(due(late)).toBe('2026-11-26 16:30');
  });
});

describe('a clock of a city', () => {
  it.each<[string, string, string, ClockStart['facts'], string, string]>([
    ['linjiang', 'LJ-FORM', '必须于当日下班前填写', {}, '2026-11-20T10:30:00+08:00', '2026-11-20 17:00'],
    ['linjiang', 'LJ-REPLY', '于5个工作日内进行答复', {}, '2026-11-20T10:30:00+08:00', '2026-11-27 17:00'],
    ['linjiang', 'LJ-APPROVE', '一般不超过3个工作日', {}, '2026-11-20T16:55:00+08:00', '2026-11-25 17:00'],
    [
      ...(['linjiang', 'LJ-APPROVE', '特殊事项不超过5个工作日', { severity: 'special' }] as const),
      ...(['2026-11-20T16:55:00+08:00', '2026-11-27 17:00'] as const),
    ],
    ['chizhou', 'CZ-SUBMIT', '1日内提交部门领导研究', {}, '2026-11-20T11:00:00+08:00', '2026-11-23 17:00'],
    ['chizhou', 'CZ-ANSWER', '3日内答复', {}, '2026-09-30T11:00:00+08:00', '2026-10-10 17:00'],
    [
      ...(['chizhou', 'CZ-ANSWER', '特殊事项应当在5个工作日内完成', { severity: 'special' }] as const),
      ...(['2026-09-30T11:00:00+08:00', '2026-10-13 17:00'] as const),
    ],
    [
      ...(['chizhou', 'CZ-ANSWER', '涉跨部门事项答复在10个工作日完成', { severity: 'crossDept' }] as const),
      ...(['2026-09-30T11:00:00+08:00', '2026-10-20 17:00'] as const),
    ],
    ['huancui', 'HC-HANDLE', '在 1 个工作日内办理完毕', {}, '2026-01-04T09:00:00+08:00', '2026-01-05 17:00'],
    ['wushen', 'WS-RESEARCH', '在2个工作日内', {}, '2026-02-13T16:00:00+08:00', '2026-02-24 17:00'],
    ['wushen', 'WS-HANDLE', '原则上2个工作日内办结', {}, '2026-02-13T16:00:00+08:00', '2026-02-24 17:00'],
    [
      ...(['wushen', 'WS-HANDLE', '原则上5个工作日内办结', { multiDept: 'yes' }] as const),
      ...(['2026-02-13T16:00:00+08:00', '2026-02-27 17:00'] as const),
    ],
    ['wushen', 'WS-DISPATCH', '在1个工作日内', {}, '2026-11-20T10:00:00+08:00', '2026-11-23 17:00'],
    ['wushen', 'WS-CANNOT', '于1个工作日内', {}, '2026-11-20T10:00:00+08:00', '2026-11-23 17:00'],
  ])('%s %s “%s”', (city, id, quote, facts, text, expected) => {
    const ends = clockDeadline(clockOf(city, id), start(text, facts), by);

    expect(due(ends)).toBe(expected);
    expect(ends.because.join()).toContain(quote);
  });

  it('an expert case is exempt and owes an interim notice: “重大疑难事项需开展专业性研究的或专家论证的除外”', () => {
    const from = start('2026-11-20T16:55:00+08:00', { severity: 'major' });

    const ends = clockDeadline(clockOf('linjiang', 'LJ-APPROVE'), from, by);

    expect(ends).toMatchObject({ dueAt: null, days: null });
    expect(ends.because).toContain('依据：“重大疑难事项需开展专业性研究的或专家论证的除外”');
    expect(due(ends.interimNotice!)).toBe('2026-11-27 17:00');
  });

  it('a notice without a number gives no due time: “尽早答复”', () => {
    const ends = clockDeadline(clockOf('huancui', 'HC-RAISE'), start('2026-11-20T10:00:00+08:00'), by);

    expect(ends.dueAt).toBeNull();
    expect(ends.because[0]).toBe('尽早答复：制度未规定时限，只记用时');
    expect(ends.interimNotice).toBeUndefined();
  });

  it('a matter’s own limit counts where the notice leaves it to the matter: “应在法定或承诺的时限内办结”', () => {
    const clock = clockOf('anshan', 'AS-LIMIT');
    const from = start('2026-11-20T10:00:00+08:00');

    const open = clockDeadline(clock, from, by);
    const given = clockDeadline(clock, { ...from, itemLimit: { unit: 'working-day', count: 5 } }, by);

    expect(open).toMatchObject({
      dueAt: null,
      because: expect.arrayContaining([expect.stringContaining('尚未给出')]),
    });
    expect(due(given)).toBe('2026-11-27 17:00');
  });

  it.each([
    ['2026-11-27', '2026-11-27 17:00', 4],
    ['2026-11-28', '2026-11-28 17:00', 4],
    ['2026-10-10', '2026-10-10 17:00', 0],
  ])('a promise is due on the promised day, day off or not: %s', (promised, expected, days) => {
    const ends = clockDeadline(
      clockOf('huancui', 'HC-PROMISE'),
      {
        ...start(promised === '2026-10-10' ? '2026-10-10T09:00:00+08:00' : '2026-11-23T09:00:00+08:00'),
        promised,
      },
      by,
    );

    expect([due(ends), ends.days]).toEqual([expected, days]);
    expect(ends.because[0]).toBe(`按期补齐材料：承诺 ${promised} 前`);
  });

  it('a promise without its day is measured only', () => {
    const ends = clockDeadline(clockOf('wushen', 'WS-PROMISE'), start('2026-11-23T09:00:00+08:00'), by);

    expect(ends.dueAt).toBeNull();
    expect(ends.because[0]).toBe('补齐材料：以承诺的日期为准，尚未给出');
  });

  it.each([
    ['the grade is known', { rated: 'satisfied', satisfied: true }, true],
    ['there was no answer', { rated: 'none' }, true],
    ['nobody has been asked', {}, false],
  ])('a case is over once it is rated or there was no answer: %s', (_, facts, over) => {
    const close = policyOf('chizhou')
      .caseTypes.find(({ id }) => id === 'callBack')!
      .steps.find(({ id }) => id === 'close')!;

    expect(holds(close.when!, facts)).toBe(over);
  });

  it('tells which assumptions the deadline rests on', () => {
    const ends = clockDeadline(clockOf('chizhou', 'CZ-SUBMIT'), start('2026-11-20T11:00:00+08:00'), by);

    expect(ends.because).toContain('待确认：CZ-A1');
  });
});
