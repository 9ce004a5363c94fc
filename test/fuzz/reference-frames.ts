/**
 * A second reading of the built-in frames, written by hand from the sources and sharing nothing with the codecs:
 * how long the well-formed frame is that stands at an offset, 0 where none does.
 */
export type WellFormed = (bytes: readonly number[], at: number) => number;

export interface Reference {
  /** Beginning of the ids of the profiles that speak so. */
  family: string;
  /** Frames of the device, as the host reads them, and of the host. */
  host: WellFormed;
  device: WellFormed;
  /** Bytes of the longest of either. */
  longest: number;
}

const never: WellFormed = () => 0;

function startsWith(bytes: readonly number[], at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte);
}

const sum = (bytes: readonly number[], from: number, to: number): number =>
  bytes.slice(from, to).reduce((all, byte) => all + byte, 0) % 256;

const xor = (bytes: readonly number[], from: number, to: number): number =>
  bytes.slice(from, to).reduce((all, byte) => all ^ byte, 0);

/** The table form of CRC-16/MODBUS, low byte first. */
const CRC_TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value % 2 === 1 ? (value >>> 1) ^ 0xa001 : value >>> 1;
  return value;
});

function endsInCrc(bytes: readonly number[], at: number, length: number): boolean {
  if (at + length > bytes.length) return false;
  let crc = 0xffff;
  for (let i = at; i < at + length - 2; i++) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[i]!) & 0xff]!;
  return bytes[at + length - 2] === crc % 256 && bytes[at + length - 1] === crc >>> 8;
}

function ff68(leadNeeded: boolean): WellFormed {
  return (bytes, at) => {
    const lead = bytes[at] === 0xff ? 1 : 0;
    if (leadNeeded && lead === 0) return 0;
    const from = at + lead;
    const count = bytes[from + 1]!;
    const sound =
      bytes[from] === 0x68 &&
      bytes[from + 2] === count &&
      bytes[from + 3] === 0x68 &&
      count >= 2 &&
      count <= 18 &&
      bytes[from + 5 + count] === 0x16 &&
      bytes[from + 4 + count] === sum(bytes, from + 4, from + 4 + count);
    return sound ? lead + 6 + count : 0;
  };
}

const card95: WellFormed = (bytes, at) =>
  bytes[at] === 0x95 && at + 11 <= bytes.length && xor(bytes, at, at + 10) === bytes[at + 10] ? 11 : 0;

const a090: WellFormed = (bytes, at) => {
  if (!startsWith(bytes, at, [0xa0, 0x90])) return 0;
  const count = bytes[at + 4]! * 256 + bytes[at + 5]!;
  const end = at + 6 + count;
  return count <= 96 && bytes[end] === xor(bytes, at + 2, end) ? 7 + count : 0;
};

const a090Answer: WellFormed = (bytes, at) => {
  if (!startsWith(bytes, at, [0xa0, 0x90]) || at + 3 > bytes.length) return 0;
  for (let end = at + 3; end <= at + 11; end++) if (startsWith(bytes, end, [0xa5, 0xaa])) return end + 2 - at;
  return 0;
};

const split: WellFormed = (bytes, at) => {
  if (bytes[at]! >> 6 !== 2 || bytes[at + 1]! >> 6 !== 3 || at + 3 > bytes.length) return 0;
  const end = bytes.indexOf(0x1a, at + 3);
  return end >= 0 && end - at - 3 <= 64 ? end + 1 - at : 0;
};

const stripDisplay: WellFormed = (bytes, at) => {
  const sound =
    bytes[at] === 0xaa && bytes[at + 2] === 0xbb && startsWith(bytes, at + 6, [0x01, 0, 0x99, 0, 0x63]);
  const end = sound ? bytes.indexOf(0xff, at + 11) : -1;
  return end >= 0 && end - at - 11 <= 64 && bytes[at + 5] === sum(bytes, at + 6, end + 1) ? end + 1 - at : 0;
};

const panelDisplay: WellFormed = (bytes, at) => {
  const count = bytes[at + 5]! * 256 + bytes[at + 6]!;
  const sound = bytes[at] === 0xaa && bytes[at + 2] === 0xbb && count <= 512;
  return sound && at + 7 + count <= bytes.length ? 7 + count : 0;
};

function sam(commandBytes: number, mostData: number): WellFormed {
  return (bytes, at) => {
    if (!startsWith(bytes, at, [0xaa, 0xaa, 0xaa, 0x96, 0x69])) return 0;
    const count = bytes[at + 5]! * 256 + bytes[at + 6]!;
    const data = count - commandBytes - 1;
    const last = at + 6 + count;
    return data >= 0 && data <= mostData && bytes[last] === xor(bytes, at + 5, last) ? 7 + count : 0;
  };
}

const modbusAnswer: WellFormed = (bytes, at) => {
  const count = bytes[at + 2]!;
  if (count <= 8 && endsInCrc(bytes, at, 5 + count)) return 5 + count;
  return endsInCrc(bytes, at, 5) ? 5 : 0;
};

const modbusRequest: WellFormed = (bytes, at) => (endsInCrc(bytes, at, 8) ? 8 : 0);

const escaped: WellFormed = (bytes, at) => {
  const end = bytes.indexOf(0x7e, at + 1);
  if (bytes[at] !== 0x7e || end < 0) return 0;
  const plain: number[] = [];
  for (let i = at + 1; i < end; i++) {
    if (bytes[i] !== 0x7d) plain.push(bytes[i]!);
    else if (bytes[i + 1] === 0x5e || bytes[i + 1] === 0x5d) plain.push(bytes[++i]! ^ 0x20);
    else return 0;
  }
  const right = plain.length >= 3 && plain.length <= 19 && xor(plain, 0, plain.length) === 0;
  return right ? end + 1 - at : 0;
};

export const REFERENCES: readonly Reference[] = [
  { family: 'ff68-', host: ff68(true), device: ff68(false), longest: 25 },
  { family: '95h-', host: card95, device: card95, longest: 11 },
  { family: 'a090-', host: a090Answer, device: a090, longest: 103 },
  { family: '80c0-', host: never, device: split, longest: 68 },
  { family: 'aa-window-', host: never, device: stripDisplay, longest: 76 },
  { family: 'aa-panel-', host: never, device: panelDisplay, longest: 519 },
  { family: 'sam-', host: sam(3, 2_400), device: sam(2, 16), longest: 2_411 },
  { family: 'modbus-', host: modbusAnswer, device: modbusRequest, longest: 13 },
  { family: 'escaped-', host: escaped, device: escaped, longest: 40 },
];

/** Offset and length of every well-formed frame, each from behind the one before. */
export function scan(wellFormed: WellFormed, bytes: readonly number[]): [at: number, length: number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < bytes.length;) {
    const length = wellFormed(bytes, at);
    if (length > 0) found.push([at, length]);
    at += Math.max(1, length);
  }
  return found;
}
