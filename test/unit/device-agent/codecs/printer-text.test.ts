import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  printerText as textOfFont,
  safeText,
  type PrinterText,
} from '@bandecheng/device-agent/codecs/printer-text';
import { wrapColumns } from '@bandecheng/device-agent/codecs/wrap-columns';
import { hex } from '../hex.ts';

const printerText = (text: string): PrinterText => textOfFont(text, 'gb18030-fs');

describe('a text for the printer', () => {
  it('is what a GB18030 decoder reads back', () => {
    const text = '办事大厅（三楼）A012 — 龥䶮';

    expect(new TextDecoder('gb18030').decode(printerText(text).bytes)).toBe(text);
  });

  it.each([
    ['¥', 'A3 A4'],
    ['•', 'A1 A4'],
    ['·', 'A1 A4'],
  ])('has %s in the two bytes that a font knows', (text, wanted) => {
    expect(printerText(text)).toEqual({ bytes: expect.anything(), lacking: [] });
    expect(hex(printerText(text).bytes)).toBe(wanted);
  });

  it.each(['𠮷', '㛃', '😀', '✓', '½', 'ᠮ', '\u{e000}', '\ud842'])(
    'has □ for %s, which no font of two bytes has',
    (character) => {
      const { bytes, lacking } = printerText(`王${character}`);

      expect(hex(bytes)).toBe('CD F5 A1 F5');
      expect(lacking).toEqual([character]);
    },
  );

  it('of GBK has every Chinese character of two bytes and no euro sign', () => {
    const { bytes, lacking } = textOfFont('€办䶮龥', 'gbk-fs');

    expect(hex(bytes)).toBe('A1 F5 B0 EC FE 9F FD 9B');
    expect(lacking).toEqual(['€']);
    expect(printerText('€').lacking).toEqual([]);
  });

  it('of a printer without a Chinese font has ASCII alone', () => {
    const { bytes, lacking } = textOfFont('A012 办', 'raster');

    expect(Buffer.from(bytes).toString()).toBe('A012 ?');
    expect(lacking).toEqual(['办']);
  });

  it('keeps what shapes a Mongolian word: vowel separator, variation selector, narrow blank', () => {
    const word = 'ᠪᠠᠶᠢᠨ\u180eᠠ\u202fᠶᠢᠨ ᠲ\u180bᠠ';

    expect(safeText(`\u200b${word}\ufe0f`)).toBe(word);
  });

  it('never holds a character of four bytes', () => {
    const everything = Array.from({ length: 0x3000 }, (_, i) => String.fromCodePoint(i + 0x20)).join('');

    const { bytes } = printerText(everything);

    const ascii = [...bytes].filter((byte, i) => byte >= 0x30 && byte <= 0x39 && (bytes[i - 1] ?? 0) > 0x80);
    expect(ascii).toEqual([]);
  });

  it('holds no control character: a name cannot open the drawer or reset the printer', () => {
    const drawer = '王\x10\x14\x01\x00\x01小\x1b@明\x7f\x9b\x1dV\x00';

    expect(safeText(drawer)).toBe('王小@明V');
  });

  it('holds nothing invisible: marks of direction, joiners, variation selectors', () => {
    expect(safeText('\u202e办\u200b得\ufe0f成\ufeff\u{e0100}')).toBe('办得成');
  });

  it('is one line with single blanks', () => {
    expect(safeText('一楼\r\n\tA\u3000区')).toBe('一楼 A 区');
  });

  it('is composed, so that é is one character', () => {
    expect(hex(printerText('e\u0301').bytes)).toBe('A8 A6');
  });
});

describe('a line', () => {
  it('counts two columns for a Chinese character and one for a Latin', () => {
    expect(columnsOf('办理 A012')).toBe(9);
  });

  it('counts one column for a Mongolian letter and none for the selector of its form', () => {
    expect(columnsOf('ᠮᠣᠩᠭᠣᠯ')).toBe(6);
    expect(columnsOf('ᠭ\u180b')).toBe(1);
  });

  it('keeps a Cyrillic word together', () => {
    expect(wrapColumns('Өргөө хот', 12)).toEqual(['Өргөө', 'хот']);
  });

  it('keeps a Mongolian word and its suffix together', () => {
    expect(wrapColumns('ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u202fᠦᠨ', 10)).toEqual(['ᠮᠣᠩᠭᠣᠯ', 'ᠪᠢᠴᠢᠭ\u202fᠦᠨ']);
  });

  it('is cut where the columns end, also when the last character would stand half', () => {
    expect(wrapColumns('一二三四五', 5)).toEqual(['一二', '三四', '五']);
  });

  it('keeps letters and digits together', () => {
    expect(wrapColumns('请到窗口 A012 办理', 12)).toEqual(['请到窗口', 'A012 办理']);
  });

  it('cuts a word that is longer than a line', () => {
    expect(wrapColumns('http://hall.example', 8)).toEqual(['http://h', 'all.exam', 'ple']);
  });

  it('does not begin with a closing mark', () => {
    expect(wrapColumns('请带身份证，户口簿', 10)).toEqual(['请带身份', '证，户口簿']);
  });

  it('that is empty is none', () => {
    expect([...wrapColumns('', 10), ...wrapColumns('   ', 10)]).toEqual([]);
  });

  it.each([1, 2, 5, 16, 48])('loses no character and never exceeds %i columns', (columns) => {
    const text = '办得成，A0123456789（一楼）。，，，end 𠮷!!';

    const lines = wrapColumns(text, Math.max(2, columns));

    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(lines.filter((line) => columnsOf(line) > Math.max(2, columns))).toEqual([]);
  });
});
