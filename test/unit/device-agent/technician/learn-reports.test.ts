import { expect, test } from 'vitest';
import type { Level } from '@bandecheng/shared/vocabulary';
import { checkProfile } from '@bandecheng/device-agent/codecs/check-profile';
import { hidReportDecoder } from '@bandecheng/device-agent/codecs/hid-report-codec';
import { DeviceProfile, type HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { learnReports, type RecordedReport } from '@bandecheng/device-agent/technician/learn-reports';

const THREE: readonly Level[] = ['satisfied', 'basically-satisfied', 'dissatisfied'];
const IDLE = [0x01, 0, 0, 0];
const head = { id: 'site-box', title: '现场按键盒', reference: 'pressed on 2026-11-23' };

const pressedTwice = (reportOf: (i: number, round: number) => number[]): RecordedReport[] =>
  [0, 1].flatMap((round) => THREE.map((level, i) => ({ level, report: reportOf(i, round) })));

function profileOf(presses: RecordedReport[], idle: number[] | null = IDLE): HidProfile {
  const learned = learnReports(presses, idle, 0xff00, head);
  if (!learned.ok) throw new Error(learned.reason);
  const profile = DeviceProfile.parse(learned.profile) as HidProfile;
  expect(checkProfile(profile)).toEqual([]);
  return profile;
}

function pressedOn(profile: HidProfile, report: number[]): string[] | undefined {
  return hidReportDecoder(profile)
    .push(Uint8Array.from(report))
    ?.pressed.map(({ means }) => means);
}

test.each([
  ['a bit for each button', (i: number) => [0x01, 0, 1 << (i + 2), 0], { byte: 2, bit: 2 }],
  ['a value for each button', (i: number) => [0x01, i + 1, 0, 0], { byte: 1, value: 1 }],
])('a box that sends %s is understood', (_, reportOf, first) => {
  const profile = profileOf(pressedTwice((i) => reportOf(i)));
  expect(profile.inputs[0]).toMatchObject(first);
  expect(profile.usagePage).toBe(0xff00);
  for (const [i, level] of THREE.entries()) expect(pressedOn(profile, reportOf(i))).toEqual([level]);
  expect(pressedOn(profile, IDLE)).toEqual([]);
});

test('a counter in the reports is not taken for a button', () => {
  let count = 0;
  const presses = pressedTwice((i) => [0x01, 1 << i, 0, (count += 7)]);
  const learned = learnReports(presses, IDLE, 0xff00, head);
  expect(learned).toMatchObject({
    ok: true,
    profile: { inputs: [{ byte: 1, bit: 0 }, { byte: 1 }, { byte: 1 }] },
  });
});

test('a box that sends nothing when a button is let go is understood too', () => {
  const profile = profileOf(
    pressedTwice((i) => [1 << i, 0]),
    null,
  );
  expect(pressedOn(profile, [4, 0])).toEqual(['dissatisfied']);
});

test('two buttons that send the same report are refused by name', () => {
  const learned = learnReports(
    pressedTwice((i) => [0x01, i === 2 ? 1 : i + 1, 0, 0]),
    IDLE,
    0xff00,
    head,
  );
  expect(learned).toMatchObject({ ok: false, reason: expect.stringContaining('“满意”键和“不满意”键') });
});

test('a button whose reports have nothing in common is refused', () => {
  const learned = learnReports(
    pressedTwice((i, round) => [0x01, i === 0 ? 0x40 << round : i, 0, 0]),
    IDLE,
    0xff00,
    head,
  );
  expect(learned).toMatchObject({ ok: false, reason: expect.stringContaining('找不到只属于“满意”键') });
});
