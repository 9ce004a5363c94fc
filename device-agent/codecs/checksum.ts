import type { Field } from '../profiles/frame-profile.ts';

export type ChecksumKind = Extract<Field, { f: 'ck' }>['kind'];

/** Bytes a checksum takes on the wire. */
export const CHECKSUM_WIDTH: Record<ChecksumKind, 1 | 2> = {
  sum8: 1,
  xor8: 1,
  'crc16-modbus': 2,
  'crc16-ccitt': 2,
};

/** Sum of all bytes, its lowest eight bits. */
export function sum8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** All bytes joined by exclusive or. */
export function xor8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** Modbus over serial line 1.02, 2.5.1.2: polynomial A001 reflected, start FFFF. On the wire low byte first. */
export function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF. Its cousin XMODEM starts at 0000. */
export function crc16Ccitt(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

const CHECKSUMS: Record<ChecksumKind, (bytes: Uint8Array) => number> = {
  sum8,
  xor8,
  'crc16-modbus': crc16Modbus,
  'crc16-ccitt': crc16Ccitt,
};

export function checksum(kind: ChecksumKind, bytes: Uint8Array): number {
  return CHECKSUMS[kind](bytes);
}
