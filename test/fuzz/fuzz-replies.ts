import { printerReplies } from '@bandecheng/device-agent/codecs/printer-replies';
import type { Dice } from './dice.ts';
import { MOST_PROBLEMS, type Fuzzer, type Outcome } from './outcome.ts';

/** Replies by how they begin, as their makers' manuals have them. */
const REPLIES: readonly { kind: string; draw: (dice: Dice) => number[] }[] = [
  { kind: 'dle-eot', draw: (dice) => [0x12 | (dice.below(256) & 0x6c)] },
  { kind: 'gs-r', draw: (dice) => [dice.below(256) & 0x6c & 0x0f] },
  { kind: 'asb', draw: (dice) => [0x10 | (dice.below(256) & 0x6c), ...lowBytes(dice, 3)] },
  { kind: 'block', draw: (dice) => [dice.pick([0x37, 0x5f]), ...printable(dice), 0] },
];

function lowBytes(dice: Dice, count: number): number[] {
  return dice.bytes(count).map((byte) => byte & 0x0f);
}

function printable(dice: Dice): number[] {
  return dice.bytes(dice.below(80)).map((byte) => 0x20 + (byte % 0x5f));
}

/**
 * What a printer answers, all at once, in any chunks, with flow control in between. Single status bytes have no
 * checksum: noise is what was cut off before a silence.
 */
export const printerFuzzer: Fuzzer = { name: 'printer replies', run };

function run(frames: number, dice: Dice): Outcome {
  const replies = printerReplies();
  const outcome: Outcome = { frames: 0, noise: 0, problems: [] };
  while (outcome.frames < frames && outcome.problems.length < MOST_PROBLEMS) {
    const sent = Array.from({ length: Math.min(20, frames - outcome.frames) }, () => dice.pick(REPLIES));
    const cutOff = [0x5f, ...printable(dice)];
    const line = [...sent.flatMap(({ draw }) => draw(dice)), ...cutOff].flatMap((byte) =>
      dice.once(4) ? [dice.pick([0x11, 0x13]), byte] : [byte],
    );
    const read: string[] = [];
    for (let at = 0; at < line.length;) {
      const size = 1 + dice.below(9);
      read.push(...replies.push(Uint8Array.from(line.slice(at, at + size))).map(({ kind }) => kind));
      at += size;
    }
    replies.drop();
    outcome.frames += sent.length;
    outcome.noise += cutOff.length;
    const wanted = sent.map(({ kind }) => kind).join(' ');
    if (read.join(' ') !== wanted) outcome.problems.push(`sent ${wanted}, read ${read.join(' ')}`);
  }
  const { discardedBytes } = replies.counters;
  if (discardedBytes !== outcome.noise)
    outcome.problems.push(`noise counted: ${discardedBytes} instead of ${outcome.noise}`);
  return outcome;
}
