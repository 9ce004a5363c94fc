import { hidReportDecoder } from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import type { Dice } from './dice.ts';
import { hexOf, MOST_PROBLEMS, type Fuzzer, type Outcome } from './outcome.ts';

/** Reports of a box: each press once, each release once, and none from reports that are not the box's own. */
export function fuzzHid(profile: HidProfile): Fuzzer {
  return { name: `${profile.id}, reports`, run: (frames, dice) => run(profile, frames, dice) };
}

function run(profile: HidProfile, frames: number, dice: Dice): Outcome {
  const decoder = hidReportDecoder(profile);
  const outcome: Outcome = { frames: 0, noise: 0, problems: [] };
  let down = new Set<number>();
  while (outcome.frames < frames && outcome.problems.length < MOST_PROBLEMS) {
    const report = randomReport(profile, dice);
    const shown = buttonsShown(profile, report);
    const change = decoder.push(Uint8Array.from(report));
    outcome.frames += 1;
    const read = change && [change.pressed.map(({ input }) => input), change.released].map(sorted);
    const wanted = shown && [
      sorted([...shown].filter((button) => !down.has(button))),
      sorted([...down].filter((button) => !shown.has(button))),
    ];
    if (shown === null) outcome.noise += report.length;
    else down = shown;
    if (JSON.stringify(read) !== JSON.stringify(wanted))
      outcome.problems.push(`${hexOf(report)}: ${JSON.stringify(read)} instead of ${JSON.stringify(wanted)}`);
  }
  return outcome;
}

const sorted = (places: readonly number[]): number[] => [...places].sort((a, b) => a - b);

/** Buttons down, now and then a byte of anything, another length, another id. */
function randomReport(profile: HidProfile, dice: Dice): number[] {
  const { inputs, reportId, reportLength, onlyIf } = profile;
  const body = new Array<number>(reportLength).fill(0);
  for (const { byte, values } of onlyIf) body[byte] = dice.pick(values);
  for (let count = dice.below(3); count > 0; count--) {
    const input = dice.pick(inputs);
    if ('bit' in input) body[input.byte]! |= 1 << input.bit;
    else body[input.byte + dice.below((input.through ?? input.byte) - input.byte + 1)] = input.value;
  }
  if (dice.once(8)) body[dice.below(reportLength)] = dice.below(256);
  const report = reportId === 0 ? body : [dice.once(10) ? dice.below(256) : reportId, ...body];
  if (dice.once(10)) return report.slice(0, dice.below(report.length));
  return dice.once(10) ? [...report, ...(dice.once(2) ? dice.bytes(3) : [0, 0, 0])] : report;
}

/** A second reading of a report: the places of the buttons it shows, null where it is none of buttons. */
function buttonsShown(profile: HidProfile, report: readonly number[]): Set<number> | null {
  const ids = profile.reportId === 0 ? 0 : 1;
  const body = report.slice(ids);
  if (ids === 1 && report[0] !== profile.reportId) return null;
  if (body.length < profile.reportLength) return null;
  if (body.some((byte, i) => i >= profile.reportLength && byte !== 0)) return null;
  for (const { byte, values } of profile.onlyIf) if (!values.includes(body[byte]!)) return null;
  for (const { byte, values } of profile.exceptIf) if (values.includes(body[byte]!)) return null;
  const shown = new Set<number>();
  profile.inputs.forEach((input, place) => {
    if ('bit' in input) {
      if (Math.floor(body[input.byte]! / 2 ** input.bit) % 2 === 1) shown.add(place);
      return;
    }
    for (let at = input.byte; at <= (input.through ?? input.byte); at++)
      if (body[at] === input.value) shown.add(place);
  });
  return shown;
}
