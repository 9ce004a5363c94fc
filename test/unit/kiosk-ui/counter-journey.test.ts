import { journeyLines } from '@bandecheng/kiosk-ui/screens/counter/journey-lines';
import { recallsText } from '@bandecheng/kiosk-ui/screens/counter/recalls';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';
import { atCounter, counterView, ticket } from './counter-view-sample.ts';

const NAMES = new Map([
  ['social', '社会保险'],
  ['tax', '税务'],
]);
const called = (times: number, recallLimit: number): string =>
  recallsText(counterView({ current: atCounter(ticket('A001', 'called'), { times }), recallLimit }));

describe('a number that was called in vain', () => {
  it('says how often it was recalled and how often it may be', () => {
    expect([called(1, 2), called(2, 2)]).toEqual(['', '已重呼 1 次，最多 2 次']);
  });

  it('warns before the recall that makes it a no-show', () => {
    expect(called(3, 2)).toBe('已重呼 2 次，再重呼就算过号');
  });

  it('may be recalled for ever where the hall sets no limit', () => {
    expect(called(9, 0)).toBe('叫了 9 次');
  });
});

describe('where a number comes from and goes to', () => {
  const lines = (changed: Parameters<typeof atCounter>[1]): string[] =>
    journeyLines(atCounter(ticket('A001', 'serving'), changed), NAMES, 'Asia/Shanghai');

  it('is nothing for a plain visit', () => {
    expect(lines({})).toEqual([]);
  });

  it('names the people, the way back, the next services and the newest move first', () => {
    const moves = [
      { at: NINE, service: 'social', counter: 1 },
      { at: NINE + 60_000, service: 'tax' },
    ];
    expect(lines({ people: 3, returnTo: 1, more: ['tax', 'social'], moves })).toEqual([
      '同来 3 人',
      '办完回到 1 号窗口',
      '办完再去：税务、社会保险',
      '09:01 从 税务 转来',
      '09:00 从 1 号窗口 社会保险 转来',
    ]);
  });
});
