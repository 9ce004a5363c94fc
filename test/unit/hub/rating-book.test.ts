import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RatingBook } from '@bandecheng/hub/book/rating-book';
import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import type { Journal } from '@bandecheng/hub/journal/journal';
import { ratedDays } from '@bandecheng/hub/reports/rating-days';
import { EVENT_VERSION, type HallEvent, type RecordedEvent } from '@bandecheng/shared/events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { SMALL_HALL } from '../../given.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };

/** A hub's journal with the book behind it, as far as the book sees of it. */
class Hall {
  readonly notices: string[] = [];
  private seq = 0;
  private listeners: ((events: readonly RecordedEvent[]) => void)[] = [];

  private constructor(
    readonly folder: string,
    private readonly journal: Journal,
  ) {}

  static async open(): Promise<Hall> {
    const folder = await temporaryFolder();
    const options = { folder, hall: 'small', from: null, apply: () => undefined, onMisfit: () => undefined };
    const journal = await openFileJournal(options);
    onTestFinished(() => journal.close());
    const hall = new Hall(folder, journal);
    await hall.happened('2026-09-01', [{ type: 'HallConfigured', data: { hall: SMALL_HALL } }]);
    return hall;
  }

  /** On disk, and told to whoever listens. */
  async happened(day: string, events: readonly HallEvent[]): Promise<void> {
    const at = Date.parse(`${day}T02:00:00Z`);
    const recorded = events.map((event) => {
      const seq = (this.seq += 1);
      return { ...event, seq, at, version: EVENT_VERSION, actor: 'hub', command: `c-${seq}` };
    });
    for (const event of recorded) void this.journal.append(day, [event]);
    await this.journal.whenDurable(this.seq);
    for (const tell of this.listeners) tell(recorded);
  }

  /** A day with three visits, of which one is rated well and one badly. */
  day(day: string): Promise<void> {
    const seen = [1, 2, 3].map((n) => ({ visit: `${day}-A00${n}.1`, ticket: `${day}-A00${n}` }));
    const at = { counter: 'c1', service: 'social', clerk: 'li' };
    const pressedAt = Date.parse(`${day}T02:00:00Z`);
    const press = { channel: 'evaluator' as const, device: 'e-c1', pressedAt, recordedAt: pressedAt };
    return this.happened(day, [
      { type: 'DayOpened', data: { day, ended: [] } },
      ...seen.map((of): HallEvent => ({
        type: 'ServiceFinished',
        data: { ...of, ...at, seconds: 300, matters: [] },
      })),
      ...seen.slice(1).map((of, i): HallEvent => {
        const level = i === 0 ? ('satisfied' as const) : ('dissatisfied' as const);
        return { type: 'PressRecorded', data: { ...press, ...of, ...at, level, fate: 'rated' } };
      }),
    ]);
  }

  /** The hub's book; one that was there before is left as a killed hub leaves it. */
  book(more: { monthsAhead?: number } = {}): RatingBook {
    this.listeners = [];
    const book = new RatingBook({
      ...more,
      dataFolder: this.folder,
      source: {
        onCommitted: (listener) => void this.listeners.push(listener),
        whenDurable: (seq) => this.journal.whenDurable(seq),
        position: () => this.journal.position(),
      },
      onNotice: (what) => this.notices.push(what),
    });
    return book;
  }

  file(name: string): string {
    return join(this.folder, 'book', name);
  }
}

async function counted(book: RatingBook): Promise<[days: number, good: number, bad: number, visits: number]> {
  const pages = await book.pages(YEAR.from, YEAR.to);
  const days = [...ratedDays(pages, YEAR).values()].map(({ levels }) => levels.evaluator);
  const sum = (level: 'satisfied' | 'dissatisfied') => days.reduce((n, of) => n + (of?.[level] ?? 0), 0);
  const visits = pages.months.reduce((n, { visits: of }) => n + of.day.length, 0);
  return [days.length, sum('satisfied'), sum('dissatisfied'), visits];
}

/** Read to the journal's end, and on disk. */
async function written(book: RatingBook): Promise<void> {
  await counted(book);
  await book.stop();
}

describe('the rating book', () => {
  it('is made from the journal, follows what happens at once, and is read again as it was', async () => {
    const hall = await Hall.open();
    await hall.day('2026-09-01');
    const book = hall.book();
    // Told while the journal is still being read.
    await hall.day('2026-10-08');
    expect(await counted(book)).toEqual([2, 2, 2, 6]);
    await hall.day('2026-10-09');
    expect(await counted(book)).toEqual([3, 3, 3, 9]);
    await book.stop();
    expect((await readdir(join(hall.folder, 'book'))).sort()).toEqual([
      ...['2026-09.jsonl', '2026-10.jsonl', 'head.json'],
    ]);
    const again = hall.book();
    expect(await counted(again)).toEqual([3, 3, 3, 9]);
    await again.stop();
    expect(hall.notices).toEqual([]);
  });

  it('catches up with what a killed hub had journalled and not written into it', async () => {
    const hall = await Hall.open();
    await hall.day('2026-09-01');
    await written(hall.book());
    await hall.day('2026-09-02');
    const killed = hall.book();
    expect(await counted(killed)).toEqual([2, 2, 2, 6]);
    await hall.day('2026-09-03');
    // Half a line was being written when it was killed.
    await appendFile(hall.file('2026-09.jsonl'), '["r",99,"2026-0');
    const rating = (await killed.pages(YEAR.from, YEAR.to)).months[0]?.rowAt(0).seq ?? 0;
    const about = { visit: '2026-09-01-A002.1', rating, day: '2026-09-01', by: 'wu' };
    await hall.happened('2026-09-03', [
      { type: 'RatingCorrected', data: { ...about, counts: false, reason: 'test' } },
    ]);
    const next = hall.book();
    expect(await counted(next)).toEqual([3, 2, 3, 9]);
    await next.stop();
  });

  it('is made anew when it is deleted, cut short, damaged or of another version, and says the same', async () => {
    const hall = await Hall.open();
    for (const day of ['2026-09-01', '2026-10-08', '2026-10-09']) await hall.day(day);
    await written(hall.book());
    const whole = await readFile(hall.file('2026-10.jsonl'), 'utf8');
    const head = JSON.parse(await readFile(hall.file('head.json'), 'utf8')) as object;
    const harms: (() => Promise<void>)[] = [
      () => rm(join(hall.folder, 'book'), { recursive: true }),
      () => truncate(hall.file('2026-10.jsonl'), 20),
      () => writeFile(hall.file('2026-10.jsonl'), whole.replace('["r"', '{"r"')),
      () => writeFile(hall.file('head.json'), JSON.stringify({ ...head, version: 0 })),
      () => writeFile(hall.file('head.json'), '{'),
    ];
    for (const harm of harms) {
      await harm();
      const book = hall.book();
      expect(await counted(book)).toEqual([3, 3, 3, 9]);
      await book.stop();
      expect(await readFile(hall.file('2026-10.jsonl'), 'utf8')).toBe(whole);
    }
    expect(hall.notices).toEqual(['the rating book was damaged and is made anew']);
  });

  it('reads the newest months into memory after a start, as many as it is told, and follows what happens meanwhile', async () => {
    const hall = await Hall.open();
    for (const day of ['2026-09-01', '2026-10-08', '2026-11-02']) await hall.day(day);
    await written(hall.book());
    const book = hall.book({ monthsAhead: 2 });
    await hall.day('2026-11-03');
    await book.ahead;
    // From here on nothing that was not read ahead can be read.
    for (const month of ['2026-09', '2026-10', '2026-11']) await rm(hall.file(`${month}.jsonl`));
    const { months } = await book.pages('2026-10-01', '2026-11-30');
    expect(months.map(({ visits }) => visits.day.length)).toEqual([3, 6]);
    await expect(book.pages('2026-09-01', '2026-09-30')).rejects.toThrow('ENOENT');
    await book.stop();
  });

  it('reads nothing ahead any more once it is stopped', async () => {
    const hall = await Hall.open();
    await hall.day('2026-09-01');
    await written(hall.book());
    const book = hall.book();
    await book.stop();
    await rm(hall.file('2026-09.jsonl'));
    await expect(book.pages('2026-09-01', '2026-09-30')).rejects.toThrow('ENOENT');
    expect(hall.notices).toEqual([]);
  });
});
