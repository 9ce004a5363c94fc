import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { journalFiles, journalFolder } from './journal-folder.ts';
import { CHAIN_START, lineHash, splitLine } from './line-hash.ts';
import { readLines } from './read-lines.ts';

/** A line as it stands in its file; what cannot be read of it is absent. */
interface FoundLine {
  file: string;
  /** Counted from 1. */
  line: number;
  seq?: number;
  at?: Instant;
  type?: string;
}

/** What was done to a journal at the first place where its chain breaks. */
export type Damage =
  /** `at` holds another content than when it was written, or lines right before it were rewritten with their hashes. */
  | { kind: 'altered'; seq: number; at: FoundLine }
  /** The records from one number to the other are gone; they stood between the two lines. */
  | { kind: 'removed'; seq: number; to: number; after: FoundLine | null; before: FoundLine }
  /** The record that belongs where `at` stands was moved. */
  | { kind: 'moved'; seq: number; at: FoundLine; found: FoundLine }
  /** `at` was put in between records that fit each other without it. */
  | { kind: 'inserted'; seq: number; at: FoundLine };

interface Line extends FoundLine {
  body: string;
  hash: string;
}

/** The first break, and what is needed of the lines behind it to say what was done. */
interface Break {
  before: Line | null;
  hash: string;
  expected: number;
  at: Line;
  next: Line | null;
  /** The record that is missing at `at`, further on. */
  genuine: Line | null;
  /** Whether another line further on bears the number of `at`. */
  numberAgain: boolean;
}

/**
 * Reads a damaged journal once more, without trusting it, and names the first record that is not as it was written.
 * Null when number follows number and hash follows hash: the damage is of another kind.
 */
export async function nameDamage(dataFolder: string): Promise<Damage | null> {
  const broken = await firstBreak(journalFolder(dataFolder));
  return broken === null ? null : whatWasDone(broken);
}

function whatWasDone(broken: Break): Damage {
  const { before, expected, at, next, genuine, numberAgain } = broken;
  const { seq } = at;
  if (genuine !== null) {
    const isMoved = seq !== undefined && seq > expected && !numberAgain;
    if (isMoved) return { kind: 'moved', seq: expected, at: placeOf(at), found: placeOf(genuine) };
    return { kind: 'inserted', seq: seq ?? expected, at: placeOf(at) };
  }
  // Whoever forges a line with its hash cannot make the line behind it fit: that one still fits the true one.
  if (before !== null && seq === before.seq) {
    const isForgedBefore = next === null || follows(next, at.hash, expected);
    return { kind: 'inserted', seq: seq ?? expected, at: placeOf(isForgedBefore ? before : at) };
  }
  if (seq !== undefined && seq > expected && next?.seq !== expected + 1)
    return {
      ...{ kind: 'removed', seq: expected, to: seq - 1 },
      ...{ after: before && placeOf(before), before: placeOf(at) },
    };
  if (seq !== undefined && seq < expected && next?.seq === expected)
    return { kind: 'inserted', seq, at: placeOf(at) };
  return { kind: 'altered', seq: expected, at: placeOf(at) };
}

function placeOf({ file, line, seq, at, type }: Line): FoundLine {
  return {
    ...{ file, line },
    ...(seq === undefined ? {} : { seq }),
    ...(at === undefined ? {} : { at }),
    ...(type === undefined ? {} : { type }),
  };
}

async function firstBreak(folder: string): Promise<Break | null> {
  let before: Line | null = null;
  let broken: Break | null = null;
  for (const file of await journalFiles(folder)) {
    const handle = await open(join(folder, file), 'r');
    try {
      let number = 0;
      await readLines(handle, 0, (bytes) => {
        const line = lineOf(bytes.toString('utf8'), file, (number += 1));
        if (broken !== null) return lookOn(broken, line);
        const expected: number = (before?.seq ?? 0) + 1;
        const hash: string = before?.hash ?? CHAIN_START;
        if (follows(line, hash, expected)) before = line;
        else broken = { before, hash, expected, at: line, next: null, genuine: null, numberAgain: false };
      });
    } finally {
      await handle.close();
    }
  }
  return broken;
}

function lookOn(broken: Break, line: Line): void {
  broken.next ??= line;
  if (line.seq !== undefined && line.seq === broken.at.seq) broken.numberAgain = true;
  if (broken.genuine === null && follows(line, broken.hash, broken.expected)) broken.genuine = line;
}

function follows(line: Line, hash: string, expected: number): boolean {
  return line.seq === expected && line.hash !== '' && lineHash(hash, line.body) === line.hash;
}

function lineOf(text: string, file: string, line: number): Line {
  const { body, hash } = splitLine(text) ?? { body: text, hash: '' };
  const place = { file, line, body, hash };
  try {
    const { seq, at, type } = JSON.parse(text) as Partial<Record<string, unknown>>;
    return {
      ...place,
      ...(typeof seq === 'number' ? { seq } : {}),
      ...(typeof at === 'number' ? { at } : {}),
      ...(typeof type === 'string' ? { type } : {}),
    };
  } catch {
    return { ...place, hash: '' };
  }
}
