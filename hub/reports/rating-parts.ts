import type { Hall } from '@bandecheng/shared/hall';
import type { RatingLine, RatingPart } from '@bandecheng/shared/rating/rating-report';
import { RATING_CHANNELS, type AccountId } from '@bandecheng/shared/vocabulary';
import type { Dictionary } from '../book/columns.ts';
import type { BookPages } from '../book/book-pages.ts';
import { casesText } from '../locales/zh-CN/cases.ts';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import { emptyTally, type RatingCount, type Tally } from './rating-count.ts';
import { countsOf, ratedIn } from './rating-share.ts';

export type NameOf = (account: AccountId) => string | null;

/** What a counter, a service, a department is called; by its id where the hall no longer has it. */
export function hallNames({ counters, services }: Hall) {
  const counterZh = new Map(counters.map(({ id, name }) => [id, name.zh]));
  const serviceZh = new Map(services.map(({ id, name }) => [id, name.zh]));
  const department = new Map(services.map((service) => [service.id, service.department.zh]));
  return {
    counter: (id: string) => counterZh.get(id) ?? id,
    service: (id: string) => serviceZh.get(id) ?? id,
    departmentOf: (service: string) => department.get(service) ?? ratingsText.noDepartment,
  };
}

/** The figures by department, counter, clerk, service and channel, the most visited first. */
export function partsOf(
  count: RatingCount,
  { months }: BookPages,
  hall: Hall,
  nameOf: NameOf,
): Record<RatingPart, RatingLine[]> {
  const named = hallNames(hall);
  const names = months[0]?.names;
  const lines = (tallies: readonly Tally[], dictionary: Dictionary | undefined, zh: (id: string) => string) =>
    inOrder(
      tallies.flatMap((tally, code): [string, string, Tally][] => {
        const id = dictionary?.text(code) ?? '';
        // The first number is nobody's: presses without a visit, which stand in no figure.
        return id === '' ? [] : [[id, zh(id), tally]];
      }),
    );
  const services = lines(count.service, names?.services, named.service);
  return {
    department: inOrder(departments(count, names?.services, named.departmentOf)),
    counter: lines(count.counter, names?.counters, named.counter),
    clerk: lines(count.clerk, names?.clerks, (id) => nameOf(id) ?? id),
    service: services,
    channel: RATING_CHANNELS.flatMap((id, i): RatingLine[] => {
      const tally = count.channel[i];
      if (tally === undefined || ratedIn(tally) + tally.additional === 0) return [];
      return [{ id, zh: casesText.channel[id], ...withoutVisits(tally) }];
    }),
  };
}

/** A channel has no visits of its own that might have been rated. */
function withoutVisits(tally: Tally): ReturnType<typeof countsOf> {
  const counts = countsOf(tally);
  const none = { value: null, none: ratingsText.none.channel };
  return { ...counts, response: { ...counts.response, ...none }, active: { ...counts.active, ...none } };
}

function inOrder(lines: readonly [string, string, Tally][]): RatingLine[] {
  return lines
    .map(([id, zh, tally]): RatingLine => ({ id, zh, ...countsOf(tally) }))
    .sort((a, b) => b.visits - a.visits || (a.id < b.id ? -1 : 1));
}

function departments(
  { service }: RatingCount,
  services: Dictionary | undefined,
  departmentOf: (service: string) => string,
): [string, string, Tally][] {
  const joined = new Map<string, Tally>();
  service.forEach((tally, code) => {
    const id = services?.text(code) ?? '';
    if (id === '') return;
    const zh = departmentOf(id);
    joined.set(zh, sumOf(joined.get(zh) ?? emptyTally(), tally));
  });
  return [...joined].map(([zh, tally]) => [zh, zh, tally]);
}

function sumOf(a: Tally, b: Tally): Tally {
  return {
    visits: a.visits + b.visits,
    offline: a.offline + b.offline,
    levels: a.levels.map((n, i) => n + (b.levels[i] ?? 0)),
    responded: a.responded + b.responded,
    active: a.active + b.active,
    additional: a.additional + b.additional,
    additionalGood: a.additionalGood + b.additionalGood,
  };
}
