import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { journalText } from '../locales/zh-CN/journal.ts';
import type { Position } from './journal.ts';
import { journalFiles } from './journal-folder.ts';
import { BrokenLine, LineChain } from './line-chain.ts';
import { CHAIN_START, splitLine } from './line-hash.ts';
import { lineEndingAt, lineNumberAt, LONGEST_LINE_BYTES, readLines } from './read-lines.ts';

export const JOURNAL_START: Position = { seq: 0, hash: CHAIN_START, file: '', offset: 0 };

/** What a write that was cut off left behind the last whole command: never acknowledged, so it may go. */
export interface TornTail {
  file: string;
  /** Where it begins. */
  offset: number;
  bytes: number;
}

export interface JournalEnd {
  position: Position;
  torn: TornTail | null;
}

export interface ReadOptions {
  /** The journal's folder. */
  folder: string;
  /** Null: from the first line. Otherwise a position that holds (`positionHolds`). */
  from: Position | null;
  /** The hall every line must name; null: whichever the first line names. */
  hall: string | null;
  /** Called for each event of each whole command, in order, with the position behind the command. */
  onEvent: (event: RecordedEvent, position: Position) => void;
}

/**
 * Reads the lines in constant memory, checking number, hash chain and command of each. Changes nothing on disk.
 * Throws HallError `journal-damaged` with `file:line` for anything but a torn tail of the last file.
 */
export async function readJournal({ folder, from, hall, onEvent }: ReadOptions): Promise<JournalEnd> {
  let position = from ?? JOURNAL_START;
  const chain = new LineChain(position, hall);
  const files = (await journalFiles(folder)).filter((name) => name >= position.file);
  for (const file of files) {
    const start = file === position.file ? position.offset : 0;
    const handle = await open(join(folder, file), 'r');
    try {
      const place = { handle, path: join(folder, file) };
      const tail = await readFile(place, start, chain, (events, offset) => {
        position = { seq: chain.seq, hash: chain.hash, file, offset };
        for (const event of events) onEvent(event, position);
      });
      const good = position.file === file ? position.offset : start;
      if (tail.end + tail.tailBytes === good) continue;
      if (file !== files.at(-1)) {
        const reason = chain.midCommand ? journalText.unfinishedCommand : journalText.cutOff;
        throw await damage(place, good, reason);
      }
      return { position, torn: { file, offset: good, bytes: tail.end + tail.tailBytes - good } };
    } finally {
      await handle.close();
    }
  }
  return { position, torn: null };
}

/** Whether a line with this number and hash ends there; only then may reading begin behind it. */
export async function positionHolds(folder: string, position: Position): Promise<boolean> {
  if (!(await journalFiles(folder)).includes(position.file)) return false;
  const handle = await open(join(folder, position.file), 'r');
  try {
    const line = await lineEndingAt(handle, position.offset);
    const text = line?.toString('utf8') ?? '';
    const seq = /^\{"seq":(\d+),/.exec(text)?.[1];
    return splitLine(text)?.hash === position.hash && Number(seq) === position.seq;
  } finally {
    await handle.close();
  }
}

interface Place {
  handle: FileHandle;
  path: string;
}

async function readFile(
  place: Place,
  start: number,
  chain: LineChain,
  onCommand: (events: readonly RecordedEvent[], end: number) => void,
): Promise<{ end: number; tailBytes: number }> {
  let lineStart = start;
  try {
    const tail = await readLines(place.handle, start, (bytes, offset) => {
      lineStart = offset;
      const events = chain.take(bytes);
      if (events.length > 0) onCommand(events, offset + bytes.length + 1);
    });
    if (tail.tailBytes > LONGEST_LINE_BYTES) throw await damage(place, tail.end, journalText.tooLong);
    return tail;
  } catch (error) {
    if (error instanceof BrokenLine) throw await damage(place, lineStart, error.message);
    throw error;
  }
}

async function damage({ handle, path }: Place, offset: number, reason: string): Promise<HallError> {
  return new HallError('journal-damaged', `${path}:${await lineNumberAt(handle, offset)}`, reason);
}
