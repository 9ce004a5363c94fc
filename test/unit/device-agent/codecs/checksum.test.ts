import { describe, expect, it } from 'vitest';
import {
  checksum,
  crc16Ccitt,
  crc16Modbus,
  crc16Xmodem,
  sum16,
  sum8,
  sum8Neg,
  xor8,
} from '@bandecheng/device-agent/codecs/checksum';
import { bytes } from '../hex.ts';

const digits = new TextEncoder().encode('123456789');

describe('a checksum', () => {
  it('by SUM8 keeps the lowest eight bits', () => {
    expect(sum8(bytes('85 11 03'))).toBe(0x99);
    expect(sum8(bytes('FF 02'))).toBe(0x01);
  });

  it('by negative SUM8 makes the sum of all bytes nought', () => {
    const frame = bytes('85 11 03');

    expect(sum8Neg(frame)).toBe(0x67);
    expect(sum8([...frame, sum8Neg(frame)])).toBe(0);
    expect(sum8Neg([])).toBe(0);
  });

  it('by SUM16 keeps sixteen bits', () => {
    expect(sum16(new Uint8Array(300).fill(0xff))).toBe((300 * 0xff) & 0xffff);
  });

  it('is found by the name a profile gives it', () => {
    expect(checksum('crc16-xmodem', digits)).toBe(crc16Xmodem(digits));
    expect(checksum('sum8-neg', digits)).toBe(sum8Neg(digits));
  });

  it('by XOR of an A0 90 window display is the published one', () => {
    expect(xor8(bytes('03 A5 00 07 41 00 31 00 C7 EB 00'))).toBe(0xfd);
  });

  it('by CRC16 gives the check values of the Rocksoft catalogue', () => {
    expect(crc16Modbus(digits)).toBe(0x4b37);
    expect(crc16Ccitt(digits)).toBe(0x29b1);
    expect(crc16Xmodem(digits)).toBe(0x31c3);
  });

  it('by CRC16 of a Modbus request is the published one, low byte first on the wire', () => {
    expect(crc16Modbus(bytes('01 03 00 00 00 0A'))).toBe(0xcdc5);
  });
});
