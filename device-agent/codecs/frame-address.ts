import type { Field } from '../profiles/frame-fields.ts';

type AddressField = Extract<Field, { f: 'addr' }>;

/** Whether the field can carry this address. */
export function addressFits({ w, transform }: AddressField, address: number): boolean {
  const beyond = transform === 'split64' ? 64 * 64 : transform === 'or80' ? 0x80 : 256 ** w;
  return address >= 0 && address < beyond;
}

/** The address that stands here; null where these bytes are no address. */
export function readAddress(
  { w, transform }: AddressField,
  bytes: readonly number[],
  at: number,
): number | null {
  const [first = 0, second = 0] = bytes.slice(at, at + w);
  if (transform === 'or80') return first & 0x80 ? first & 0x7f : null;
  if (transform === 'split64')
    return (first & 0xc0) === 0x80 && (second & 0xc0) === 0xc0 ? (first & 0x3f) + 64 * (second & 0x3f) : null;
  return w === 1 ? first : first * 256 + second;
}

/** The address as it stands on the wire; it must fit. */
export function writeAddress({ w, transform }: AddressField, address: number): number[] {
  if (transform === 'or80') return [0x80 | address];
  if (transform === 'split64') return [0x80 + (address & 0x3f), 0xc0 + (address >> 6)];
  return w === 1 ? [address] : [address >> 8, address & 0xff];
}
