import { caseHolder, casePlace, caseRemarks } from '@bandecheng/kiosk-ui/screens/staff/case-place';
import { dayTimeText, standingText, timeLeftText } from '@bandecheng/kiosk-ui/screens/staff/time-left';
import type { ClockRow } from '@bandecheng/shared/case/case-view';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';
import { caseRow, clockRow, CLOSING, DAY, HOUR, SHANGHAI } from './case-samples.ts';

const left = (changes: Partial<ClockRow>, now = NINE): string =>
  timeLeftText(clockRow(changes), now, SHANGHAI);

describe('the time left of a case', () => {
  it('is today until closing', () => {
    expect(left({})).toBe('今天 17:00 前');
  });

  it('is counted in working days, with the day and hour behind them', () => {
    const dueAt = CLOSING + 2 * DAY;
    expect(left({ standing: 'running', daysLeft: 2, dueAt })).toBe('还剩 2 个工作日（11月25日 17:00 前）');
  });

  it('names the year of a day that is not in this one', () => {
    const dueAt = CLOSING + 60 * DAY;
    expect(left({ standing: 'running', daysLeft: 41, dueAt })).toContain('2027年1月22日 17:00 前');
  });

  it('says how many working days it has been over, and on its own day how long', () => {
    expect(left({ standing: 'overdue', daysLeft: -1, dueAt: CLOSING - 3 * DAY })).toBe('已超 1 个工作日');
    expect(left({ standing: 'overdue', daysLeft: 0 }, CLOSING + HOUR)).toBe('已超 1 小时');
  });

  it('of a clock without a limit is how long it has run', () => {
    const measured = { standing: 'measured', dueAt: null, daysLeft: null } as const;
    expect(left({ ...measured, startedAt: NINE - 3 * DAY - HOUR })).toBe('不设期限，已 3 天');
    expect(left({ ...measured, startedAt: NINE - 20 * 60_000 })).toBe('不设期限，已 20 分钟');
    expect(left({ ...measured, startedAt: NINE })).toBe('不设期限，刚开始');
  });

  it('of an exempt case is when its applicant is owed word', () => {
    const interimDueAt = CLOSING + DAY;
    expect(left({ dueAt: null, interimDueAt })).toBe('除外情形，11月24日 17:00 前告知进展');
  });

  it.each([
    ['must', '超时'],
    ['generally', '超出一般时限'],
    ['in-principle', '超出原则时限'],
    ['house', '超出内部时限'],
  ] as const)('over a limit that is %s is called %s', (force, word) => {
    expect(standingText({ standing: 'overdue', force })).toBe(word);
    expect(standingText({ standing: 'due-today', force })).toBe('今天到期');
  });
});

describe('a row of the board', () => {
  it('tells where a case comes from, and its department once', () => {
    const service = { zh: '不动产登记' };
    const row = caseRow('B20261123-001', { number: 'C031', counterNumber: 3, service, unit: '自然资源局' });
    expect(casePlace(row)).toBe('C031 · 3 号窗口 · 不动产登记 · 自然资源局');
    expect(casePlace({ ...row, unit: '不动产登记' })).toBe('C031 · 3 号窗口 · 不动产登记');
  });

  it('tells who has it, and of one nobody has whom it waits for', () => {
    expect(caseHolder({ owner: 'wang', waitsFor: ['值班长'] })).toBe('wang 在办');
    expect(caseHolder({ waitsFor: ['值班长', '首席代表'] })).toBe('等值班长、首席代表');
    expect(caseHolder({})).toBe('没有人接');
  });

  it('tells of rework, call-back, rating, departments and who was told', () => {
    const clocks = [clockRow({ told: ['值班长'] })];
    const row = caseRow('B20261123-001', {
      ...{ reworks: 1, followUp: true, invited: true, branches: ['公安局', '税务局'], clocks },
    });
    expect(caseRemarks(row)).toEqual([
      '第 1 次重办',
      '待回访',
      '等评价',
      '等各部门：公安局、税务局',
      '已报 值班长',
    ]);
    expect(caseRemarks(caseRow('B20261123-002'))).toEqual([]);
  });

  it('shows an instant by the hall’s clock', () => {
    expect(dayTimeText(NINE, NINE, SHANGHAI)).toBe('11月23日 09:00');
  });
});
