import type { Frame, FrameSide } from '@bandecheng/device-agent/codecs/frame';
import { frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import type { Dice } from './dice.ts';
import { noisyLine } from './noisy-line.ts';
import { hexOf, MOST_PROBLEMS, type Fuzzer, type Outcome } from './outcome.ts';
import { meaningOf, randomFrame } from './random-frames.ts';
import { REFERENCES } from './reference-frames.ts';

/**
 * The codec of a profile on one side: every frame sent comes out once, in order, with its meaning; nothing else
 * does; every byte is accounted for; what is held stays shorter than the longest frame.
 */
export function fuzzFrames(profile: FrameProfile, side: FrameSide): Fuzzer {
  return {
    name: `${profile.id}, read by the ${side}`,
    run: (frames, dice) => run(profile, side, frames, dice),
  };
}

function run(profile: FrameProfile, side: FrameSide, frames: number, dice: Dice): Outcome {
  const reference = REFERENCES.find(({ family }) => profile.id.startsWith(family));
  if (reference === undefined)
    return { frames: 0, noise: 0, problems: [`no reference for ${profile.id} in reference-frames.ts`] };
  const decoder = frameDecoder(profile, side);
  const outcome: Outcome = { frames: 0, noise: 0, problems: [] };
  const sample = () => randomFrame(profile, side, dice);
  let longestHeld = 0;

  while (outcome.frames < frames && outcome.problems.length < MOST_PROBLEMS) {
    const line = noisyLine(sample, reference[side], frames - outcome.frames, dice);
    const read: Frame[] = [];
    for (const chunk of chunks(line.bytes, dice)) {
      read.push(...decoder.push(chunk));
      longestHeld = Math.max(longestHeld, decoder.heldBytes);
    }
    read.push(...decoder.drop());
    outcome.frames += line.sent.length;
    outcome.noise += line.noise;
    const wanted = line.sent.map(({ meaning }) => meaning).join('; ');
    const made = read.map((frame) => meaningOf(frame, side)).join('; ');
    if (made !== wanted) outcome.problems.push(`sent ${wanted}, read ${made} from ${hexOf(line.bytes)}`);
    read.forEach(({ data }, i) => {
      const wantedData = line.sent[i]?.data;
      if (wantedData !== undefined && hexOf(wantedData) !== hexOf(data))
        outcome.problems.push(`sent the data ${hexOf(wantedData)}, read ${hexOf(data)}`);
    });
  }

  const { frames: counted, discardedBytes, unknownFrames } = decoder.counters;
  const expect = (what: string, seen: number, wanted: number): void => {
    if (seen !== wanted) outcome.problems.push(`${what}: ${seen} instead of ${wanted}`);
  };
  expect('frames counted', counted, outcome.frames);
  expect('noise counted', discardedBytes, outcome.noise);
  expect('unknown frames counted', unknownFrames, 0);
  if (longestHeld >= reference.longest) outcome.problems.push(`held ${longestHeld} bytes`);
  return outcome;
}

/** The bytes as a line brings them: split, merged, now and then one by one. */
function chunks(bytes: readonly number[], dice: Dice): Uint8Array[] {
  const most = dice.pick([1, 7, 40, 4_096]);
  const cut: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + dice.below(most);
    cut.push(Uint8Array.from(bytes.slice(at, at + size)));
    at += size;
  }
  return cut;
}
