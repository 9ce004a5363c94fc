import { describe, expect, it } from 'vitest';
import { figureText, targetState } from '@bandecheng/kiosk-ui/screens/figures/figure-text';
import { asKind, periodAt, periodId, periodNamed } from '@bandecheng/shared/case/period';
import { periodOf } from '@bandecheng/hub/reports/period';

describe('the figures on the page of reports', () => {
  it.each([
    [0.885, true, '88.5%'],
    [3.54, true, '354%'],
    [1, true, '100%'],
    [12, false, '12'],
    [null, true, '—'],
  ])('show %s (share: %s) as %s', (value, share, text) => {
    expect(figureText(value, share)).toBe(text);
  });

  it('say of a target whether it is reached, missed, or has nothing to be held against', () => {
    expect(targetState({ target: 1, reached: true })).toBe('reached');
    expect(targetState({ target: 1, reached: false })).toBe('missed');
    expect(targetState({ target: 1, reached: null })).toBe('empty');
    expect(targetState({ reached: null })).toBeNull();
  });
});

describe('the period of the reports', () => {
  it('is named as the hub names it, and steps over the turn of the year', () => {
    const november = periodAt('2026-11-23', 'month');
    expect(periodId(november)).toBe('2026-11');
    expect(periodId({ ...november, n: november.n + 2 })).toBe('2027-01');
    expect(periodId(periodAt('2026-11-23', 'quarter'))).toBe('2026-Q4');
    expect(periodId({ kind: 'quarter', n: periodAt('2026-01-05', 'quarter').n - 1 })).toBe('2025-Q4');
    for (const id of ['2026-01', '2026-12', '2026-Q1', '2026-Q4', '2026']) {
      const named = periodNamed(id);
      expect(named === null ? null : periodId(named)).toBe(id);
      expect(periodOf(id)?.id).toBe(id);
    }
    for (const id of ['2026-13', '2026-Q5', '26', '']) expect(periodNamed(id)).toBeNull();
  });

  it('stays where it lies when another kind is picked', () => {
    const november = periodAt('2026-11-23', 'month');
    expect(periodId(asKind(november, 'quarter'))).toBe('2026-Q4');
    expect(periodId(asKind(november, 'year'))).toBe('2026');
    expect(periodId(asKind(asKind(november, 'quarter'), 'month'))).toBe('2026-10');
  });
});
