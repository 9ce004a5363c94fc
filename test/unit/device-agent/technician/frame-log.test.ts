import { expect, test } from 'vitest';
import { bytesInWords } from '@bandecheng/device-agent/codecs/bytes-in-words';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { FrameLog, noted, NOTES_KEPT } from '@bandecheng/device-agent/technician/frame-log';
import { FakeDevice } from '../../../fakes/fake-transport.ts';

const profiles = await readProfiles();
const hex = (text: string): Uint8Array => Uint8Array.from(text.split(' ').map((byte) => parseInt(byte, 16)));

function logOf(id: string, now: () => number = () => 0): FrameLog {
  const profile = profiles.get(id);
  if (profile === undefined) throw new Error(id);
  return new FrameLog(bytesInWords(profile), now);
}

test('a line that talks for ever fills a bounded log, the newest last', () => {
  const log = logOf('ff68-evaluator-5');
  for (let i = 0; i < 10_000; i++) log.note('from-device', Uint8Array.of(i & 0xff, i >> 8));
  expect(log.notes).toHaveLength(NOTES_KEPT);
  expect(log.notes.at(-1)?.hex).toBe('0F 27');
});

test('the same status asked and answered again and again is two notes that count', () => {
  let now = 0;
  const log = logOf('escpos-80mm', () => now);
  for (now = 1; now <= 500; now++) {
    log.note('to-device', hex('10 04 01'));
    log.note('from-device', hex('12'));
  }
  expect(log.notes.map(({ hex, times, at }) => [hex, times, at])).toEqual([
    ['10 04 01', 500, 500],
    ['12', 500, 500],
  ]);
});

test('long bytes are shown to their sixty-fourth', () => {
  const log = logOf('ff68-evaluator-5');
  log.note('from-device', new Uint8Array(1_000));
  expect(log.notes[0]).toMatchObject({ bytes: 1_000, hex: Array(64).fill('00').join(' ') });
});

test.each([
  ['an identity number in plain digits', Buffer.from('11010519491231002X')],
  ['an identity number in two-byte characters', Buffer.from('11010519491231002X', 'utf16le')],
  ['a mobile number', Buffer.from('tel 13912345678.')],
  ['a frame of an identity-card reader', hex('AA AA AA 96 69 05 08 00 00 90')],
])('on a line of another profile %s is not shown, byte by byte, and nothing behind it', (_, bytes) => {
  const log = logOf('ff68-evaluator-5');
  for (const byte of bytes) log.note('from-device', Uint8Array.of(byte));
  log.note('from-device', Buffer.from('张三'));
  expect(log.notes.every(({ hex }) => hex === null)).toBe(true);
});

test('a connection is noted both ways, and only what the system took', async () => {
  const device = new FakeDevice();
  const log = logOf('ff68-evaluator-5');
  const heard: number[] = [];
  const transport = noted(
    device.connect,
    log,
  )({ data: (bytes) => heard.push(...bytes), closed: () => undefined });
  await transport.open();
  await transport.write(hex('FF 68 03 03 68 85 01 0B 91 16'));
  device.sends(hex('FF 68 03 03 68 85 11 03 99 16'));
  device.unplug();
  await expect(transport.write(Uint8Array.of(1))).rejects.toThrow();
  expect(heard).toHaveLength(10);
  expect(log.notes.map(({ direction, means }) => [direction, ...means])).toEqual([
    ['to-device', '地址 133 帧（start）'],
    ['from-device', '地址 133 按键：满意'],
  ]);
});
