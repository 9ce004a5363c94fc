import { describe, expect, test } from 'vitest';
import type { Level } from '@bandecheng/shared/vocabulary';
import { checkProfile } from '@bandecheng/device-agent/codecs/check-profile';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { DeviceProfile, type FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  learnFrames,
  type Learned,
  type RecordedPress,
} from '@bandecheng/device-agent/technician/learn-frames';

const builtIn = await readProfiles();
const families = [...builtIn.values()].filter((profile): profile is FrameProfile => 'layout' in profile);
const ff68 = builtIn.get('ff68-evaluator-5') as FrameProfile;

const head = {
  id: 'site-evaluator',
  title: '现场评价器',
  reference: 'pressed on 2026-11-23',
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
} as const;

const THREE: readonly Level[] = ['satisfied', 'basically-satisfied', 'dissatisfied'];

/** Every button twice, in order. */
const pressedTwice = (bytesOf: (level: Level, place: number) => number[]): RecordedPress[] =>
  [0, 1].flatMap(() => THREE.map((level, i) => ({ level, bytes: bytesOf(level, i) })));

const hex = (text: string): number[] => text.split(' ').map((byte) => parseInt(byte, 16));

function profileOf(learned: Learned): FrameProfile {
  if (!learned.ok) throw new Error(learned.reason);
  const profile = DeviceProfile.parse(learned.profile) as FrameProfile;
  expect(checkProfile(profile)).toEqual([]);
  return profile;
}

const levelsOf = (profile: FrameProfile, bytes: number[]): (string | null)[] =>
  frameDecoder(profile, 'host')
    .push(Uint8Array.from(bytes))
    .map(({ means }) => (means.event === 'rating' ? means.level : null));

describe('presses of a device of a known family', () => {
  const values = [0x2a, 0x07, 0x11];
  const bytesOf = (_: Level, i: number): number[] => [
    ...encodeFrame(ff68, 'rating', { address: 0x91, value: values[i] ?? 0 }),
  ];

  test('give its own key map in the family’s frame, with acknowledgement and prompt', () => {
    const learned = learnFrames(pressedTwice(bytesOf), families, head);
    const profile = profileOf(learned);
    expect(learned).toMatchObject({ ok: true, address: 0x91 });
    expect(levelsOf(profile, bytesOf('dissatisfied', 2))).toEqual(['dissatisfied']);
    expect([...encodeFrame(profile, 'start', { address: 0x91 })]).toEqual(
      hex('FF 68 03 03 68 91 01 0B 9D 16'),
    );
    expect(profile.ack).toEqual(ff68.ack);
    expect(profile.vectors.filter(({ dir }) => dir === 'in').map(({ hex }) => hex)).toEqual(
      THREE.map((level, i) => bytesOf(level, i)),
    );
  });

  test('sent several times each, behind noise, are each one press', () => {
    const learned = learnFrames(
      pressedTwice((level, i) => [0x00, 0xff, ...bytesOf(level, i), ...bytesOf(level, i)]),
      families,
      head,
    );
    expect(levelsOf(profileOf(learned), bytesOf('satisfied', 0))).toEqual(['satisfied']);
  });

  test('of a model that is known as it stands give that model and no profile of their own', () => {
    const three = builtIn.get('ff68-evaluator-3') as FrameProfile;
    const bytes = (level: Level): number[] => [...encodeFrame(three, 'rating', { address: 0x91, level })];
    expect(learnFrames(pressedTwice(bytes), families, head)).toEqual({
      ok: true,
      profile: null,
      address: 0x91,
      like: 'ff68-evaluator-3',
    });
  });

  test('from two addresses are refused: two devices hang on the line', () => {
    const learned = learnFrames(
      pressedTwice((_, i) => [...encodeFrame(ff68, 'rating', { address: 0x81 + i, value: i })]),
      families,
      head,
    );
    expect(learned).toMatchObject({ ok: false, reason: expect.stringContaining('不止一个地址') });
  });
});

describe('presses of a device nobody knows', () => {
  test.each([
    ['a value between fixed bytes', (i: number) => [0xaa, 0x55, 0x10 + i, 0x0d], 'none'],
    ['a sum over all before it', (i: number) => [0xa5, 0x01, i, (0xa5 + 0x01 + i) & 0xff], 'sum8'],
    ['an XOR and an end mark', (i: number) => [0x7e, 0x30, 0x14 << i, 0x30 ^ (0x14 << i), 0x7f], 'xor8'],
    ['a value of two bytes', (i: number) => [0x02, 0x41 + i, 0x31 + i, 0x03], 'none'],
  ])('are found by %s', (_, bytesOf, checksum) => {
    const profile = profileOf(
      learnFrames(
        pressedTwice((_level, i) => bytesOf(i)),
        families,
        head,
      ),
    );
    const ck = profile.layout.find((field) => field.f === 'ck');
    expect(ck?.f === 'ck' ? ck.kind : 'none').toBe(checksum);
    expect(THREE.flatMap((_level, i) => levelsOf(profile, bytesOf(i)))).toEqual(THREE);
  });

  test('with a checksum found, a damaged frame is none', () => {
    const frame = (i: number): number[] => [0xa5, 0x01, i, (0xa6 + i) & 0xff];
    const profile = profileOf(
      learnFrames(
        pressedTwice((_, i) => frame(i)),
        families,
        head,
      ),
    );
    expect(levelsOf(profile, [0xa5, 0x01, 1, 0xa6])).toEqual([]);
  });

  test('that a device sends twice without a pause are one frame', () => {
    const twice = (i: number): number[] => [0xaa, 0x55, i, 0xaa, 0x55, i];
    const profile = profileOf(
      learnFrames(
        pressedTwice((_, i) => twice(i)),
        families,
        head,
      ),
    );
    expect(profile.fixedLength).toBe(3);
  });

  test('two buttons alone still give three vectors', () => {
    const presses = [0, 1].flatMap((): RecordedPress[] => [
      { level: 'satisfied', bytes: [0xaa, 0x55, 1] },
      { level: 'dissatisfied', bytes: [0xaa, 0x55, 2] },
    ]);
    expect(profileOf(learnFrames(presses, families, head)).vectors.length).toBeGreaterThanOrEqual(3);
  });
});

describe('presses that cannot be told apart are refused in plain words:', () => {
  test.each([
    [
      'two buttons that send the same',
      (level: Level) => (level === 'satisfied' ? [0xaa, 1] : [0xaa, 2]),
      '完全一样',
    ],
    [
      'frames with nothing fixed in them',
      (_: Level, i: number) => [0x41 + i, 0x61 + i],
      '没有固定不变的字节',
    ],
    ['a single byte', (_: Level, i: number) => [0x31 + i], '没有固定不变的字节'],
    [
      'frames of several lengths',
      (_: Level, i: number) => [0xaa, 0x10, ...Array<number>(i).fill(i)],
      '长短不一',
    ],
  ])('%s', (_, bytesOf, words) => {
    const learned = learnFrames(pressedTwice(bytesOf), families, head);
    expect(learned).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
  });

  test('a button that sends something else each time, with the place named', () => {
    let count = 0;
    const learned = learnFrames(
      pressedTwice((_, i) => [0xaa, i, count++]),
      families,
      head,
    );
    expect(learned).toMatchObject({ ok: false, reason: expect.stringContaining('从第 3 个数据字节起') });
  });
});
