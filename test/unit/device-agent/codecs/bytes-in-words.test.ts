import { describe, expect, test } from 'vitest';
import { bytesInWords, type BytesInWords } from '@bandecheng/device-agent/codecs/bytes-in-words';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import { encodeHidInput } from '@bandecheng/device-agent/codecs/hid-report-codec';
import { idCardData } from '@bandecheng/device-agent/codecs/id-card';
import type { FrameProfile, HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';

const profiles = await readProfiles();

function wordsOf(id: string): BytesInWords {
  const profile = profiles.get(id);
  if (profile === undefined) throw new Error(id);
  return bytesInWords(profile);
}
const frames = (id: string): FrameProfile => profiles.get(id) as FrameProfile;
const hex = (text: string): Uint8Array => Uint8Array.from(text.split(' ').map((byte) => parseInt(byte, 16)));

describe('what passes a line is told in words', () => {
  test('a press, the prompt before it and the acknowledgement behind it', () => {
    const words = wordsOf('ff68-evaluator-5');
    expect(words.read('to-device', hex('FF 68 03 03 68 85 01 0B 91 16'), 0)).toMatchObject({
      shown: true,
      means: ['地址 133 帧（start）'],
    });
    expect(words.read('from-device', hex('FF 68 03 03 68 85 11 03 99 16'), 10).means).toEqual([
      '地址 133 按键：满意',
    ]);
    expect(words.read('to-device', hex('FF 68 03 03 68 85 01 03 89 16'), 20).means).toEqual([
      '地址 133 确认（ack）',
    ]);
  });

  test('a frame cut in two with the piece that ends it, and noise as noise', () => {
    const words = wordsOf('ff68-evaluator-5');
    expect(words.read('from-device', hex('FF 68 03 03 68'), 0).means).toEqual([]);
    expect(words.read('from-device', hex('85 11 03 99 16'), 5).means).toEqual(['地址 133 按键：满意']);
    expect(words.read('from-device', hex('00 01 02'), 10)).toMatchObject({
      known: false,
      means: ['3 字节不成帧'],
    });
  });

  test('half a frame before a long silence is not the beginning of the next one', () => {
    const words = wordsOf('ff68-evaluator-5');
    words.read('from-device', hex('FF 68 03 03 68 85'), 0);
    const { means } = words.read('from-device', hex('FF 68 03 03 68 85 11 03 99 16'), 5_000);
    expect(means).toContain('地址 133 按键：满意');
  });

  test('a printer’s status by the query it answers', () => {
    const words = wordsOf('escpos-80mm');
    words.read('to-device', hex('10 04 04'), 0);
    expect(words.read('from-device', hex('7E'), 1).means).toEqual(['应答 DLE EOT 4：缺纸；纸快用完']);
    words.read('to-device', hex('10 04 01'), 2);
    expect(words.read('from-device', hex('12'), 3).means).toEqual(['应答 DLE EOT 1：正常']);
  });

  test('a HID box’s buttons as they go down and up', () => {
    const words = wordsOf('hid-button-box-5');
    const box = profiles.get('hid-button-box-5') as HidProfile;
    expect(words.read('from-device', encodeHidInput(box, ['satisfied']), 0).means).toEqual(['按下：满意']);
    expect(words.read('from-device', encodeHidInput(box, []), 0).means).toEqual(['松开']);
  });
});

describe('what may be a person’s is never shown', () => {
  const card = {
    name: '张三丰',
    sex: 'male',
    nation: '01',
    birth: '1949-12-31',
    address: '江苏省南京市某路 1 号',
    number: '11010519491231002X',
    issuer: '某市公安局',
    validFrom: '2010-01-01',
    validTo: 'long-term',
  } as const;

  test('the data of an identity card, however they are cut', () => {
    const reader = frames('sam-card-reader');
    const name = reader.inbound.find(({ event }) => event === 'card')?.name ?? '';
    const bytes = encodeFrame(reader, name, { address: 0, data: idCardData(card) });
    const words = wordsOf('sam-card-reader');
    const read = [...bytes].map((byte) => words.read('from-device', Uint8Array.of(byte), 0));
    expect(read.some(({ shown }) => shown)).toBe(false);
    expect(read.flatMap(({ means }) => means)).toEqual(['读到一张证件，内容不显示']);
  });

  test('what is printed', () => {
    const ticket = Uint8Array.from([0x1b, 0x40, ...Buffer.from('A012 http://10.1.2.3/t/7f3k2m9q')]);
    expect(wordsOf('escpos-80mm').read('to-device', ticket, 0)).toMatchObject({ shown: false });
  });

  test('the name of the clerk whom an evaluator shows', () => {
    const screen = frames('ff68-evaluator-5-screen');
    const address = 0x81;
    const bytes = encodeFrame(screen, 'clerk', { address, value: 3, clerk: '李四', number: '08' });
    const words = bytesInWords(screen);
    expect(words.read('to-device', bytes, 0).shown).toBe(false);
    expect(words.read('to-device', encodeFrame(screen, 'start', { address }), 1).shown).toBe(true);
  });

  test('what a keyboard types beside the keys of the hall', () => {
    expect(wordsOf('hid-keypad').read('from-device', hex('00 00 04 00 00 00 00 00'), 0).shown).toBe(false);
  });
});
