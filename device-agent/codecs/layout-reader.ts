import { isEscaped, type Field, type Layout } from '../profiles/frame-fields.ts';
import { CHECKSUM_WIDTH, checksum } from './checksum.ts';
import { readAddress } from './frame-address.ts';
import { FrameCursor, unescapeOf, type Stop, type Unescape } from './frame-cursor.ts';
import type { FrameSide } from './frame.ts';
import {
  coveredFields,
  endMark,
  fieldWidth,
  fixedBytes,
  fixedDataLength,
  readNumber,
  type RawFrame,
} from './frame-layout.ts';

/** What stands at an offset: a frame of that many bytes, the beginning of one, a wrong checksum, or none. */
export type LayoutMatch = { frame: RawFrame; length: number } | 'bad-checksum' | Stop;

/** A frame half read. */
interface Reading extends RawFrame {
  cursor: FrameCursor;
  /** Undefined until a length field or the end mark has told it. */
  dataLength: number | undefined;
  /** Where each field begins among the plain bytes, and behind the last where all end. */
  begins: number[];
}

/** Reads one frame at an offset. Never looks beyond the bytes there are, never throws. */
export function layoutReader(
  layout: Layout,
  side: FrameSide,
): (bytes: Uint8Array, start: number) => LayoutMatch {
  const steps = layout.layout.map((field, i) => stepOf(layout, field, i, side));
  const checks = layout.layout.flatMap((field, i) => (field.f === 'ck' ? [checkOf(layout, field, i)] : []));
  const fixedData = fixedDataLength(layout);
  return (bytes, start) => {
    const cursor = new FrameCursor(bytes, start);
    const reading: Reading = {
      cursor,
      address: 0,
      cmd: 0,
      data: new Uint8Array(0),
      dataLength: fixedData,
      begins: [],
    };
    for (const step of steps) {
      reading.begins.push(cursor.plain.length);
      const stop = step(reading);
      if (stop !== null) return stop;
    }
    reading.begins.push(cursor.plain.length);
    if (!checks.every((isRight) => isRight(reading))) return 'bad-checksum';
    const { address, cmd, data } = reading;
    return { frame: { address, cmd, data }, length: cursor.at - start };
  };
}

type Step = (reading: Reading) => Stop | null;

/** How one field is read. */
function stepOf(layout: Layout, field: Field, place: number, side: FrameSide): Step {
  const unescape = isEscaped(layout, place) ? unescapeOf(layout.escape) : undefined;
  if (field.f === 'const') {
    const optional = field.optionalFor?.includes(side) ?? false;
    return ({ cursor }) => {
      const stop = cursor.takeConst(field.bytes, unescape);
      return stop === 'none' && optional ? null : stop;
    };
  }
  if (field.f === 'data') return dataStep(layout, unescape);
  const width = fieldWidth(field);
  const understand = fieldMeaning(layout, field);
  return (reading) => reading.cursor.takeMany(width, unescape) ?? understand(reading);
}

/** What the bytes just taken say. */
function fieldMeaning(layout: Layout, field: Exclude<Field, { f: 'const' | 'data' }>): Step {
  const begin = ({ begins }: Reading) => begins.at(-1) ?? 0;
  switch (field.f) {
    case 'ck':
      return () => null;
    case 'cmd':
      return (reading) => {
        reading.cmd = readNumber(reading.cursor.plain, begin(reading), field.w, 'be');
        return null;
      };
    case 'addr':
      return (reading) => {
        const address = readAddress(field, reading.cursor.plain, begin(reading));
        reading.address = address ?? 0;
        return address === null ? 'none' : null;
      };
    case 'len': {
      const beside = field.add + fixedBytes(coveredFields(layout, field.covers));
      return (reading) => {
        const claimed = readNumber(reading.cursor.plain, begin(reading), field.w, field.e) - beside;
        if (claimed < 0 || claimed > layout.maxData) return 'none';
        if (reading.dataLength !== undefined && reading.dataLength !== claimed) return 'none';
        reading.dataLength = claimed;
        return null;
      };
    }
  }
}

function dataStep(layout: Layout, unescape: Unescape | undefined): Step {
  const mark = endMark(layout);
  return (reading) => {
    const { cursor } = reading;
    if (mark !== undefined) {
      const count = cursor.countTo(mark.bytes, layout.maxData + mark.between, unescape);
      if (typeof count !== 'number') return count;
      reading.dataLength = count - mark.between;
    }
    const { dataLength = 0 } = reading;
    if (dataLength < 0) return 'none';
    const begin = cursor.plain.length;
    const stop = cursor.takeMany(dataLength, unescape);
    reading.data = Uint8Array.from(cursor.plain.slice(begin));
    return stop;
  };
}

/** Whether the checksum is that of the bytes it covers, which may stand behind it. */
function checkOf(
  layout: Layout,
  field: Extract<Field, { f: 'ck' }>,
  place: number,
): (reading: Reading) => boolean {
  const [from = 0, to = 0] = field.covers.map((id) => layout.layout.findIndex((one) => one.id === id));
  return ({ cursor: { plain }, begins }) => {
    const right = checksum(field.kind, plain.slice(begins[from], begins[to + 1]));
    return right === readNumber(plain, begins[place] ?? 0, CHECKSUM_WIDTH[field.kind], field.e);
  };
}
