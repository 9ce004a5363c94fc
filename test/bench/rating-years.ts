import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import type { Journal } from '@bandecheng/hub/journal/journal';
import { EVENT_VERSION, type HallEvent } from '@bandecheng/shared/events';
import { daysLater, weekdayOf } from '@bandecheng/shared/calendar/civil-date';
import { Hall } from '@bandecheng/shared/hall';
import type { Level } from '@bandecheng/shared/vocabulary';
import { seededRandom } from '../fakes/seeded-random.ts';
import { benchHall } from './hall.ts';

/** What a year of a large hall comes to. */
export const VISITS_A_YEAR = 250_000;
export const RATINGS_A_YEAR = 100_000;
const COUNTERS = 40;
const SEED = 20_261_123;

export const RATED_HALL = Hall.parse({
  ...benchHall(COUNTERS),
  hours: { days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00' },
});

const SHARES: readonly [Level, number][] = [
  ['very-satisfied', 0.82],
  ['satisfied', 0.94],
  ['basically-satisfied', 0.97],
  ['dissatisfied', 0.99],
  ['very-dissatisfied', 1],
];

/** Visits and presses of two years in a journal, the same for every run: weekdays from nine to five. */
export async function writeYears(folder: string, from: string, to: string): Promise<void> {
  const random = seededRandom(SEED);
  const writer = await Writer.open(folder);
  const days: string[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) if (weekdayOf(day) <= 5) days.push(day);
  const perDay = Math.ceil((2 * VISITS_A_YEAR) / days.length);
  for (const day of days) {
    await writer.add(day, Date.parse(`${day}T00:30:00Z`), { type: 'DayOpened', data: { day, ended: [] } });
    for (let i = 0; i < perDay; i++) await visit(writer, day, i, perDay, random);
  }
  await writer.close();
}

async function visit(
  writer: Writer,
  day: string,
  i: number,
  of: number,
  random: () => number,
): Promise<void> {
  // Nine in the hall is one in the morning in Greenwich.
  const at = Date.parse(`${day}T01:00:00Z`) + Math.floor((i / of) * 8 * 3_600_000);
  const counter = `c${1 + Math.floor(random() * COUNTERS)}`;
  const number = `A${String(i + 1).padStart(4, '0')}`;
  const of1 = { ticket: `${day}-${number}`, visit: `${day}-${number}.1` };
  const about = {
    counter,
    service: `service-${'abcdefgh'[Math.floor(random() * 8)]}`,
    clerk: `clerk-${counter}`,
  };
  const seconds = 120 + Math.floor(random() * 1200);
  const finished = { ...of1, ...about, seconds, matters: [] };
  await writer.add(day, at, { type: 'ServiceFinished', data: finished });
  if (random() >= RATINGS_A_YEAR / VISITS_A_YEAR) return;
  const share = random();
  const level = SHARES.find(([, upTo]) => share < upTo)?.[0] ?? 'satisfied';
  const pressedAt = at + 2000 + Math.floor(random() * 50_000);
  const press = {
    level,
    channel: 'evaluator' as const,
    device: `e-${counter}`,
    pressedAt,
    recordedAt: pressedAt,
  };
  const fate = random() < 0.01 ? ('stray' as const) : ('rated' as const);
  const bound = fate === 'stray' ? { counter } : { ...of1, ...about };
  await writer.add(day, pressedAt, { type: 'PressRecorded', data: { ...press, fate, ...bound } });
}

class Writer {
  private seq = 0;
  private last: Promise<void> = Promise.resolve();

  private constructor(private readonly journal: Journal) {}

  static async open(folder: string): Promise<Writer> {
    const journal = await openFileJournal({
      ...{ folder, hall: 'bench', from: null, apply: () => undefined, onMisfit: () => undefined },
    });
    const writer = new Writer(journal);
    await writer.add('2000-01-01', 0, { type: 'HallConfigured', data: { hall: RATED_HALL } });
    return writer;
  }

  /** Waits for the disk now and then, so that memory does not hold the whole of it. */
  async add(day: string, at: number, event: HallEvent): Promise<void> {
    const seq = (this.seq += 1);
    const stamp = { seq, at, version: EVENT_VERSION, actor: 'hub', command: `bench-${seq}` };
    this.last = this.journal.append(day, [{ ...event, ...stamp }]);
    if (seq % 5_000 === 0) await this.last;
  }

  async close(): Promise<void> {
    await this.last;
    await this.journal.close();
  }
}
