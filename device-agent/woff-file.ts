import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** The bare font in a WOFF 1 file (W3C, WOFF File Format 1.0), for a reader that knows no WOFF. Throws where it is none. */
export function openWoff(woff: Buffer): Uint8Array {
  if (woff.readUInt32BE(0) !== WOFF) throw new TypeError('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(SFNT_HEADER + SFNT_ENTRY * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Uint8Array[] = [head];
  let place = head.length;
  for (let i = 0; i < count; i++) {
    const entry = WOFF_HEADER + WOFF_ENTRY * i;
    const [from, packed, length, checksum] = [4, 8, 12, 16].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
      number,
    ];
    const stored = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const to = SFNT_HEADER + SFNT_ENTRY * i;
    woff.copy(head, to, entry, entry + 4);
    [checksum, place, length].forEach((value, field) => head.writeUInt32BE(value, to + 4 + 4 * field));
    // Tables begin at multiples of four.
    parts.push(table, new Uint8Array(-length & 3));
    place += length + (-length & 3);
  }
  return Buffer.concat(parts);
}
