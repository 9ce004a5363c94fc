import { describe, expect, it } from 'vitest';
import { crc16Ccitt, crc16Modbus, sum8, xor8 } from '@bandecheng/device-agent/codecs/checksum';
import { bytes } from '../hex.ts';

const digits = new TextEncoder().encode('123456789');

describe('a checksum', () => {
  it('by SUM8 keeps the lowest eight bits', () => {
    expect(sum8(bytes('85 11 03'))).toBe(0x99);
    expect(sum8(bytes('FF 02'))).toBe(0x01);
  });

  it('by XOR of an A0 90 window display is the published one', () => {
    expect(xor8(bytes('03 A5 00 07 41 00 31 00 C7 EB 00'))).toBe(0xfd);
  });

  it('by CRC16 gives the check values of the Rocksoft catalogue', () => {
    expect(crc16Modbus(digits)).toBe(0x4b37);
    expect(crc16Ccitt(digits)).toBe(0x29b1);
  });

  it('by CRC16 of a Modbus request is the published one, low byte first on the wire', () => {
    expect(crc16Modbus(bytes('01 03 00 00 00 0A'))).toBe(0xcdc5);
  });
});
