import { BAD_LEVELS, type RatingChannel } from '@bandecheng/shared/vocabulary';
import { honestyText } from '../../locales/zh-CN/honesty.ts';
import { groupBy, type Found, type Looked, type Press } from './presses.ts';

/** `reference/domain.md` 5.6: nothing but the best from 50 on, while the others stay below 95 %. */
const UNBROKEN_LEAST = 50;
const OTHERS_BELOW = 0.95;
/** Limits of the house. */
const APART_LEAST = 30;
const APART_BY = 0.1;

const words = honestyText.beside;

/** Given in the clerk's sight. */
const HERE: readonly RatingChannel[] = ['evaluator', 'tablet'];
/** Given by the applicant alone, somewhere else. */
const ELSEWHERE: readonly RatingChannel[] = ['phone', 'sms', 'qr', 'web', 'hotline'];

/** A clerk of whom nobody has ever said anything but the best, where of others people do. */
export function findUnbroken({ presses }: Looked): Found[] {
  const rated = presses.filter(({ first }) => first);
  const bestOf = (of: readonly Press[]) => of.filter(({ level }) => level === 'very-satisfied');
  const allBest = bestOf(rated).length;
  return [...groupBy(rated, ({ clerk }) => clerk)].flatMap(([clerk, rows]) => {
    const others = rated.length - rows.length;
    if (rows.length < UNBROKEN_LEAST || bestOf(rows).length < rows.length || others < UNBROKEN_LEAST)
      return [];
    const share = (allBest - rows.length) / others;
    if (share >= OTHERS_BELOW) return [];
    const ofOthers = rated.filter((press) => press.clerk !== clerk);
    const beside: Found['beside'] = [
      [words.othersBest, bestOf(ofOthers)],
      [words.others, ofOthers],
    ];
    return [{ subject: `clerk/${clerk}`, rows, found: honestyText.unbroken(rows.length, share), beside }];
  });
}

/** Praise at the counter that calls and messages do not repeat; of the hall, and of each counter. */
export function findApart({ presses }: Looked): Found[] {
  const rated = presses.filter(({ first, called }) => first || called);
  const counters = [...groupBy(rated, ({ counter }) => counter)].map(
    ([counter, of]) => [`counter/${counter}`, of] as const,
  );
  return [['hall', rated] as const, ...counters].flatMap(([subject, of]) => {
    const here = of.filter(({ channel }) => HERE.includes(channel));
    const rows = of.filter(({ channel }) => ELSEWHERE.includes(channel));
    if (here.length < APART_LEAST || rows.length < APART_LEAST) return [];
    const [praised, praisedLater] = [goodOf(here), goodOf(rows)];
    const [praise, later] = [praised.length / here.length, praisedLater.length / rows.length];
    if (praise - later < APART_BY) return [];
    const beside: Found['beside'] = [
      [words.praised, praised],
      [words.here, here],
      [words.praisedLater, praisedLater],
    ];
    return [{ subject, rows, found: honestyText.apart(praise, here.length, later, rows.length), beside }];
  });
}

function goodOf(presses: readonly Press[]): Press[] {
  return presses.filter(({ level }) => !BAD_LEVELS.includes(level));
}
