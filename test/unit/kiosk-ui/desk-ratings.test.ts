import { ratingPlace, ratingTime } from '@bandecheng/kiosk-ui/screens/desk/rating-text';
import { newest, unseen } from '@bandecheng/kiosk-ui/screens/desk/unseen-ratings';
import type { RatingRow } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const row = (seq: number, recordedAt: number, changed: Partial<RatingRow> = {}): RatingRow => ({
  ...{
    seq,
    level: 'dissatisfied',
    fate: 'rated',
    counter: 'c3',
    counterNumber: 3,
    device: 'e3',
    channel: 'evaluator',
  },
  ...{ pressedAt: recordedAt, recordedAt },
  ...changed,
});

describe('bad ratings at the desk', () => {
  const bad = [row(40, NINE + 2_000), row(30, NINE + 1_000), row(20, NINE)];

  it('stay in the band until they are acknowledged', () => {
    expect(unseen(bad, 0)).toHaveLength(3);
    expect(unseen(bad, NINE + 1_000).map(({ seq }) => seq)).toEqual([40]);
    expect(unseen(bad, newest(bad))).toEqual([]);
  });

  it('come back for one that arrives after the acknowledgement, though it was pressed long before', () => {
    const late = row(50, NINE + 3_000, { pressedAt: NINE - 3_600_000 });

    expect(unseen([late, ...bad], newest(bad))).toEqual([late]);
  });

  it('alarm again in a hall whose journal began anew', () => {
    expect(unseen([row(1, NINE + 86_400_000)], newest(bad))).toHaveLength(1);
  });

  it('have no newest one when there are none', () => {
    expect(newest([])).toBe(0);
  });
});

describe('a rating in words', () => {
  it('names counter, number and service', () => {
    expect(ratingPlace(row(1, NINE, { number: 'A012', serviceName: { zh: '社会保险' } }))).toBe(
      '3 号窗口 · A012 · 社会保险',
    );
  });

  it('names the way it came, unless it was a button at the counter', () => {
    expect(ratingPlace(row(1, NINE, { number: 'A012', channel: 'qr' }))).toBe('3 号窗口 · A012 · 扫码');
  });

  it('says so when nothing is known of where it was pressed', () => {
    const { counterNumber: _none, ...stray } = row(1, NINE, { counter: null });

    expect(ratingPlace(stray)).toBe('不知哪个窗口');
  });

  it('tells when it was pressed, not when it arrived', () => {
    const kept = row(1, NINE, { pressedAt: NINE - 65 * 60_000 });

    expect(ratingTime(kept, NINE, 'Asia/Shanghai')).toBe('07:55（1 小时 5 分钟前）');
    expect(ratingTime(row(1, NINE), NINE + 59_999, 'Asia/Shanghai')).toBe('09:00（刚刚）');
  });
});
