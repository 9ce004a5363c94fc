import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { journalText } from '../locales/zh-CN/journal.ts';
import { lockFolder } from './folder-lock.ts';
import { GroupCommit } from './group-commit.ts';
import type { Journal, Position } from './journal.ts';
import { dayOfFile, fileOfDay, journalFolder } from './journal-folder.ts';
import { lineBody, lineHash, sealedLine } from './line-hash.ts';
import { positionHolds, readJournal, type TornTail } from './read-journal.ts';
import { openSegment, type OpenSegment } from './segment.ts';

export interface FileJournalOptions {
  /** The hub's data folder; the lines lie in its `journal`, a file per business day. */
  folder: string;
  /** Stands in every line; lines of another hall are damage. */
  hall: string;
  /** Where the snapshot's state ends, or null to read from the first line. */
  from: Position | null;
  /** Called for each event behind `from`, in order, with nothing left out. */
  apply: (event: RecordedEvent) => void;
  /** `from` is no place in this journal: called before the first apply, which then begins at the first line. */
  onMisfit: (reason: string) => void;
  /** A write that was cut off was removed from the end: never acknowledged to anyone. */
  onDropped?: (torn: TornTail) => void;
  openSegment?: OpenSegment;
}

/**
 * Locks the data folder, reads its lines, drops a torn tail and opens for appending.
 * Throws HallError `journal-in-use`, or `journal-damaged` with `file:line`; nothing is changed on disk then.
 */
export async function openFileJournal(options: FileJournalOptions): Promise<Journal> {
  const release = await lockFolder(options.folder);
  try {
    const folder = journalFolder(options.folder);
    await mkdir(folder, { recursive: true });
    const end = await readJournal({
      folder,
      from: await fittingStart(folder, options),
      hall: options.hall,
      onEvent: options.apply,
    });
    if (end.torn !== null) {
      await cutOff(folder, end.torn);
      options.onDropped?.(end.torn);
    }
    return new FileJournal(folder, options.hall, end.position, options.openSegment ?? openSegment, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function fittingStart(
  folder: string,
  { from, onMisfit }: FileJournalOptions,
): Promise<Position | null> {
  if (from === null || from.seq === 0) return null;
  if (await positionHolds(folder, from)) return from;
  onMisfit(journalText.snapshotMisfit);
  return null;
}

async function cutOff(folder: string, torn: TornTail): Promise<void> {
  const handle = await open(join(folder, torn.file), 'r+');
  try {
    await handle.truncate(torn.offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

class FileJournal implements Journal {
  private readonly hall: string;
  private readonly release: () => Promise<void>;
  private readonly commit: GroupCommit;
  private seq: number;
  private hash: string;
  private file: string;
  private waiters: { seq: number; resolve: () => void; reject: (fault: HallError) => void }[] = [];
  private fault: HallError | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    folder: string,
    hall: string,
    start: Position,
    openSegment: OpenSegment,
    release: () => Promise<void>,
  ) {
    this.hall = hall;
    this.release = release;
    this.seq = start.seq;
    this.hash = start.hash;
    this.file = start.file;
    this.commit = new GroupCommit({
      folder,
      start,
      openSegment,
      onDurable: () => this.wake(),
      onFault: (fault) => this.stop(fault),
    });
  }

  get durableSeq(): number {
    return this.commit.durable.seq;
  }

  append(day: BusinessDay, events: readonly RecordedEvent[]): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault);
    let { seq, hash } = this;
    let lines = '';
    for (const event of events) {
      checkPlace(event, (seq += 1), seq - this.seq, events.length);
      const body = lineBody(event, this.hall);
      hash = lineHash(hash, body);
      lines += sealedLine(body, hash) + '\n';
    }
    if (lines === '') return this.whenDurable(seq);
    this.seq = seq;
    this.hash = hash;
    if (this.file === '' || day > dayOfFile(this.file)) this.file = fileOfDay(day);
    return this.commit.add(this.file, lines, seq, hash);
  }

  whenDurable(seq: number): Promise<void> {
    if (this.durableSeq >= seq) return Promise.resolve();
    if (this.fault !== null) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => this.waiters.push({ seq, resolve, reject }));
  }

  position(): Position {
    return this.commit.end();
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    this.fault ??= new HallError('stopping', this.file, journalText.closed);
    try {
      await this.commit.close();
    } finally {
      this.stop(this.fault);
      await this.release();
    }
  }

  private wake(): void {
    if (this.waiters.length === 0) return;
    const due = this.waiters.filter((waiter) => waiter.seq <= this.durableSeq);
    this.waiters = this.waiters.filter((waiter) => waiter.seq > this.durableSeq);
    for (const waiter of due) waiter.resolve();
  }

  private stop(fault: HallError): void {
    this.fault = fault;
    for (const waiter of this.waiters.splice(0)) waiter.reject(fault);
  }
}

/** A line out of number, or a command whose parts do not count up, could not be read back. */
function checkPlace(event: RecordedEvent, seq: number, part: number, of: number): void {
  const [k, n] = event.part ?? [1, 1];
  if (event.seq !== seq || k !== part || n !== of)
    throw new RangeError(`event ${event.seq} (part ${k} of ${n}) appended as ${seq} (part ${part} of ${of})`);
}
