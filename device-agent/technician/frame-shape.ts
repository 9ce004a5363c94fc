import { checksum, CHECKSUM_WIDTH } from '../codecs/checksum.ts';
import { CHECKSUM_KINDS, type Field } from '../profiles/frame-fields.ts';

export type ChecksumKind = (typeof CHECKSUM_KINDS)[number];

/** How frames of one fixed length lie: what is the same in all, what tells the buttons apart, what checks them. */
export interface FrameShape {
  length: number;
  /** First and last byte that tell the buttons apart, counted from 0. */
  data: { from: number; to: number };
  checksum: FoundChecksum | null;
}

interface FoundChecksum {
  kind: ChecksumKind;
  e: 'be' | 'le';
  /** Place of its first byte, and of the first byte it covers; it covers all up to itself. */
  at: number;
  from: number;
}

/** Bytes behind a checksum that end a frame, at most. */
const LONGEST_END = 2;

/**
 * The shape of these frames, one a button, all of one length. Null where no byte is the same in all of them: then
 * nothing tells a frame from noise.
 */
export function frameShape(frames: readonly (readonly number[])[]): FrameShape | null {
  const [first = []] = frames;
  const places = first.map((_, i) => i);
  const varying = places.filter((i) => frames.some((frame) => frame[i] !== first[i]));
  const found = findChecksum(frames, varying);
  const width = found === null ? 0 : CHECKSUM_WIDTH[found.kind];
  const telling = varying.filter((i) => found === null || i < found.at || i >= found.at + width);
  const [from] = telling;
  const to = telling.at(-1);
  if (from === undefined || to === undefined) return null;
  const shape = { length: first.length, data: { from, to }, checksum: found };
  return to - from + 1 + width === first.length ? null : shape;
}

/** The checksum that holds in all frames and whose own bytes change with them. */
function findChecksum(
  frames: readonly (readonly number[])[],
  varying: readonly number[],
): FoundChecksum | null {
  const length = frames[0]?.length ?? 0;
  for (let end = 0; end <= LONGEST_END; end++)
    for (const kind of CHECKSUM_KINDS)
      for (const e of CHECKSUM_WIDTH[kind] === 1 ? (['be'] as const) : (['be', 'le'] as const)) {
        const at = length - end - CHECKSUM_WIDTH[kind];
        if (!varying.some((place) => place < at) || !varying.some((place) => place >= at)) continue;
        if (varying.some((place) => place >= at + CHECKSUM_WIDTH[kind])) continue;
        for (let from = 0; from < at; from++)
          if (frames.every((frame) => holds(frame, { kind, e, at, from }))) return { kind, e, at, from };
      }
  return null;
}

function holds(frame: readonly number[], { kind, e, at, from }: FoundChecksum): boolean {
  const sum = checksum(kind, frame.slice(from, at));
  const bytes = CHECKSUM_WIDTH[kind] === 1 ? [sum] : [sum >> 8, sum & 0xff];
  if (e === 'le') bytes.reverse();
  return bytes.every((byte, i) => frame[at + i] === byte);
}

/** The shape as a profile's layout; `frame` is any of the frames. */
export function layoutOf({ length, data, checksum: found }: FrameShape, frame: readonly number[]): Field[] {
  const fields: Field[] = [];
  const fixed = (id: string, from: number, to: number): void => {
    if (to > from) fields.push({ f: 'const', id, bytes: frame.slice(from, to) });
  };
  const checkFrom = found !== null && found.from < data.from ? found.from : 0;
  const ckAt = found?.at ?? length;
  fixed('lead', 0, checkFrom);
  fixed('start', checkFrom, data.from);
  fields.push({ f: 'data', id: 'data' });
  fixed('middle', data.to + 1, ckAt);
  if (found === null) return fields;
  const covers: [string, string] = [firstCovered(fields, checkFrom > 0), fields.at(-1)?.id ?? 'data'];
  fields.push({ f: 'ck', id: 'ck', kind: found.kind, e: found.e, covers });
  fixed('end', ckAt + CHECKSUM_WIDTH[found.kind], length);
  return fields;
}

function firstCovered(fields: readonly Field[], behindLead: boolean): string {
  return (behindLead ? fields[1] : fields[0])?.id ?? 'data';
}
