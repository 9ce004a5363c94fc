import { derivedLevel, gradeOf } from '@bandecheng/shared/rating/derive-level';
import { levelsAt, scaleLevels } from '@bandecheng/shared/rating/scale-levels';
import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../fakes/rules.ts';
import { SMALL_HALL } from '../../../given.ts';

const derived = (of: 2 | 3 | 5) => LEVELS.map((level) => derivedLevel(level, of));

describe('a level of five', () => {
  it('means one of three and one of two, with 基本满意 on the good side of two', () => {
    const three: Level[] = ['satisfied', 'satisfied', 'basically-satisfied', 'dissatisfied', 'dissatisfied'];
    expect(derived(5)).toEqual(LEVELS);
    expect(derived(3)).toEqual(three);
    expect(derived(2)).toEqual(three.map((level) => (level === 'dissatisfied' ? level : 'satisfied')));
  });

  it('is derived to levels that the smaller scale offers, and to each of them', () => {
    for (const size of [2, 3, 5] as const) expect([...new Set(derived(size))]).toEqual(scaleLevels(size));
  });

  it('counts as Huancui’s grades of two, and as itself on the national five', () => {
    const gradesOf = (city: string, scale: string) => {
      const found = policyOf(city).scales.find(({ id }) => id === scale);
      if (found === undefined) throw new Error(scale);
      return LEVELS.map((level) => gradeOf(level, found)?.satisfied);
    };
    expect(gradesOf('huancui', 'hc2')).toEqual([true, true, true, false, false]);
    expect(gradesOf('chizhou', 'five-levels')).toEqual([true, true, true, false, false]);
  });
});

it('a counter offers its own scale, or the hall’s', () => {
  const { counters, rating } = SMALL_HALL;
  const own = counters.map((counter) => (counter.id === 'c1' ? { ...counter, levels: 2 as const } : counter));
  expect(levelsAt({ counters: own, rating }, 'c1')).toEqual(['satisfied', 'dissatisfied']);
  expect(levelsAt({ counters: own, rating: { ...rating, levels: 3 } }, 'c2')).toHaveLength(3);
  expect(levelsAt({ counters: own, rating }, 'c3')).toEqual(LEVELS);
});
