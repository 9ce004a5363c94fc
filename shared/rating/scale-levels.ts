import type { Hall } from '../hall.ts';
import type { CounterId, Level } from '../vocabulary.ts';
import { USUAL_RATING } from './usual-rating.ts';

export type ScaleSize = 2 | 3 | 5;

const OF: Record<ScaleSize, readonly Level[]> = {
  2: ['satisfied', 'dissatisfied'],
  3: ['satisfied', 'basically-satisfied', 'dissatisfied'],
  5: ['very-satisfied', 'satisfied', 'basically-satisfied', 'dissatisfied', 'very-dissatisfied'],
};

/** The levels that a scale of two, three or five offers, best first. */
export function scaleLevels(size: ScaleSize): readonly Level[] {
  return OF[size];
}

/** The levels that whoever was served at a counter is offered, on its tablet, their telephone and a kiosk alike. */
export function levelsAt(
  { counters, rating }: Pick<Hall, 'counters' | 'rating'>,
  counter: CounterId,
): readonly Level[] {
  return OF[counters.find(({ id }) => id === counter)?.levels ?? rating.levels ?? USUAL_RATING.levels];
}
