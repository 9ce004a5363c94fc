import type { Scale } from '../policy/rating.ts';
import type { Level } from '../vocabulary.ts';

/** Levels of the scales of five, three and two; the two last of five are 差评. */
const THREE: Record<Level, Level> = {
  'very-satisfied': 'satisfied',
  satisfied: 'satisfied',
  'basically-satisfied': 'basically-satisfied',
  dissatisfied: 'dissatisfied',
  'very-dissatisfied': 'dissatisfied',
};
const TWO: Record<Level, Level> = { ...THREE, 'basically-satisfied': 'satisfied' };

/**
 * What a level of five means on a scale of three (满意、基本满意、不满意) or two (满意、不满意): 基本满意 counts as
 * satisfied on two, as HC-A3 and WS-A5 assume.
 */
export function derivedLevel(level: Level, of: 2 | 3 | 5): Level {
  if (of === 5) return level;
  return of === 3 ? THREE[level] : TWO[level];
}

/** The grade of a city's scale that a level counts as; null where the scale has none for it. */
export function gradeOf(level: Level, scale: Scale): Scale['grades'][number] | null {
  return scale.grades.find(({ id, of }) => (of.length > 0 ? of.includes(level) : id === level)) ?? null;
}
