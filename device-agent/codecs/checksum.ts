import type { Field } from '../profiles/frame-fields.ts';

export type ChecksumKind = Extract<Field, { f: 'ck' }>['kind'];

/** Bytes a checksum takes on the wire. */
export const CHECKSUM_WIDTH: Record<ChecksumKind, 1 | 2> = {
  sum8: 1,
  'sum8-neg': 1,
  sum16: 2,
  xor8: 1,
  'crc16-modbus': 2,
  'crc16-ccitt': 2,
  'crc16-xmodem': 2,
};

/** Bytes, however they are kept. */
type Bytes = ArrayLike<number> & Iterable<number>;

/** Sum of all bytes, its lowest eight bits. */
export function sum8(bytes: Bytes): number {
  return sum16(bytes) & 0xff;
}

/** What is missing from the sum of all bytes to 00 in its lowest eight bits. */
export function sum8Neg(bytes: Bytes): number {
  return -sum16(bytes) & 0xff;
}

/** Sum of all bytes, its lowest sixteen bits. */
export function sum16(bytes: Bytes): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xffff;
  return sum;
}

/** All bytes joined by exclusive or. */
export function xor8(bytes: Bytes): number {
  let all = 0;
  for (const byte of bytes) all ^= byte;
  return all;
}

/** Modbus over serial line 1.02, 2.5.1.2: polynomial A001 reflected, start FFFF. On the wire low byte first. */
export function crc16Modbus(bytes: Bytes): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF. */
export function crc16Ccitt(bytes: Bytes): number {
  return crc16Of(bytes, 0xffff);
}

/** CRC-16/XMODEM: polynomial 1021, start 0000. */
export function crc16Xmodem(bytes: Bytes): number {
  return crc16Of(bytes, 0x0000);
}

function crc16Of(bytes: Bytes, start: number): number {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

const CHECKSUMS: Record<ChecksumKind, (bytes: Bytes) => number> = {
  sum8,
  'sum8-neg': sum8Neg,
  sum16,
  xor8,
  'crc16-modbus': crc16Modbus,
  'crc16-ccitt': crc16Ccitt,
  'crc16-xmodem': crc16Xmodem,
};

/** The checksum of these plain bytes, as the number on the wire. */
export function checksum(kind: ChecksumKind, bytes: Bytes): number {
  return CHECKSUMS[kind](bytes);
}
