import { describe, expect, test } from 'vitest';
import { encodeTicket } from '@bandecheng/device-agent/codecs/escpos-codec';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { paperText } from '@bandecheng/device-agent/virtual/paper';
import { firstText, paperBench as bench } from '../../fakes/paper-bench.ts';
import { printJob } from '../../fakes/print-job.ts';
import { bytes, hex } from './hex.ts';

const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;

const INIT = '1B 40';
const CHINESE = '1C 26';
const CUT = '1D 56 00';
const QR_PRINT = '1D 28 6B 03 00 31 51 30';

describe('what a printer puts on paper', () => {
  const ticket = encodeTicket(printJob().ticket, {
    profile,
    copy: 0,
    raster: (_text, widthDots, heightDots) => ({
      widthBytes: Math.ceil(widthDots / 8),
      rows: new Uint8Array(Math.ceil(widthDots / 8) * heightDots).fill(0x10),
    }),
  }).bytes;

  test('a ticket of the agent is read whole: large number, address in the code, one cut, nothing unknown', () => {
    const printer = bench();
    printer.paper.push(ticket);

    expect(printer.slips).toHaveLength(1);
    const lines = printer.slips[0]?.lines ?? [];
    expect(paperText(lines)).toMatch(/清河县政务服务中心[^]*社会保险[^]*A012[^]*请携带身份证原件/);
    const number = lines.find((line) => line.kind === 'text' && line.text === 'A012');
    expect(number).toMatchObject({ widthScale: 4, heightScale: 4, align: 'centre' });
    expect(lines.filter((line) => line.kind === 'qr')).toMatchObject([
      { text: 'http://10.1.2.3:3000/t/7f3k2m9q', moduleDots: 6, align: 'centre' },
    ]);
    expect(printer.paper.unexecuted).toEqual([]);
  });

  test('the same bytes one by one, or in sevens, give the same paper', () => {
    const whole = bench();
    const rare = encodeTicket(
      { ...printJob().ticket, service: '𠮷户口' },
      {
        profile,
        copy: 1,
        raster: (_text, widthDots, heightDots) => ({
          widthBytes: Math.ceil(widthDots / 8),
          rows: Uint8Array.from({ length: Math.ceil(widthDots / 8) * heightDots }, (_, i) => i & 0xff),
        }),
      },
    ).bytes;
    whole.paper.push(Buffer.concat([ticket, rare]));

    for (const size of [1, 7]) {
      const pieces = bench();
      const all = Buffer.concat([ticket, rare]);
      for (let at = 0; at < all.length; at += size) pieces.paper.push(all.subarray(at, at + size));
      expect(pieces.slips, `pieces of ${size}`).toEqual(whole.slips);
    }
    expect(whole.slips).toHaveLength(2);
    expect(whole.slips[1]?.lines.some((line) => line.kind === 'raster')).toBe(true);
  });

  test('a Chinese character cut in two by the line, and by a query, is one character', () => {
    const printer = bench();
    printer.send(CHINESE, 'B0', '10 04 01', 'EC', '0A', CUT);

    expect(firstText(printer)[0]?.text).toBe('办');
    expect(printer.replies).toEqual(['12']);
  });

  test('Chinese text without FS & comes out as garbage, as on a real printer', () => {
    const printer = bench();
    printer.send('B0 EC 0A', CHINESE, 'B0 EC 0A', '1C 2E B0 EC 0A', CUT);

    expect(firstText(printer).map((line) => line.text)).toEqual(['°ì', '办', '°ì']);
  });

  test('a four-byte character is not in the font: a box and its digits', () => {
    const printer = bench();
    printer.send(CHINESE, '95 34 B2 35 0A', CUT);

    expect(firstText(printer)[0]?.text).toBe('□4□5');
  });

  test('size, weight and place hold until they are changed, and ESC @ takes them back', () => {
    const printer = bench();
    printer.send(
      '1B 61 01',
      '1D 21 33',
      '1B 45 01',
      '41 0A',
      '1B 61 02',
      '1B 21 30',
      '42 0A',
      INIT,
      '43 0A',
      CUT,
    );

    expect(firstText(printer)).toEqual([
      { kind: 'text', text: 'A', widthScale: 4, heightScale: 4, bold: true, align: 'centre' },
      { kind: 'text', text: 'B', widthScale: 2, heightScale: 2, bold: false, align: 'right' },
      { kind: 'text', text: 'C', widthScale: 1, heightScale: 1, bold: false, align: 'left' },
    ]);
  });

  test('a line that is full goes on in the next: 48 columns, 12 Chinese characters at double width', () => {
    const printer = bench();
    printer.paper.push(Buffer.from('x'.repeat(50)));
    printer.send('0A', CHINESE, '1D 21 11');
    printer.paper.push(Buffer.concat(Array.from({ length: 13 }, () => bytes('B0 EC'))));
    printer.send('0A', CUT);

    expect(firstText(printer).map((line) => line.text.length)).toEqual([48, 2, 12, 1]);
  });

  test('empty lines, ESC d and ESC J move the paper', () => {
    const printer = bench();
    printer.send('41 0A 0A 42', '1B 64 03', '43', '1B 4A 44', '44 0A', CUT);

    expect(firstText(printer).map((line) => line.text)).toEqual(['A', '', 'B', '', '', 'C', '', '', 'D']);
  });

  test.each([
    ['1D 56 00', 'cut'],
    ['1D 56 30', 'cut'],
    ['1D 56 01', 'cut-partial'],
    ['1D 56 31', 'cut-partial'],
    ['1D 56 41 10', 'cut'],
    ['1D 56 42 10', 'cut-partial'],
    ['1D 56 61 10', 'cut'],
    ['1D 56 62 10', 'cut-partial'],
    ['1D 56 67 10', 'cut'],
    ['1D 56 68 10', 'cut-partial'],
  ])('%s is a %s, and its own bytes are not text', (cut, end) => {
    const printer = bench();
    printer.send('41 0A', cut, '42 0A', CUT);

    expect(printer.slips.map((slip) => [paperText(slip.lines).trim(), slip.end])).toEqual([
      ['A', end],
      ['B', 'cut'],
    ]);
  });

  test('bands of one picture are one picture, dot for dot', () => {
    const printer = bench();
    printer.send('1D 76 30 00 02 00 01 00 AA 55', '1D 76 30 00 02 00 02 00 01 02 03 04', CUT);

    expect(printer.slips[0]?.lines).toEqual([
      {
        kind: 'raster',
        widthBytes: 2,
        rows: Buffer.from('AA5501020304', 'hex').toString('base64'),
        align: 'left',
      },
    ]);
  });

  test('a code is drawn with the data stored last, in the printer to be printed twice', () => {
    const printer = bench();
    const store = (text: string): string =>
      hex(Uint8Array.of(0x1d, 0x28, 0x6b, text.length + 3, 0, 0x31, 0x50, 0x30, ...Buffer.from(text)));
    printer.send('1D 28 6B 03 00 31 43 05', store('first'), store('http://a/t/1'), QR_PRINT, QR_PRINT, CUT);

    expect(printer.slips[0]?.lines).toEqual([
      { kind: 'qr', text: 'http://a/t/1', moduleDots: 5, align: 'left' },
      { kind: 'qr', text: 'http://a/t/1', moduleDots: 5, align: 'left' },
    ]);
  });

  test('what it does not know is counted by name and does not spoil what follows', () => {
    const printer = bench();
    printer.send('1B 70 00 19 FA', '1B 7F', '1D 6B 49 03 31 32 33', '07', '07', '41 0A', CUT);

    expect(printer.paper.unexecuted).toEqual([
      { command: 'ESC p', count: 1 },
      { command: 'ESC 7F', count: 1 },
      { command: 'GS k', count: 1 },
      { command: '07', count: 2 },
    ]);
    expect(firstText(printer).map((line) => line.text)).toEqual(['A']);
  });
});
