import {
  fieldRefused,
  givenAt,
  onlyVisit,
  visitChoice,
} from '@bandecheng/kiosk-ui/screens/desk/typed-rating';
import type { TypedVisit } from '@bandecheng/shared/rating/typed-visit';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const ZONE = 'Asia/Shanghai';
const DAY = '2026-11-23';
const MINUTE = 60_000;
const visit = (n: number, takes: TypedVisit['takes']): TypedVisit => ({
  ...{ visit: `${DAY}-A001.${n}`, day: DAY, number: 'A001', serviceZh: '社会保险', counterZh: '3 号窗口' },
  ...{ finishedAt: NINE + 40_000, until: NINE + 1_000 * MINUTE, takes },
});

describe('the time on a paper form', () => {
  it('is read in the hall’s own time', () => {
    expect(givenAt(DAY, '9：05', visit(1, 'first'), ZONE)).toBe(NINE + 5 * MINUTE);
    expect(givenAt('2026-11-24', '0905', visit(1, 'first'), ZONE)).toBe(NINE + (24 * 60 + 5) * MINUTE);
  });

  it('is the end of the visit where that fell into the same minute, and no other is bent', () => {
    expect(givenAt(DAY, '09:00', visit(1, 'first'), ZONE)).toBe(NINE + 40_000);
    expect(givenAt(DAY, '08:59', visit(1, 'first'), ZONE)).toBe(NINE - MINUTE);
  });

  it('is none while it is half typed, or on no day', () => {
    expect(givenAt(DAY, '9', visit(1, 'first'), ZONE)).toBeNull();
    expect(givenAt('', '09:05', visit(1, 'first'), ZONE)).toBeNull();
  });
});

describe('the visits of a number', () => {
  it('say when, what and where, and those that take nothing can’t be chosen', () => {
    expect(visitChoice(visit(1, 'first'), ZONE)).toEqual({
      ...{ value: `${DAY}-A001.1`, text: '09:00 办结 · 社会保险 · 3 号窗口', note: '未评价' },
      disabled: false,
    });
    for (const takes of ['nothing', 'own'] as const)
      expect(visitChoice(visit(1, takes), ZONE).disabled).toBe(true);
  });

  it('need no choice where one alone can be rated', () => {
    expect(onlyVisit([visit(2, 'nothing'), visit(1, 'added')])).toBe(`${DAY}-A001.1`);
    expect(onlyVisit([visit(2, 'first'), visit(1, 'added')])).toBe('');
    expect(onlyVisit([visit(1, 'own')])).toBe('');
  });
});

describe('a refusal', () => {
  it.each([
    [{ refused: 'rated-already' }, 'visit'],
    [{ refused: 'rating-time-impossible' }, 'when'],
    [{ refused: 'rating-over' }, 'when'],
    [{ refused: 'reason-unknown' }, 'reasons'],
    [{ problems: [{ path: 'reasons[0]', reason: '不能为空' }] }, 'reasons'],
    [{ problems: [{ path: 'text', reason: '最多 500 个字' }] }, 'text'],
    [{ fault: 'stopping' }, null],
  ])('%j is told beside its field', (answer, field) => {
    expect(fieldRefused({ ok: false, ...answer })).toBe(field);
  });
});
