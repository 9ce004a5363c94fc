import type { Field, FrameProfile } from '../profiles/frame-profile.ts';
import type { FrameSide } from './frame.ts';
import { CHECKSUM_WIDTH, checksum } from './checksum.ts';

/** A frame's fields, before anyone asked what they mean. */
export interface RawFrame {
  address: number;
  cmd: number;
  data: Uint8Array;
}

/** What stands at an offset: a frame of that many bytes, the beginning of one, a wrong checksum, or none. */
export type LayoutMatch = { frame: RawFrame; length: number } | 'more' | 'bad-checksum' | 'none';

type SizedField = Exclude<Field, { f: 'data' }>;

function widthOf(field: SizedField): number {
  if (field.f === 'const') return field.bytes.length;
  if (field.f === 'ck') return CHECKSUM_WIDTH[field.kind];
  return field.w;
}

/** Bytes of all fields but `data` between two fields, both counted. */
function fixedBytes(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + (field.f === 'data' ? 0 : widthOf(field)), 0);
}

function covered(profile: FrameProfile, [from, to]: [string, string]): Field[] {
  const ids = profile.layout.map((field) => field.id);
  return profile.layout.slice(ids.indexOf(from), ids.indexOf(to) + 1);
}

/** Reads one frame at `start`. Never looks beyond the bytes there are, never throws. */
export function matchLayout(
  profile: FrameProfile,
  side: FrameSide,
  bytes: Uint8Array,
  start: number,
): LayoutMatch {
  const raw: RawFrame = { address: 0, cmd: 0, data: new Uint8Array(0) };
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  let at = start;
  let dataLength = fixedDataLength(profile);
  if (dataLength !== undefined && dataLength < 0) return 'none';

  for (const field of profile.layout) {
    const width = field.f === 'data' ? (dataLength ?? 0) : widthOf(field);
    starts.set(field.id, at);
    ends.set(field.id, at + width);
    if (field.f === 'const') {
      const seen = matchConst(field.bytes, bytes, at);
      const optional = field.optionalFor?.includes(side) ?? false;
      if (seen === 'none' && optional) {
        ends.set(field.id, at);
        continue;
      }
      if (seen !== 'whole') return seen;
    } else if (at + width > bytes.length) return 'more';
    else if (field.f === 'len') {
      const claimed = lengthOfData(profile, field, readNumber(bytes, at, width, field.e));
      if (claimed < 0 || claimed > profile.maxData) return 'none';
      if (dataLength !== undefined && dataLength !== claimed) return 'none';
      dataLength = claimed;
    } else if (field.f === 'addr') raw.address = readNumber(bytes, at, width, 'be');
    else if (field.f === 'cmd') raw.cmd = readNumber(bytes, at, width, 'be');
    else if (field.f === 'data') raw.data = bytes.slice(at, at + width);
    else {
      const from = starts.get(field.covers[0]) ?? start;
      const to = ends.get(field.covers[1]) ?? at;
      const right = checksum(field.kind, bytes.subarray(from, to));
      if (right !== readNumber(bytes, at, width, field.e)) return 'bad-checksum';
    }
    at = ends.get(field.id) ?? at;
  }
  return { frame: raw, length: at - start };
}

/** The bytes of a frame. The data must not be longer than the profile allows; `encodeFrame` sees to that. */
export function layOut(profile: FrameProfile, frame: RawFrame): Uint8Array {
  const total = fixedBytes(profile.layout) + frame.data.length;
  const bytes = new Uint8Array(total);
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  let at = 0;
  for (const field of profile.layout) {
    starts.set(field.id, at);
    const width = field.f === 'data' ? frame.data.length : widthOf(field);
    if (field.f === 'const') bytes.set(field.bytes, at);
    else if (field.f === 'data') bytes.set(frame.data, at);
    else if (field.f === 'addr') writeNumber(bytes, at, width, 'be', frame.address);
    else if (field.f === 'cmd') writeNumber(bytes, at, width, 'be', frame.cmd);
    else if (field.f === 'len') {
      const count = fixedBytes(covered(profile, field.covers)) + frame.data.length + field.add;
      writeNumber(bytes, at, width, field.e, count);
    } else {
      const span = bytes.subarray(starts.get(field.covers[0]), ends.get(field.covers[1]));
      writeNumber(bytes, at, width, field.e, checksum(field.kind, span));
    }
    at += width;
    ends.set(field.id, at);
  }
  return bytes;
}

/** Data bytes of every frame where the profile fixes the frame's length, else undefined. */
export function fixedDataLength(profile: FrameProfile): number | undefined {
  return profile.fixedLength === undefined ? undefined : profile.fixedLength - fixedBytes(profile.layout);
}

function lengthOfData(profile: FrameProfile, field: Extract<Field, { f: 'len' }>, claimed: number): number {
  return claimed - field.add - fixedBytes(covered(profile, field.covers));
}

function matchConst(wanted: readonly number[], bytes: Uint8Array, at: number): 'whole' | 'more' | 'none' {
  for (let i = 0; i < wanted.length; i++) {
    if (at + i >= bytes.length) return 'more';
    if (bytes[at + i] !== wanted[i]) return 'none';
  }
  return 'whole';
}

function readNumber(bytes: Uint8Array, at: number, width: number, order: 'be' | 'le'): number {
  let value = 0;
  for (let i = 0; i < width; i++) {
    const byte = bytes[order === 'be' ? at + i : at + width - 1 - i] ?? 0;
    value = value * 256 + byte;
  }
  return value;
}

function writeNumber(bytes: Uint8Array, at: number, width: number, order: 'be' | 'le', value: number): void {
  for (let i = 0; i < width; i++) {
    const shift = 8 * (order === 'be' ? width - 1 - i : i);
    bytes[at + i] = (value >> shift) & 0xff;
  }
}
