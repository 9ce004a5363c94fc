import type { RecordedEvent } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';

/** The end of a line: where the next one begins. Before the first line `seq` is 0 and `file` is empty. */
export interface Position {
  seq: number;
  /** The line's own hash, which the next line's hash is computed over. */
  hash: string;
  /** File name inside the journal folder, `2026-11-23.jsonl`. */
  file: string;
  /** Bytes from the start of that file. */
  offset: number;
}

/** Where what happened is kept. One writer; a hub that loses it stops. */
export interface Journal {
  /**
   * Takes the events of one command, in order, and resolves when they are on disk; commands waiting at the same
   * moment share one flush. A day before the newest file's goes into the newest file, so that a clock set back
   * does not break the order of the lines.
   *
   * Rejects with HallError `journal-flush-failed` when the flush fails, and so does every later call; with
   * `stopping` after close(). Events out of number are a fault of the caller and throw at once.
   */
  append(day: BusinessDay, events: readonly RecordedEvent[]): Promise<void>;

  /** Number of the last event on disk; 0 before the first. */
  readonly durableSeq: number;

  /** Resolves when everything up to `seq` is on disk, also when it is not appended yet. Rejects as append does. */
  whenDurable(seq: number): Promise<void>;

  /**
   * The end of everything appended, for a snapshot of the state at that number. It is on disk once
   * `whenDurable(position.seq)` resolves: a snapshot must not be kept before.
   */
  position(): Position;

  /** Flushes what waits and releases the journal for another hub. */
  close(): Promise<void>;
}
