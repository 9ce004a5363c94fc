import { lastTimeAt, readTime } from '@bandecheng/kiosk-ui/screens/desk/clock-today';
import { hallAlerts } from '@bandecheng/kiosk-ui/screens/desk/hall-alerts';
import { leftWaiting } from '@bandecheng/kiosk-ui/screens/desk/left-waiting';
import { pauseTexts } from '@bandecheng/kiosk-ui/screens/desk/pause-texts';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const MINUTE = 60_000;

describe('the desk is told', () => {
  it('which counters could open for a crowded area', () => {
    const crowded = [{ area: '一楼 A 区', waiting: 23, limit: 20, couldOpen: [2, 4] }];
    expect(hallAlerts({ crowded, uncovered: [], yearMissing: null }, NINE)).toEqual([
      { what: '一楼 A 区 有 23 人等候（提醒线 20 人）', todo: '可以加开：2、4 号窗口' },
    ]);
  });

  it('who stands in at a counter nobody covers, or that nobody can', () => {
    const uncovered = [
      { counter: 'c3', number: 3, since: NINE - 12 * MINUTE, standIns: ['qian', 'sun'] },
      { counter: 'c4', number: 4, since: NINE - 11 * MINUTE, standIns: [] },
    ];
    expect(hallAlerts({ crowded: [], uncovered, yearMissing: null }, NINE)).toEqual([
      { what: '3 号窗口已 12 分钟没有人在岗', todo: '可以顶岗：qian、sun' },
      { what: '4 号窗口已 11 分钟没有人在岗', todo: '顶岗的人都在别的窗口' },
    ]);
  });

  it('of a coming year nobody has imported, gravely once deadlines run into it', () => {
    const alerts = (grave: boolean) =>
      hallAlerts({ crowded: [], uncovered: [], yearMissing: { year: 2027, grave } }, NINE);
    expect(alerts(false)).toMatchObject([
      { what: '2027 年的放假安排还没有导入，跨年的期限是暂定', grave: false },
    ]);
    expect(alerts(true)).toMatchObject([{ what: '2027 年的放假安排还没有导入，期限算不准了', grave: true }]);
  });

  it('how a counter paused, by reason, and that it pauses now', () => {
    const pauses = [{ reason: '整理材料', times: 2, minutes: 9 }];
    const today = { noShow: 0, chosen: 0, idleMinutes: 0, pauses };
    expect(pauseTexts({ state: 'paused', pauseReason: '临时离开', today })).toEqual([
      '整理材料 2 次共 9 分钟',
      '现在暂停：临时离开',
    ]);
  });
});

describe('clearing at closing', () => {
  it('counts who waits, who was called and did not come, and who is on hold, but nobody being served', () => {
    const totals = { issued: 9, waiting: 4, serving: 2, finished: 1, noShow: 0 };
    const held = [{ number: 'A009', since: NINE }];
    const counters = [
      { current: { number: 'A001', status: 'called' as const, since: NINE } },
      { current: { number: 'A002', status: 'serving' as const, since: NINE } },
      {},
    ];
    expect(leftWaiting({ totals, held, counters })).toBe(6);
  });
});

describe('a time on a paper slip', () => {
  const at = (time: string, now: number): number => lastTimeAt(time, now, 'Asia/Shanghai');

  it('is the last time the clock showed it', () => {
    expect(at('08:40', NINE + 30_000)).toBe(NINE - 20 * MINUTE);
    expect(at('09:00', NINE + 30_000)).toBe(NINE);
  });

  it('was yesterday evening when it is later than now', () => {
    expect(at('23:50', NINE)).toBe(NINE - (9 * 60 + 10) * MINUTE);
  });

  it.each([
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    ['０９：３０', '09:30'],
    ['23.59', '23:59'],
    ['24:00', null],
    ['09:60', null],
    ['9', null],
    ['', null],
  ])('typed as %s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });
});
