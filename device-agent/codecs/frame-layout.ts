import { endMarkPlace, escapeCodes, isEscaped, type Field, type Layout } from '../profiles/frame-fields.ts';
import { CHECKSUM_WIDTH, checksum } from './checksum.ts';
import { addressFits, writeAddress } from './frame-address.ts';

/** A frame's fields, before anyone asked what they mean. */
export interface RawFrame {
  /** 0 where the layout has no address. */
  address: number;
  cmd: number;
  data: Uint8Array;
}

type SizedField = Exclude<Field, { f: 'data' }>;

/** Bytes a field takes without its escapes. */
export function fieldWidth(field: SizedField): number {
  if (field.f === 'const') return field.bytes.length;
  if (field.f === 'ck') return CHECKSUM_WIDTH[field.kind];
  return field.w;
}

/** Bytes of all fields but `data`. */
export function fixedBytes(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + (field.f === 'data' ? 0 : fieldWidth(field)), 0);
}

/** The fields that a length or a checksum counts. */
export function coveredFields({ layout }: Layout, [from, to]: readonly [string, string]): Field[] {
  const ids = layout.map((field) => field.id);
  return layout.slice(ids.indexOf(from), ids.indexOf(to) + 1);
}

/** Data bytes of every frame where the layout fixes the frame's length, else undefined. */
export function fixedDataLength({ layout, fixedLength }: Layout): number | undefined {
  return fixedLength === undefined ? undefined : fixedLength - fixedBytes(layout);
}

export interface EndMark {
  bytes: readonly number[];
  /** Bytes between the data and the mark. */
  between: number;
}

/** What ends the data where no length tells. */
export function endMark(layout: Layout): EndMark | undefined {
  const place = endMarkPlace(layout) ?? -1;
  const mark = layout.layout[place];
  if (mark?.f !== 'const') return undefined;
  const data = layout.layout.findIndex(({ f }) => f === 'data');
  return { bytes: mark.bytes, between: fixedBytes(layout.layout.slice(data + 1, place)) };
}

/** Whether this number can stand as an address on the wire: only 0 where the layout has no address. */
export function hasPlaceFor({ layout }: Layout, address: number): boolean {
  const field = layout.find((field) => field.f === 'addr');
  return field === undefined ? address === 0 : addressFits(field, address);
}

/** Whether bytes can be sent as data: an end mark in them would cut the frame short. */
export function canHoldData(layout: Layout, data: readonly number[]): boolean {
  if (data.length > layout.maxData || data.length !== (fixedDataLength(layout) ?? data.length)) return false;
  const mark = endMark(layout);
  const place = layout.layout.findIndex(({ f }) => f === 'data');
  return mark === undefined || isEscaped(layout, place) || !data.includes(mark.bytes[0] ?? -1);
}

/** The bytes of a frame. Address and data must fit, see `hasPlaceFor` and `canHoldData`. */
export function layOut(layout: Layout, frame: RawFrame): Uint8Array {
  const parts = layout.layout.map((field) => fieldBytes(layout, field, frame));
  layout.layout.forEach((field, i) => {
    if (field.f !== 'ck') return;
    const [from = 0, to = 0] = field.covers.map((id) => layout.layout.findIndex((one) => one.id === id));
    const covered = parts.slice(from, to + 1).flat();
    parts[i] = numberBytes(checksum(field.kind, covered), CHECKSUM_WIDTH[field.kind], field.e);
  });
  const codes = layout.escape === undefined ? new Map<number, number>() : escapeCodes(layout.escape);
  const prefix = layout.escape?.prefix[0] ?? 0;
  const onWire = (byte: number): number[] => {
    const code = codes.get(byte);
    return code === undefined ? [byte] : [prefix, code];
  };
  return Uint8Array.from(parts.flatMap((bytes, i) => (isEscaped(layout, i) ? bytes.flatMap(onWire) : bytes)));
}

/** A field's plain bytes; of a checksum none yet. */
function fieldBytes(layout: Layout, field: Field, { address, cmd, data }: RawFrame): number[] {
  switch (field.f) {
    case 'const':
      return [...field.bytes];
    case 'data':
      return [...data];
    case 'addr':
      return writeAddress(field, address);
    case 'cmd':
      return numberBytes(cmd, field.w, 'be');
    case 'len': {
      const count = fixedBytes(coveredFields(layout, field.covers)) + data.length + field.add;
      return numberBytes(count, field.w, field.e);
    }
    case 'ck':
      return [];
  }
}

/** The number that stands at a place. */
export function readNumber(bytes: readonly number[], at: number, width: number, order: 'be' | 'le'): number {
  let value = 0;
  for (let i = 0; i < width; i++)
    value = value * 256 + (bytes[order === 'be' ? at + i : at + width - 1 - i] ?? 0);
  return value;
}

function numberBytes(value: number, width: number, order: 'be' | 'le'): number[] {
  return Array.from(
    { length: width },
    (_, i) => (value >> (8 * (order === 'be' ? width - 1 - i : i))) & 0xff,
  );
}
