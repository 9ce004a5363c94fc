import type { Connector } from '@bandecheng/shared/province/connector';
import { lacksReasons } from '@bandecheng/shared/province/payload';
import type { ConnectorSetup } from '@bandecheng/shared/province/setup';
import { LineFile, readLineFile, type ReadLines } from '../line-file.ts';
import type { HandedState, RatingRow, Row, ServiceRow } from './row.ts';

/**
 * What stands in a connector's file: how far the journal was taken in, and with it a row as it is then, a row that is
 * no more, or counts of old rows.
 */
type Line =
  | { seq: number }
  | { seq: number; service: ServiceRow }
  | { seq: number; rating: RatingRow }
  | { seq: number; gone: number | string }
  | { seq: number; day: string; counts: DayCounts };

/** Ratings of a day by state. */
export type DayCounts = Record<HandedState, number>;

/** Days after which what was sent, or never could be, is kept as a count alone. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Standing {
  state: HandedState;
  /** Why it is refused or can't be handed over; of a pending one, what it waits for. */
  reason?: string;
}

/**
 * One connector's visits and ratings with what became of each: in memory, and in a file of lines behind the hub's back.
 * What the file lacks after a kill is taken in again from the journal.
 */
export class Ledger {
  readonly services = new Map<string, ServiceRow>();
  readonly ratings = new Map<number, RatingRow>();
  /** Of rows no longer kept, by the day of the visit. */
  readonly past = new Map<string, DayCounts>();
  /** Journal number of the last event taken in. */
  takenSeq = 0;
  /** How often a row was put in or dropped: whether there is anything to look for. */
  changes = 0;
  private readonly file: LineFile<Line>;

  constructor(
    path: string,
    read: ReadLines<Line>,
    readonly connector: Connector,
    private readonly setup: Pick<ConnectorSetup, 'testDevices'>,
  ) {
    for (const line of read.lines) this.read(line);
    this.file = new LineFile(
      path,
      { lines: read.lines.length, torn: read.torn },
      {
        count: () => this.services.size + this.ratings.size + this.past.size,
        lines: () => this.lines(),
      },
    );
  }

  static read(path: string): Promise<ReadLines<Line> | null> {
    return readLineFile<Line>(path);
  }

  /** Of a new file: nothing up to this journal number is taken in. */
  beginAfter(seq: number): void {
    this.takenSeq = seq;
    this.file.write({ seq });
  }

  put(row: Row): void {
    this.changes += 1;
    if (row.kind === 'service') this.services.set(row.visit, row);
    else this.ratings.set(row.seq, row);
    this.file.write(this.lineOf(row));
  }

  /** A row that another stands in the place of. */
  drop(key: number | string): void {
    this.changes += 1;
    if (typeof key === 'number') this.ratings.delete(key);
    else this.services.delete(key);
    this.file.write({ seq: this.takenSeq, gone: key });
  }

  standingOf(row: Row): Standing {
    const { outcome } = row;
    if (outcome?.state === 'sent') return { state: 'sent' };
    const reason = row.kind === 'service' ? this.serviceHeld(row) : this.ratingHeld(row);
    if (reason !== null) return { state: 'not-exportable', reason };
    if (outcome !== undefined) return { state: 'refused', reason: outcome.words };
    return row.kind === 'rating' && !this.isServiceThere(row)
      ? { state: 'pending', reason: 'service-first' }
      : { state: 'pending' };
  }

  /** The next row to hand over, services before ratings; null: none, or none before `at`. */
  next(now: number): Row | { at: number } | null {
    for (const row of this.services.values()) if (this.isReady(row)) return row;
    let at = Infinity;
    for (const row of this.ratings.values()) {
      if (!this.isReady(row)) continue;
      if (row.notBefore <= now) return row;
      at = Math.min(at, row.notBefore);
    }
    return at === Infinity ? null : { at };
  }

  /** The newest rating of a visit that a second press or later words belong to. */
  ratingOf(visit: string): RatingRow | undefined {
    return [...this.ratings.values()].reverse().find((row) => row.visit === visit && row.list === undefined);
  }

  /** Old rows become counts of their day. Refused ones stay until somebody settles them. */
  forgetOld(now: number): void {
    for (const row of this.ratings.values()) {
      const { state } = this.standingOf(row);
      if (state === 'refused' || state === 'pending' || row.ratedAt > now - KEPT_DAYS * DAY_MS) continue;
      const counts = this.past.get(row.day) ?? noCounts();
      counts[state] += 1;
      this.past.set(row.day, counts);
      this.drop(row.seq);
      this.file.write({ seq: this.takenSeq, day: row.day, counts });
    }
    const rated = new Set([...this.ratings.values()].map(({ visit }) => visit));
    for (const { visit, finishedAt } of this.services.values())
      if (finishedAt <= now - KEPT_DAYS * DAY_MS && !rated.has(visit)) this.drop(visit);
  }

  flushed(): Promise<void> {
    return this.file.flushed();
  }

  private isReady(row: Row): boolean {
    const { state, reason } = this.standingOf(row);
    return state === 'pending' && reason === undefined;
  }

  private serviceHeld({ project }: ServiceRow): string | null {
    if (project === undefined) return 'no-case';
    return this.connector.service === undefined ? 'elsewhere' : null;
  }

  private ratingHeld(row: RatingRow): string | null {
    const { connector, setup } = this;
    if (row.source === 'default') return 'default';
    if (row.device !== undefined && setup.testDevices.includes(row.device)) return 'test-device';
    if (row.list !== undefined) return 'sample';
    if (row.uncounted !== undefined) return row.uncounted;
    if (connector.codes.channel[row.channel] === null) return 'channel';
    if (connector.namedOnly && !row.named) return 'anonymous';
    if (this.services.get(row.visit)?.project === undefined) return 'no-case';
    if (lacksReasons(connector, { ...row, hasText: row.text !== undefined })) return 'no-reasons';
    return null;
  }

  private isServiceThere({ visit }: RatingRow): boolean {
    return this.connector.service === undefined || this.services.get(visit)?.outcome?.state === 'sent';
  }

  private read(line: Line): void {
    this.takenSeq = Math.max(this.takenSeq, line.seq);
    if ('service' in line) this.services.set(line.service.visit, line.service);
    else if ('rating' in line) this.ratings.set(line.rating.seq, line.rating);
    else if ('counts' in line) this.past.set(line.day, line.counts);
    else if ('gone' in line && typeof line.gone === 'number') this.ratings.delete(line.gone);
    else if ('gone' in line) this.services.delete(String(line.gone));
  }

  private lineOf(row: Row): Line {
    const seq = this.takenSeq;
    return row.kind === 'service' ? { seq, service: row } : { seq, rating: row };
  }

  private lines(): Line[] {
    return [
      { seq: this.takenSeq },
      ...[...this.past].map(([day, counts]) => ({ seq: this.takenSeq, day, counts })),
      ...[...this.services.values(), ...this.ratings.values()].map((row) => this.lineOf(row)),
    ];
  }
}

export function noCounts(): DayCounts {
  return { pending: 0, sent: 0, refused: 0, 'not-exportable': 0 };
}
