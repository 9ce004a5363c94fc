import { describe, expect, it } from 'vitest';
import {
  encodeHidInput,
  encodeHidOutput,
  hasHidOutput,
  hidReportDecoder,
  type HidChange,
} from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { seededRandom } from '../../../fakes/seeded-random.ts';
import { bytes, hex } from '../hex.ts';

const profiles = await readProfiles();
const box = hidProfile('hid-button-box-5');
const pad = hidProfile('hid-keypad');
const matrix = hidProfile('xkeys-style-24');

function hidProfile(id: string): HidProfile {
  const profile = profiles.get(id);
  if (profile === undefined || !('inputs' in profile)) throw new Error(id);
  return profile;
}

const NOTHING = '00 00 00 00 00 00 00 00';
const SATISFIED = '02 00 00 00 00 00 00 00';
const BOTH = '12 00 00 00 00 00 00 00';

const pressed = (change: HidChange | null): string[] | null =>
  change && change.pressed.map(({ means }) => means);

describe('a report', () => {
  it('with a bit that was not set before is a press', () => {
    expect(pressed(hidReportDecoder(box).push(bytes(SATISFIED)))).toEqual(['satisfied']);
  });

  it('that comes again while the button is held is no second press', () => {
    const decoder = hidReportDecoder(box);

    const presses = Array.from({ length: 50 }, () => pressed(decoder.push(bytes(SATISFIED))));

    expect(presses.flat()).toEqual(['satisfied']);
    expect(decoder.counters).toEqual({ reports: 50, foreignReports: 0 });
  });

  it('after the release is a press again', () => {
    const decoder = hidReportDecoder(box);
    decoder.push(bytes(SATISFIED));

    expect(decoder.push(bytes(NOTHING))).toEqual({ pressed: [], released: [1] });
    expect(pressed(decoder.push(bytes(SATISFIED)))).toEqual(['satisfied']);
  });

  it('with a second button down beside a held one is a press of the second alone', () => {
    const decoder = hidReportDecoder(box);
    decoder.push(bytes(SATISFIED));

    expect(pressed(decoder.push(bytes(BOTH)))).toEqual(['very-dissatisfied']);
    expect(pressed(decoder.push(bytes(SATISFIED)))).toEqual([]);
  });

  it('after the device was away shows a press, though the button was held before', () => {
    const decoder = hidReportDecoder(box);
    decoder.push(bytes(SATISFIED));
    decoder.forget();

    expect(pressed(decoder.push(bytes(SATISFIED)))).toEqual(['satisfied']);
  });

  it.each([
    ['shorter than the profile says', '02 00 00'],
    ['empty', ''],
    ['longer, with something in the bytes too many', `${SATISFIED} 00 01`],
  ])('%s is none of buttons, and lets no button go', (_, line) => {
    const decoder = hidReportDecoder(box);
    decoder.push(bytes(SATISFIED));

    expect(decoder.push(line === '' ? new Uint8Array(0) : bytes(line))).toBeNull();
    expect(pressed(decoder.push(bytes(SATISFIED)))).toEqual([]);
    expect(decoder.counters.foreignReports).toBe(1);
  });

  it('filled up with 00 to the device’s longest is read', () => {
    expect(pressed(hidReportDecoder(box).push(bytes(`${SATISFIED} 00 00`)))).toEqual(['satisfied']);
  });

  it('with the id of another report is none of buttons', () => {
    const numbered = { ...box, reportId: 3 };
    const decoder = hidReportDecoder(numbered);

    expect(decoder.push(bytes(`04 ${SATISFIED}`))).toBeNull();
    expect(pressed(decoder.push(bytes(`03 ${SATISFIED}`)))).toEqual(['satisfied']);
  });
});

describe('a list of keys held down', () => {
  it('is read whichever place a key stands in', () => {
    const decoder = hidReportDecoder(pad);

    expect(pressed(decoder.push(bytes('00 00 58 00 00 00 00 00')))).toEqual(['next']);
    expect(pressed(decoder.push(bytes('00 00 57 58 00 00 00 00')))).toEqual(['recall']);
    expect(pressed(decoder.push(bytes('00 00 58 00 00 00 00 00')))).toEqual([]);
  });

  it('with too many keys at once says nothing, and the key held is no new press afterwards', () => {
    const decoder = hidReportDecoder(pad);
    decoder.push(bytes('00 00 58 00 00 00 00 00'));

    expect(decoder.push(bytes('00 00 01 01 01 01 01 01'))).toBeNull();
    expect(pressed(decoder.push(bytes('00 00 58 00 00 00 00 00')))).toEqual([]);
  });

  it('with a key the profile does not know is no press', () => {
    expect(pressed(hidReportDecoder(pad).push(bytes('00 00 2C 00 00 00 00 00')))).toEqual([]);
  });
});

describe('a matrix with a time stamp', () => {
  const report = (start: string): Uint8Array => bytes(`${start}${' 00'.repeat(22)}`);

  it('is read column by column, whatever the time stamp says', () => {
    const decoder = hidReportDecoder(matrix);

    expect(pressed(decoder.push(report('01 00 01 00 00 00 00 6A AF B3')))).toEqual(['next']);
    expect(pressed(decoder.push(report('01 00 01 00 00 00 00 6A B0 11')))).toEqual([]);
    expect(pressed(decoder.push(report('01 00 00 01 00 00 00 6A C0 57')))).toEqual(['pause']);
  });

  it('that answers a command is none of buttons', () => {
    expect(hidReportDecoder(matrix).push(report('01 D6 01 00 00 00 00 00 00 00'))).toBeNull();
  });
});

describe('what a box is sent', () => {
  it('has the report id first and the length the device wants', () => {
    expect(hex(encodeHidOutput(box, 'start'))).toBe('00 01 00 00 00 00 00 00 00');
    expect(hex(encodeHidOutput({ ...box, output: { reportId: 9, reportLength: 2 } }, 'stop'))).toBe(
      '09 00 00',
    );
  });

  it('is nothing where the profile has no such prompt', () => {
    expect(hasHidOutput(pad, 'show')).toBe(false);
    expect(() => encodeHidOutput(pad, 'show')).toThrow('profile-invalid');
  });
});

it('every button of every built-in profile is read as what it was written as', () => {
  for (const profile of [box, pad, matrix])
    for (const means of new Set(profile.inputs.map((input) => input.means)))
      expect(pressed(hidReportDecoder(profile).push(encodeHidInput(profile, [means])))).toEqual([means]);
});

it('after a hundred thousand random reports the buttons held are those of the last good one', () => {
  const random = seededRandom(20_261_123);
  const decoder = hidReportDecoder(box);
  const held = new Set<number>();
  let twice = 0;
  let shown = 0;
  for (let i = 0; i < 100_000; i++) {
    const report = new Uint8Array(random() < 0.9 ? 8 : 3);
    report[0] = Math.floor(random() * 32);
    const change = decoder.push(report);
    if (change === null) continue;
    shown = report[0];
    for (const input of change.released) if (!held.delete(input)) twice += 1;
    for (const { input } of change.pressed) {
      if (held.has(input)) twice += 1;
      held.add(input);
    }
  }

  expect(twice).toBe(0);
  expect([...held].sort()).toEqual([0, 1, 2, 3, 4].filter((bit) => (shown & (1 << bit)) !== 0));
  expect(decoder.counters.reports + decoder.counters.foreignReports).toBe(100_000);
});
