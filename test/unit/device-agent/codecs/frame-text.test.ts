import { describe, expect, it } from 'vitest';
import { fitText, textColumns } from '@bandecheng/device-agent/codecs/frame-text';
import { encodeFrame, frameDecoder, readArgs } from '@bandecheng/device-agent/codecs/framed-codec';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { hex } from '../hex.ts';
import { plainProfile } from './plain-profile.ts';

const profiles = await readProfiles();
const builtIn = (id: string): FrameProfile => profiles.get(id) as FrameProfile;
const colourful = builtIn('a090-window-display');
const plain = builtIn('80c0-window-display');

const LAYOUT = {
  layout: [
    { f: 'const', id: 'start', bytes: '02' },
    { f: 'len', id: 'length', w: 1, covers: ['data', 'data'] },
    { f: 'data' },
  ],
  maxData: 64,
};
const showing = (part: object): FrameProfile =>
  plainProfile(LAYOUT, { outbound: [{ name: 'show', data: [{ arg: 'text', ...part }] }] });

/** What the device reads of what the host says. */
function shown(profile: FrameProfile, args: { text: string; colour?: 'red' | 'green' | 'yellow' }) {
  const [frame] = frameDecoder(profile, 'device').push(encodeFrame(profile, 'show', { address: 0, ...args }));
  return frame && readArgs(profile, frame);
}

describe('a text on a window display', () => {
  it('has the published bytes, a colour behind every character', () => {
    const frame = encodeFrame(colourful, 'show', { address: 3, text: 'A1请', colour: 'red' });

    expect(hex(frame)).toBe('A0 90 03 A5 00 07 41 00 31 00 C7 EB 00 FD');
  });

  it('comes out at the device in its words and its colour', () => {
    expect(shown(colourful, { text: '请A012到3号窗', colour: 'green' })).toEqual({
      text: '请A012到3号窗',
      colour: 'green',
    });
    expect(shown(plain, { text: '暂停服务' })).toEqual({ text: '暂停服务' });
  });

  it('has the display’s first colour where none or one it lacks is asked for', () => {
    const redAlone = showing({ encoding: 'gbk', width: 8, colours: { red: '05' } });

    expect(hex(encodeFrame(redAlone, 'show', { address: 0, text: 'A', colour: 'yellow' }))).toBe(
      '02 02 41 05',
    );
    expect(hex(encodeFrame(redAlone, 'show', { address: 0, text: 'A' }))).toBe('02 02 41 05');
  });

  it('is filled up to the width where the display wants it so, and read without the filling', () => {
    const padded = showing({ encoding: 'ascii', width: 4, pad: '20' });

    expect(hex(encodeFrame(padded, 'show', { address: 0, text: 'A1' }))).toBe('02 04 41 31 20 20');
    expect(shown(padded, { text: 'A1' })).toEqual({ text: 'A1' });
  });

  it.each([
    ['a text too long', 'A012A012A012A0127'],
    ['a line feed', 'A\n1'],
    ['a character of four bytes', '𠮷'],
  ])('is refused with %s: who asks fits it first', (_, text) => {
    expect(() => encodeFrame(plain, 'show', { address: 1, text })).toThrow('[profile-invalid]');
  });
});

describe('a text made to fit', () => {
  it('is cut behind the last whole character, not in the middle of one', () => {
    expect(fitText(plain, 'show', '请A012到3号窗口办理业务')).toBe('请A012到3号窗口');
    expect(fitText(plain, 'show', 'A请请请请请请请请')).toBe('A请请请请请请请');
  });

  it('loses its control characters, and has a question mark for what the display cannot say', () => {
    expect(fitText(plain, 'show', 'A\u001a1\r\n𠮷😀号')).toBe('A1 ??号');
  });

  it('has a question mark for a character whose bytes would end the frame', () => {
    // 亼 is 81 91 in GBK.
    const guarded = showing({ encoding: 'gbk', width: 8, forbid: '91 1A' });

    expect(fitText(guarded, 'show', '1亼2')).toBe('1?2');
  });

  it('is ASCII where the display has nothing else', () => {
    expect(fitText(showing({ encoding: 'ascii', width: 8 }), 'show', '请A1')).toBe('?A1');
  });

  it('always goes into the frame', () => {
    for (const text of ['', '～～～～～～～～～', '\u0000\ud800x', '½'.repeat(30), '请'.repeat(30)])
      expect(() =>
        encodeFrame(colourful, 'show', { address: 1, text: fitText(colourful, 'show', text) }),
      ).not.toThrow();
  });

  it('stays as it is for a frame that takes none', () => {
    expect(fitText(builtIn('ff68-keypad'), 'beep', '请A012')).toBe('请A012');
    expect(textColumns(builtIn('ff68-keypad'), 'beep')).toBeNull();
    expect(textColumns(colourful, 'show')).toBe(16);
  });
});

describe('name and number of the clerk', () => {
  const evaluator = plainProfile(LAYOUT, {
    outbound: [
      { name: 'show', data: [{ arg: 'text', encoding: 'gbk', width: 16 }] },
      {
        name: 'clerk',
        data: [
          'FE',
          { arg: 'text', of: 'number', encoding: 'ascii', width: 4, pad: '20' },
          { arg: 'value' },
          { arg: 'text', of: 'clerk', encoding: 'gbk', width: 8 },
        ],
      },
    ],
  });

  it('stand in one frame and are read apart', () => {
    const frame = encodeFrame(evaluator, 'clerk', { address: 0, clerk: '王敏', number: '07', value: 5 });

    expect(hex(frame)).toBe('02 0A FE 30 37 20 20 05 CD F5 C3 F4');
    const read = frameDecoder(evaluator, 'device')
      .push(frame)
      .find(({ name }) => name === 'clerk');
    expect(read && readArgs(evaluator, read)).toEqual({ clerk: '王敏', number: '07', value: 5 });
    expect(textColumns(evaluator, 'clerk', 'clerk')).toBe(8);
  });
});
