import { honestyText } from '../../locales/zh-CN/honesty.ts';
import { groupBy, inTheHall, type Found, type Looked, type Press } from './presses.ts';

/** Limits of the house: nobody leaves, and is served, within half a minute eight times over. */
const PACE_SECONDS = 30;
const PACE_LEAST = 8;
const SECOND_LEAST = 15;
const SECOND_SPREAD = 1;

/** The same level over and over, faster than people can follow one another or always at the same second. */
export function findRuns({ presses }: Looked): Found[] {
  const rated = presses.filter((press) => press.first && inTheHall(press));
  return [...groupBy(rated, ({ counter }) => counter)].flatMap(([counter, of]) => {
    const paced = longestOf(of, PACE_LEAST, (run, press) => {
      const before = run.at(-1);
      return before === undefined || press.at - before.at <= PACE_SECONDS * 1000;
    });
    const timed = longestOf(
      of,
      SECOND_LEAST,
      (run, { after }) => after >= 0 && spread(run, after) <= SECOND_SPREAD,
    );
    const subject = `counter/${counter}`;
    if (paced.length > 0) return [{ subject, rows: paced.flat(), found: paceWords(paced) }];
    const rows = timed.flat();
    const longest = longestRun(timed);
    const found = honestyText.sameSecond(longest.length, longest[0]?.after ?? 0);
    return rows.length === 0 ? [] : [{ subject, rows, found }];
  });
}

function paceWords(runs: readonly Press[][]): string {
  const run = longestRun(runs);
  const gaps = run.slice(1).map((press, i) => press.at - (run[i]?.at ?? press.at));
  return honestyText.pace(run.length, Math.round(Math.max(...gaps) / 1000));
}

function longestRun(runs: readonly Press[][]): readonly Press[] {
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), []);
}

function spread(run: readonly Press[], after: number): number {
  const seconds = [...run.map((press) => press.after), after];
  return Math.max(...seconds) - Math.min(...seconds);
}

/** Stretches of presses of one level, each going on from those before it, of a least length. */
function longestOf(
  presses: readonly Press[],
  least: number,
  goesOn: (run: readonly Press[], press: Press) => boolean,
): Press[][] {
  const runs: Press[][] = [];
  let run: Press[] = [];
  for (const press of presses) {
    if (run.length > 0 && (run[0]?.level !== press.level || !goesOn(run, press))) {
      runs.push(run);
      run = [];
    }
    if (run.length > 0 || goesOn([], press)) run.push(press);
  }
  return [...runs, run].filter(({ length }) => length >= least);
}
