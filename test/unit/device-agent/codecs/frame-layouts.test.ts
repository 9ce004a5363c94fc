import { describe, expect, it } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { bytes, hex } from '../hex.ts';
import { plainProfile } from './plain-profile.ts';

const profiles = await readProfiles();
const builtIn = (id: string): FrameProfile => profiles.get(id) as FrameProfile;

const START = { f: 'const', id: 'start', bytes: '02' };
const END = { f: 'const', id: 'end', bytes: '1A' };
const LENGTH = { f: 'len', id: 'length', w: 1, covers: ['data', 'data'] };
const DATA = { f: 'data' };

/** The data of all frames in these bytes. */
function heard(profile: FrameProfile, line: string): string[] {
  const decoder = frameDecoder(profile, 'host');
  return [...decoder.push(bytes(line)), ...decoder.drop()].map(({ data }) => hex(data));
}

describe('an address on the wire', () => {
  const split = builtIn('80c0-window-display');

  it.each([
    [0, '80 C0'],
    [63, 'BF C0'],
    [64, '80 C1'],
    [70, '86 C1'],
    [4_095, 'BF FF'],
  ])('%i split over two bytes is %s', (address, wire) => {
    const frame = encodeFrame(split, 'show', { address, text: 'A' });

    expect(hex(frame)).toBe(`${wire} 44 41 1A`);
    expect(frameDecoder(split, 'device').push(frame)).toMatchObject([{ name: 'show', address }]);
  });

  it('split over two bytes is none where the two high bits are others', () => {
    for (const head of ['06 C1', 'C6 C1', '86 41', '86 81'])
      expect(frameDecoder(split, 'device').push(bytes(`${head} 44 41 1A`))).toEqual([]);
  });

  it('with the highest bit set is read without it, and is none without it', () => {
    const profile = plainProfile({ layout: [START, { f: 'addr', transform: 'or80' }, LENGTH, DATA] });

    expect(hex(encodeFrame(profile, 'heard', { address: 5, data: [7] }))).toBe('02 85 01 07');
    expect(frameDecoder(profile, 'host').push(bytes('02 85 01 07'))).toMatchObject([{ address: 5 }]);
    expect(heard(profile, '02 05 01 07')).toEqual([]);
  });

  it.each([
    ['80c0-window-display', 4_096],
    ['a090-window-display', 256],
    ['sam-card-reader', 1],
  ])('that %s has no room for is refused', (id, address) => {
    const [name] = builtIn(id).outbound.map((frame) => frame.name);

    expect(() => encodeFrame(builtIn(id), name!, { address, text: 'A' })).toThrow('[profile-invalid]');
  });
});

describe('a frame that ends at a mark', () => {
  const profile = plainProfile({ layout: [START, DATA, END] });

  it('holds what stands before the mark', () => {
    expect(heard(profile, '02 41 42 1A 02 1A 02 43 1A')).toEqual(['41 42', '', '43']);
  });

  it('is read whole when cut into single bytes', () => {
    const decoder = frameDecoder(profile, 'host');
    const frames = [...bytes('02 41 42 1A')].flatMap((byte) => decoder.push(Uint8Array.of(byte)));

    expect(frames).toHaveLength(1);
  });

  it('is none when the mark does not come within the longest data, and hides none behind it', () => {
    expect(heard(profile, `02 ${'55 '.repeat(17)}1A 02 41 1A`)).toEqual(['41']);
  });

  it('cannot be sent with the mark in its data', () => {
    expect(() => encodeFrame(profile, 'heard', { address: 0, data: [0x41, 0x1a] })).toThrow(
      '[profile-invalid]',
    );
  });

  it('of two bytes is not ended by the first of them alone', () => {
    const marked = plainProfile({
      layout: [START, DATA, { f: 'const', id: 'end', bytes: '1A 0A' }],
    });

    expect(heard(marked, '02 41 1A 42 1A 0A')).toEqual(['41 1A 42']);
  });
});

describe('escaped bytes', () => {
  const CHECK = { f: 'ck', kind: 'xor8', covers: ['data', 'data'] };
  const scope = ['data', 'ck'];
  const layout = [{ f: 'const', id: 'start', bytes: '7E' }, DATA, CHECK, { ...END, bytes: '7E' }];
  const others = {
    outbound: [{ name: 'show', data: [{ arg: 'text', encoding: 'gbk', width: 16 }] }],
  };
  const kinds = {
    map: { kind: 'prefix-map', prefix: '7D', map: { '7E': '02', '7D': '01' }, scope },
    xor: { kind: 'prefix-xor', prefix: '7D', xor: '20', bytes: '7E', scope },
    nibble: { kind: 'prefix-low-nibble', prefix: '7D', bytes: '7E', scope },
  };

  it.each([
    ['by a table', kinds.map, '7E 01 7D 02 7D 01 02 7E'],
    ['by exclusive or', kinds.xor, '7E 01 7D 5E 7D 5D 02 7E'],
    ['by their low half', kinds.nibble, '7E 01 7D 0E 7D 0D 02 7E'],
  ])('%s come back as they were, the checksum over the plain ones', (_, escape, wire) => {
    const profile = plainProfile({ layout, escape }, others);
    const frame = encodeFrame(profile, 'heard', { address: 0, data: [0x01, 0x7e, 0x7d] });

    expect(hex(frame)).toBe(wire);
    expect(heard(profile, wire)).toEqual(['01 7E 7D']);
  });

  it('come back when the checksum is one of them', () => {
    const profile = plainProfile({ layout, escape: kinds.xor }, others);
    const frame = encodeFrame(profile, 'heard', { address: 0, data: [0x7e] });

    expect(hex(frame)).toBe('7E 7D 5E 7D 5E 7E');
    expect(heard(profile, hex(frame))).toEqual(['7E']);
  });

  it.each([
    ['a code that stands for nothing', '7E 01 7D 33 32 7E'],
    ['the prefix as the last byte', '7E 01 7D'],
    ['a byte plain that must be escaped', '7E 01 7E 7F 7E'],
  ])('are no frame with %s, and the next frame is read', (_, broken) => {
    const profile = plainProfile({ layout, escape: kinds.xor }, others);

    expect(heard(profile, `${broken} 7E 05 05 7E`)).toContain('05');
  });

  it('are no frame where a byte stands plain that must be escaped, though what follows it is a code', () => {
    const counted = [{ f: 'const', id: 'start', bytes: '7E' }, LENGTH, DATA, CHECK, { ...END, bytes: '7E' }];
    const escape = { ...kinds.xor, scope: ['length', 'ck'] };
    const profile = plainProfile({ layout: counted, escape }, others);

    expect(heard(profile, '7E 01 7D 5E 7D 5E 7E')).toEqual(['7E']);
    expect(heard(profile, '7E 01 7E 5E 7D 5E 7E')).toEqual([]);
  });
});

describe('a checksum in the head of a frame', () => {
  const profile = builtIn('aa-window-display');

  it('counts the bytes behind it', () => {
    const frame = encodeFrame(profile, 'show', { address: 1, text: 'A' });

    expect(hex(frame)).toBe('AA 01 BB 51 54 3D 01 00 99 00 63 41 FF');
    expect(frameDecoder(profile, 'device').push(frame)).toHaveLength(1);
  });

  it('that is wrong makes it none, and is counted', () => {
    const decoder = frameDecoder(profile, 'device');

    expect(decoder.push(bytes('AA 01 BB 51 54 3E 01 00 99 00 63 41 FF'))).toEqual([]);
    expect(decoder.counters.badChecksums).toBe(1);
  });
});

describe('frames of one device that lie differently', () => {
  const buttons = builtIn('modbus-evaluator-5');

  it('are told apart: a value, an exception, and the host’s own question', () => {
    const host = frameDecoder(buttons, 'host');

    const frames = host.push(bytes('01 02 01 08 A0 4E 01 82 02 C1 61 01 02 01 00 A1 88'));

    expect(frames.map(({ name, means }) => [name, means])).toEqual([
      ['rating', { event: 'rating', level: 'dissatisfied' }],
      ['exception', { event: 'nak' }],
      ['idle', { event: 'idle' }],
    ]);
    expect(frameDecoder(buttons, 'device').push(bytes('01 02 00 00 00 08 79 CC'))).toMatchObject([
      { name: 'poll', address: 1 },
    ]);
  });

  it('are read whole when cut anywhere', () => {
    const line = bytes('01 02 01 08 A0 4E 01 82 02 C1 61');
    for (let cut = 1; cut < line.length; cut++) {
      const decoder = frameDecoder(buttons, 'host');
      const frames = [...decoder.push(line.slice(0, cut)), ...decoder.push(line.slice(cut))];

      expect(frames.map(({ name }) => name)).toEqual(['rating', 'exception']);
    }
  });
});

describe('what a decoder holds', () => {
  it.each([...profiles.values()].flatMap((profile) => ('layout' in profile ? [[profile.id, profile]] : [])))(
    'for %s never grows beyond its longest frame',
    (_, profile) => {
      const { maxData } = profile;
      const decoder = frameDecoder(profile, 'device');
      for (let i = 0; i < 20_000; i++) decoder.push(Uint8Array.of((i * 7 + (i >> 5)) & 0xff, 0xaa));

      expect(decoder.heldBytes).toBeLessThan(maxData + 32);
    },
  );
});
