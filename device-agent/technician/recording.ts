import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { hexByte } from '../codecs/byte-difference.ts';
import { HexBytes } from '../profiles/profile-parts.ts';
import type { RecordedBytes, Recording } from '../transports/replay.ts';

/** The first line of a recording; every further line is an entry. */
const Head = z.strictObject({
  recording: z.literal(1),
  made: z.string(),
  port: z.string(),
  profile: z.string().optional(),
  address: z.int().min(0).max(65_535).optional(),
});
const Entry = z.strictObject({
  ms: z.number().min(0),
  direction: z.enum(['to-device', 'from-device']),
  hex: HexBytes,
});

/** A recording's file: JSON lines, so that a person may shorten it. */
export async function writeRecording(
  file: string,
  about: { made: string; port: string },
  recording: Recording,
): Promise<void> {
  const { entries, ...device } = recording;
  const lines = entries.map(({ ms, direction, bytes }) => ({
    ms,
    direction,
    hex: [...bytes].map(hexByte).join(' '),
  }));
  const text = [{ recording: 1, ...about, ...device }, ...lines].map((line) => `${JSON.stringify(line)}\n`);
  await writeFile(file, text.join(''));
}

/** Throws `config-unreadable`, or `config-invalid` with the line. */
export async function readRecording(file: string): Promise<Recording> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new HallError('config-unreadable', file, 'no recording there', cause);
  });
  const [head = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  const { profile, address } = lineOf(Head, head, `${file}:1`);
  const entries = rest.map((line, i): RecordedBytes => {
    const { ms, direction, hex } = lineOf(Entry, line, `${file}:${i + 2}`);
    return { ms, direction, bytes: Uint8Array.from(hex) };
  });
  return { profile, address, entries };
}

function lineOf<S extends z.ZodType>(schema: S, line: string, place: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new HallError('config-invalid', place, 'not JSON', cause);
  }
  const parsed = parse(schema, value);
  if (!parsed.ok) throw new HallError('config-invalid', place, problemLines(parsed.problems));
  return parsed.value;
}
