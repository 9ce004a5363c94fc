import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { journalFolder } from '../journal/journal-folder.ts';
import type { Position } from '../journal/journal.ts';
import { positionHolds } from '../journal/read-journal.ts';
import { BookFiles } from './book-files.ts';
import { emptyMemory, linesOf, type BookMemory } from './book-fold.ts';
import { figureDay, packLine, type BookLine } from './book-line.ts';
import type { BookMonth } from './book-month.ts';
import type { BookPages } from './book-pages.ts';
import { MonthShelf } from './month-shelf.ts';
import { readPart } from './read-part.ts';
import { remarkOf, Remarks, type Remark } from './remarks.ts';

/** What a killed hub had not written is read from the journal again. */
const WRITE_EVERY_MS = 5_000;
/** Between the disk and the telling lies one turn of the event loop. */
const TOLD_WITHIN_MS = 5_000;
/** Lines beyond which reading the journal pauses until they are written. */
const MOST_WAITING = 50_000;
/** What the page of a past year needs in January: that year, the one before it for comparison, the running month. */
const MONTHS_AHEAD = 25;
const REMARKS = 'remarks.jsonl';

/** Of the hub, what the book is written behind. */
export interface BookSource {
  onCommitted(listener: (events: readonly RecordedEvent[]) => void): void;
  whenDurable(seq: number): Promise<void>;
  /** The end of everything appended to the journal. */
  position(): Position;
}

export interface BookOptions {
  dataFolder: string;
  source: BookSource;
  onNotice: (what: string, about: Record<string, string | number>) => void;
  /** How many of the newest months are read into memory after a start, before anybody asks; 25 unless told. */
  monthsAhead?: number;
}

interface Waiting {
  seq: number;
  name: string;
  text: string;
  line: BookLine | null;
}

/**
 * Ratings as the journal tells them, sorted by month: a projection, written behind the journal and caught up with it
 * at start. One that is missing, cut short, damaged or of another version is made anew.
 */
export class RatingBook {
  private readonly files: BookFiles;
  private readonly journal: string;
  private readonly shelf = new MonthShelf(() => turnOfTheLoop());
  private remarks = new Remarks();
  private memory: BookMemory = emptyMemory();
  private takenSeq = 0;
  private waiting: Waiting[] = [];
  /** Committed while the journal was being read. */
  private meanwhile: RecordedEvent[] | null = [];
  /** Where the next write is to end: the events up to there have not all come yet. */
  private cut: { seq: number; reached: () => void } | null = null;
  /** One thing at a time is done with the files. */
  private busy: Promise<unknown>;
  /** Why there is no book to read. */
  private fault: Error | null = null;
  private stopped = false;
  /** Settles when the newest months lie in memory, or are left to whoever asks for them. */
  readonly ahead: Promise<void>;
  private readonly timer: ReturnType<typeof setInterval>;

  /** The journal's lock must be held. What goes wrong with the book costs time and never the hall. */
  constructor(private readonly options: BookOptions) {
    this.files = new BookFiles(join(options.dataFolder, 'book'));
    this.journal = journalFolder(options.dataFolder);
    options.source.onCommitted((events) => this.take(events));
    this.busy = this.begin().catch((error: unknown) => this.giveUp(error));
    this.ahead = this.busy.then(() => this.readAhead(options.monthsAhead ?? MONTHS_AHEAD));
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.timer.unref();
  }

  /** The months that hold these days, once the book has caught up. Rejects when they can't be read. */
  async pages(from: BusinessDay, to: BusinessDay): Promise<BookPages> {
    return this.alone(async () => {
      if (this.fault !== null) throw this.fault;
      try {
        return await this.read(from, to);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        this.options.onNotice('the rating book was damaged and is made anew', {});
        await this.makeAnew();
        return this.read(from, to);
      }
    });
  }

  /** Writes what waits and ends; what has not been read of the journal is left for the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopped = true;
    await this.ahead;
    await this.busy;
    await this.write();
  }

  private async begin(): Promise<void> {
    const head = await this.files.readHead();
    if (head === null || !(await positionHolds(this.journal, head.position))) return this.makeAnew();
    this.memory = head.memory;
    this.takenSeq = head.position.seq;
    for (const text of (await this.files.read(REMARKS)).split('\n'))
      if (text !== '') this.remarks.add(JSON.parse(text) as Remark);
    await this.catchUp(head.position);
  }

  private async makeAnew(): Promise<void> {
    await this.files.empty();
    this.shelf.clear();
    this.remarks = new Remarks();
    this.memory = emptyMemory();
    this.takenSeq = 0;
    this.waiting = [];
    this.meanwhile ??= [];
    await this.catchUp(null);
  }

  private async catchUp(from: Position | null): Promise<void> {
    let position = from;
    for (let more = true; more && !this.stopped;) {
      const apply = (event: RecordedEvent) => this.apply(event);
      ({ position, more } = await readPart(
        this.journal,
        position,
        apply,
        () => this.stopped || this.waiting.length >= MOST_WAITING,
      ));
      if (more && position !== null) await this.append(position, this.memory);
    }
    if (this.stopped) return;
    const late = this.meanwhile ?? [];
    this.meanwhile = null;
    this.take(late);
  }

  private take(events: readonly RecordedEvent[]): void {
    if (this.fault !== null) return;
    if (this.meanwhile !== null) return void this.meanwhile.push(...events);
    for (const event of events) this.apply(event);
  }

  private apply(event: RecordedEvent): void {
    if (event.seq <= this.takenSeq) return;
    this.takenSeq = event.seq;
    const remark = remarkOf(event);
    if (remark !== null) {
      this.remarks.add(remark);
      this.waiting.push({ seq: event.seq, name: REMARKS, text: JSON.stringify(remark), line: null });
    }
    for (const line of linesOf(this.memory, event)) {
      const name = fileOf(figureDay(line));
      this.waiting.push({ seq: event.seq, name, text: packLine(line), line });
      this.shelf.add(monthOf(name), line);
    }
    if (this.cut?.seq === event.seq) this.cut.reached();
  }

  /** Month after month, the newest first: whoever asks for a page waits for one of them at most. */
  private async readAhead(most: number): Promise<void> {
    for (const month of this.monthsKnown().reverse().slice(0, most)) {
      await turnOfTheLoop();
      if (this.stopped || this.fault !== null) return;
      try {
        await this.pages(`${month}-01`, `${month}-31`);
      } catch (error) {
        return this.options.onNotice('the rating book could not be read ahead', { reason: String(error) });
      }
    }
  }

  private monthsKnown(): string[] {
    const known = new Set([...this.files.names, ...this.waiting.map(({ name }) => name)]);
    return [...known]
      .filter((name) => name !== REMARKS)
      .map(monthOf)
      .sort();
  }

  private async read(from: BusinessDay, to: BusinessDay): Promise<BookPages> {
    const wanted = this.monthsKnown().filter((one) => one >= from.slice(0, 7) && one <= to.slice(0, 7));
    const months: BookMonth[] = [];
    for (const month of wanted) {
      const name = fileOf(`${month}-01`);
      const waiting = () => this.waiting.flatMap((one) => (one.name === name && one.line ? [one.line] : []));
      const sealed = month < this.memory.day.slice(0, 7);
      months.push(await this.shelf.month(month, () => this.files.read(name), waiting, sealed));
    }
    return { months, remarks: this.remarks, seq: this.takenSeq };
  }

  /** Brings what has been taken in to the files, up to an end of the journal that memory and lines agree about. */
  private async write(): Promise<void> {
    if (this.cut !== null || this.meanwhile !== null || this.waiting.length === 0) return;
    const position = this.options.source.position();
    try {
      const memory = await this.memoryAt(position.seq);
      await this.alone(() => this.append(position, memory));
    } catch (error) {
      this.options.onNotice('the rating book could not be written', { reason: String(error) });
    }
  }

  /** The memory as it is when the event of this number has been taken in. */
  private memoryAt(seq: number): Promise<BookMemory> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    return new Promise<BookMemory>((resolve, reject) => {
      this.cut = { seq, reached: () => resolve(structuredClone(this.memory)) };
      if (this.takenSeq === seq) this.cut.reached();
      const untold = () => reject(new Error(`event ${seq} is on disk and was not told`));
      this.options.source.whenDurable(seq).then(() => (timer = setTimeout(untold, TOLD_WITHIN_MS)), reject);
    }).finally(() => {
      clearTimeout(timer);
      this.cut = null;
    });
  }

  private async append(position: Position, memory: BookMemory): Promise<void> {
    const due = this.waiting.filter(({ seq }) => seq <= position.seq);
    const texts = new Map<string, string[]>();
    for (const { name, text } of due) {
      const lines = texts.get(name) ?? [];
      lines.push(text);
      texts.set(name, lines);
    }
    const joined = new Map([...texts].map(([name, lines]) => [name, `${lines.join('\n')}\n`]));
    await this.files.append(joined, { position, memory });
    this.waiting = this.waiting.slice(due.length);
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.busy.then(work);
    this.busy = done.catch(() => undefined);
    return done;
  }

  private giveUp(fault: unknown): void {
    this.fault = fault instanceof Error ? fault : new Error(String(fault));
    this.meanwhile = [];
    this.options.onNotice('there is no rating book', { reason: String(fault) });
  }
}

function fileOf(day: BusinessDay): string {
  return `${day.slice(0, 7)}.jsonl`;
}

function monthOf(name: string): string {
  return name.slice(0, 7);
}
