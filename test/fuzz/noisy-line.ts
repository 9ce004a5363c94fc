import type { Dice } from './dice.ts';
import type { Sent } from './random-frames.ts';
import { scan, type WellFormed } from './reference-frames.ts';

/** Bytes of one stretch of a bad line, up to a silence. */
export interface NoisyLine {
  bytes: number[];
  sent: Sent[];
  noise: number;
}

const FRAMES_IN_A_ROW = 20;
const TRIES = 8;

/**
 * Frames with noise before, between and behind them: what was cut off, spoilt or half begun. Noise never makes a
 * well-formed frame, by itself or with its neighbours: no reader could tell it from a sent one. The reference
 * decides that, and so proves that each sent frame is one.
 */
export function noisyLine(sample: () => Sent, wellFormed: WellFormed, most: number, dice: Dice): NoisyLine {
  for (;;) {
    const line = drawLine(sample, wellFormed, Math.min(most, FRAMES_IN_A_ROW), dice);
    if (line !== null) return line;
  }
}

function drawLine(sample: () => Sent, wellFormed: WellFormed, frames: number, dice: Dice): NoisyLine | null {
  const line: NoisyLine = { bytes: [], sent: [], noise: 0 };
  const wanted: [number, number][] = [];
  for (let i = 0; i < frames; i++) {
    const frame = sample();
    const junk = harmlessJunk(sample, frame.bytes, wellFormed, dice);
    wanted.push([line.bytes.length + junk.length, frame.bytes.length]);
    line.bytes.push(...junk, ...frame.bytes);
    line.sent.push(frame);
    line.noise += junk.length;
  }
  const tail = drawJunk(sample, dice);
  line.bytes.push(...tail);
  line.noise += tail.length;
  return JSON.stringify(scan(wellFormed, line.bytes)) === JSON.stringify(wanted) ? line : null;
}

/** Junk that the frame behind it does not make whole; none where none is found. */
function harmlessJunk(sample: () => Sent, frame: number[], wellFormed: WellFormed, dice: Dice): number[] {
  for (let tries = 0; tries < TRIES; tries++) {
    const junk = drawJunk(sample, dice);
    const [first] = scan(wellFormed, [...junk, ...frame]);
    if (first?.[0] === junk.length && first[1] === frame.length) return junk;
  }
  return [];
}

/** What a bad line does to frames, and what looks like the beginning of one. */
function drawJunk(sample: () => Sent, dice: Dice): number[] {
  const { bytes } = sample();
  switch (dice.below(7)) {
    case 0:
      return [];
    case 1:
      return dice.bytes(dice.below(12));
    case 2:
      return bytes.slice(0, dice.below(bytes.length));
    case 3: {
      const at = dice.below(bytes.length);
      return bytes.map((byte, i) => (i === at ? (byte + 1 + dice.below(255)) & 0xff : byte));
    }
    case 4:
      return [...bytes.slice(0, 1 + dice.below(6)), ...dice.bytes(dice.below(4))];
    case 5:
      return Array.from({ length: 1 + dice.below(6) }, () => dice.pick(bytes.slice(0, 6)));
    default:
      return bytes.slice(1 + dice.below(bytes.length));
  }
}
