import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { journalText } from '../locales/zh-CN/journal.ts';
import type { Position } from './journal.ts';
import type { OpenSegment, Segment } from './segment.ts';

/** The lines that share one write and one flush. */
interface Group {
  file: string;
  text: string;
  seq: number;
  hash: string;
  readonly done: Promise<void>;
  resolve: () => void;
  reject: (fault: HallError) => void;
}

/**
 * Brings lines to disk in the order given. While one group is being flushed the next one gathers, and is flushed
 * as soon as the first is done; when idle the flush waits for the end of the present turn of the event loop, so
 * that everything taken in one turn shares it. The first failure is final.
 */
export class GroupCommit {
  /** End of what is on disk. */
  durable: Position;
  private readonly folder: string;
  private readonly openSegment: OpenSegment;
  private readonly onDurable: () => void;
  private readonly onFault: (fault: HallError) => void;
  private segment: Segment | null = null;
  private readonly waiting: Group[] = [];
  private inFlight: Group | null = null;
  private running: Promise<void> | null = null;
  private fault: HallError | null = null;

  constructor(options: {
    folder: string;
    start: Position;
    openSegment: OpenSegment;
    /** Called after the promises of a group are resolved. */
    onDurable: () => void;
    onFault: (fault: HallError) => void;
  }) {
    this.folder = options.folder;
    this.durable = options.start;
    this.openSegment = options.openSegment;
    this.onDurable = options.onDurable;
    this.onFault = options.onFault;
  }

  /** `lines` are whole, newline included; `seq` and `hash` are the last one's. */
  add(file: string, lines: string, seq: number, hash: string): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault);
    let group = this.waiting.at(-1);
    if (group?.file !== file) {
      group = newGroup(file);
      this.waiting.push(group);
    }
    group.text += lines;
    group.seq = seq;
    group.hash = hash;
    this.running ??= new Promise((resolve) => setImmediate(() => resolve(this.run())));
    return group.done;
  }

  /** End of everything added. */
  end(): Position {
    const groups = this.inFlight === null ? this.waiting : [this.inFlight, ...this.waiting];
    return groups.reduce<Position>(
      (end, { file, text, seq, hash }) => ({
        file,
        seq,
        hash,
        offset: (end.file === file ? end.offset : 0) + Buffer.byteLength(text),
      }),
      this.durable,
    );
  }

  /** Flushes what waits and closes the file. Nothing may be added afterwards. */
  async close(): Promise<void> {
    await this.running;
    await this.segment?.close();
    this.segment = null;
  }

  private async run(): Promise<void> {
    for (let group = this.waiting.shift(); group !== undefined; group = this.waiting.shift()) {
      this.inFlight = group;
      try {
        this.durable = await this.flush(group);
      } catch (cause) {
        this.fail(group, cause);
        break;
      }
      this.inFlight = null;
      group.resolve();
      this.onDurable();
    }
    this.running = null;
  }

  private async flush({ file, text, seq, hash }: Group): Promise<Position> {
    const start = this.durable.file === file ? this.durable.offset : 0;
    const segment = await this.segmentOf(file);
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
      const count = await segment.write(bytes.subarray(written), start + written);
      if (count === 0) throw new Error('the disk took no bytes');
      written += count;
    }
    await segment.flush();
    return { seq, hash, file, offset: start + bytes.length };
  }

  private async segmentOf(file: string): Promise<Segment> {
    const path = join(this.folder, file);
    if (this.segment?.path === path) return this.segment;
    await this.segment?.close();
    this.segment = null;
    this.segment = await this.openSegment(path);
    return this.segment;
  }

  private fail(group: Group, cause: unknown): void {
    const path = join(this.folder, group.file);
    this.fault = new HallError('journal-flush-failed', path, journalText.flushFailed, cause);
    this.inFlight = null;
    for (const lost of [group, ...this.waiting.splice(0)]) lost.reject(this.fault);
    this.onFault(this.fault);
  }
}

function newGroup(file: string): Group {
  let resolve!: () => void;
  let reject!: (fault: HallError) => void;
  const done = new Promise<void>((onDone, onLost) => {
    resolve = onDone;
    reject = onLost;
  });
  return { file, text: '', seq: 0, hash: '', done, resolve, reject };
}
