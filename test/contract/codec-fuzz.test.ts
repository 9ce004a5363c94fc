import { describe, expect, it } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { printerReplies } from '@bandecheng/device-agent/codecs/printer-replies';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';

const profiles = await readProfiles();
const FRAMES = 20_000;

/** Mulberry32: the same numbers from the same seed on every machine. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Sent {
  bytes: Uint8Array;
  meaning: string;
}

function frameOf(profile: FrameProfile, random: (below: number) => number): Sent {
  const address = random(256);
  if (profile.kind === 'evaluator') {
    const level = LEVELS[random(LEVELS.length)]!;
    return {
      bytes: encodeFrame(profile, 'rating', { address, level }),
      meaning: `${address} ${level}`,
    };
  }
  const key = KEYPAD_KEYS[random(KEYPAD_KEYS.length)]!;
  return { bytes: encodeFrame(profile, 'key', { address, key }), meaning: `${address} ${key}` };
}

/** What a bad line does to frames, and what looks like the beginning of one. */
function junk(profile: FrameProfile, random: (below: number) => number): number[] {
  const { bytes } = frameOf(profile, random);
  switch (random(7)) {
    case 0:
      return [];
    case 1:
      return Array.from({ length: random(12) }, () => random(256));
    case 2:
      return [...bytes.slice(0, random(bytes.length))];
    case 3: {
      const broken = [...bytes];
      const at = random(broken.length);
      broken[at] = (broken[at]! + 1 + random(255)) & 0xff;
      return broken;
    }
    case 4: {
      const claimed = 2 + random(17);
      return [0xff, 0x68, claimed, claimed, 0x68];
    }
    case 5:
      return Array.from({ length: 1 + random(6) }, () => [0xff, 0x68, 0x16, 0x03][random(4)]!);
    default:
      return [...bytes.slice(1 + random(bytes.length - 1))];
  }
}

describe.each(['ff68-evaluator-5', 'ff68-keypad'])('a line full of noise to %s', (id) => {
  it(
    `brings each of ${FRAMES} frames once, in order, and none that was not sent`,
    { timeout: 20_000 },
    () => {
      const profile = profiles.get(id) as FrameProfile;
      const random = seeded(20_261_123);
      const decoder = frameDecoder(profile, 'host');
      const sent: string[] = [];
      const line: number[] = [];
      for (let i = 0; i < FRAMES; i++) {
        line.push(...junk(profile, random));
        const frame = frameOf(profile, random);
        sent.push(frame.meaning);
        line.push(...frame.bytes);
      }

      const read: string[] = [];
      const take = (frames: ReturnType<typeof decoder.push>) => {
        for (const { address, means } of frames)
          if (means.event === 'rating') read.push(`${address} ${means.level}`);
          else if (means.event === 'key') read.push(`${address} ${means.key}`);
      };
      for (let at = 0; at < line.length;) {
        const size = 1 + random(40);
        take(decoder.push(Uint8Array.from(line.slice(at, at + size))));
        at += size;
      }
      take(decoder.drop());

      expect(read.length).toBe(FRAMES);
      expect(read).toEqual(sent);
      const { frames, discardedBytes, unknownFrames } = decoder.counters;
      expect(frames).toBe(FRAMES);
      expect(discardedBytes).toBeGreaterThan(FRAMES);
      expect(unknownFrames).toBeLessThan(20);
    },
  );
});

describe('a printer that answers everything at once', () => {
  it('is understood whatever the chunks and wherever XON and XOFF fall', () => {
    const random = seeded(7);
    const kinds = [
      { kind: 'dle-eot', bytes: [0x12] },
      { kind: 'dle-eot', bytes: [0x1e] },
      { kind: 'gs-r', bytes: [0x0c] },
      { kind: 'asb', bytes: [0x38, 0x00, 0x0c, 0x0f] },
      { kind: 'block', bytes: [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00] },
      { kind: 'block', bytes: [0x5f, 0x54, 0x4d, 0x00] },
    ];
    const replies = printerReplies();
    const sent = Array.from({ length: 5_000 }, () => kinds[random(kinds.length)]!);
    const line = sent
      .flatMap(({ bytes }) => bytes)
      .flatMap((byte) => (random(4) === 0 ? [[0x11, 0x13][random(2)]!, byte] : [byte]));

    const read: string[] = [];
    for (let at = 0; at < line.length;) {
      const size = 1 + random(9);
      read.push(...replies.push(Uint8Array.from(line.slice(at, at + size))).map(({ kind }) => kind));
      at += size;
    }

    expect(read).toEqual(sent.map(({ kind }) => kind));
    expect(replies.counters).toEqual({ replies: 5_000, discardedBytes: 0 });
  });
});
