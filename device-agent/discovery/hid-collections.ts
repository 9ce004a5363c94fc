import type { HidCollection } from './attached.ts';

const MAIN = 0;
const GLOBAL = 1;
const LOCAL = 2;

/**
 * The top collections of a HID report descriptor (HID 1.11, 6.2.2). A descriptor that breaks off, or breaks the
 * rules, gives those before the break.
 */
export function hidCollections(descriptor: Uint8Array): HidCollection[] {
  const found: HidCollection[] = [];
  let page = 0;
  let usage: number | null = null;
  let depth = 0;
  for (let at = 0; at < descriptor.length;) {
    const prefix = descriptor[at] ?? 0;
    // A long item: its length stands in the next byte. No tags are defined for it.
    if (prefix === 0xfe) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = littleEndian(descriptor.subarray(at + 1, at + 1 + size));
    const [type, tag] = [(prefix >> 2) & 3, prefix >> 4];
    if (type === GLOBAL && tag === 0) page = value;
    // Of several usages the first names the collection; four bytes bring their page along.
    if (type === LOCAL && tag === 0) usage ??= size === 4 ? value : page * 0x10000 + value;
    if (type === MAIN) {
      if (tag === 0xa && depth === 0)
        found.push({
          usagePage: Math.floor((usage ?? page * 0x10000) / 0x10000),
          usage: (usage ?? 0) % 0x10000,
        });
      if (tag === 0xa) depth += 1;
      if (tag === 0xc) depth -= 1;
      usage = null;
    }
    at += 1 + size;
  }
  return found;
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte, i) => value + byte * 256 ** i, 0);
}
