import { virtual } from '@bandecheng/kiosk-ui/locales/zh/virtual';
import { displayCells } from '@bandecheng/kiosk-ui/screens/virtual/display-cells';
import { hexBytes, hexText } from '@bandecheng/kiosk-ui/screens/virtual/hex-text';
import { columnsOf, textBox } from '@bandecheng/kiosk-ui/screens/virtual/paper-geometry';
import { qrAddress, qrModules } from '@bandecheng/kiosk-ui/screens/virtual/qr-modules';
import { rasterPixels } from '@bandecheng/kiosk-ui/screens/virtual/raster-pixels';
import { levelPieces, wireTime } from '@bandecheng/kiosk-ui/screens/virtual/texts';
import { describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

describe('a line on the paper', () => {
  const line = { text: 'A012', widthScale: 4, heightScale: 4, align: 'centre', bold: false } as const;

  it('takes a column for a letter and two for a Chinese character', () => {
    expect(columnsOf('A 区，𠮷')).toBe(8);
    expect(columnsOf('')).toBe(0);
  });

  it('stands where its alignment puts it, in dots', () => {
    expect(textBox(line, 48)).toEqual({ left: 192, width: 192, height: 96 });
    expect(textBox({ ...line, align: 'left' }, 48).left).toBe(0);
    expect(textBox({ ...line, align: 'right' }, 48).left).toBe(384);
  });

  it('moves the paper by a sixth of an inch, or by its own height where that is more', () => {
    expect(textBox({ ...line, heightScale: 1 }, 48).height).toBe(34);
    expect(textBox({ ...line, text: '', heightScale: 1 }, 48).height).toBe(34);
    expect(textBox({ ...line, heightScale: 2 }, 48).height).toBe(48);
  });

  it('that is wider than the paper begins at its edge', () => {
    expect(textBox({ ...line, text: '一'.repeat(20) }, 48).left).toBe(0);
  });
});

describe('a picture on the paper', () => {
  const blackDots = (pixels: ReturnType<typeof rasterPixels>) =>
    [...(pixels?.rgba ?? [])].filter((value, at) => at % 4 === 3 && value === 255).length;

  it('is black where a bit is set, the leftmost dot in the highest bit', () => {
    const pixels = rasterPixels(1, btoa('\xc1\x00'));

    expect([pixels?.width, pixels?.height]).toEqual([8, 2]);
    const opacity = [...(pixels?.rgba ?? [])].filter((_value, at) => at % 4 === 3);
    expect(opacity).toEqual([255, 255, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('loses a last row that is not whole', () => {
    expect(rasterPixels(2, btoa('\xff\xff\xff'))?.height).toBe(1);
  });

  it('as long as a runaway roll is cut off at a metre', () => {
    expect(rasterPixels(1, btoa('\xff'.repeat(9_000)))?.height).toBe(8_000);
    expect(blackDots(rasterPixels(1, btoa('\xff')))).toBe(8);
  });

  it.each([
    [1, '*not base64*'],
    [1, ''],
    [0, 'gAE='],
    [-1, 'gAE='],
    [1.5, 'gAE='],
    [3, 'gAE='],
  ])('of %s bytes a row in "%s" is none', (widthBytes, rows) => {
    expect(rasterPixels(widthBytes, rows)).toBeNull();
  });
});

describe('a QR code on the paper', () => {
  /** A ring of seven modules with a block of three inside marks a corner. */
  const isCorner = (path: string, left: number, top: number): boolean =>
    Array.from({ length: 49 }, (_, i) => [i % 7, Math.floor(i / 7)] as const).every(([x, y]) => {
      const ring = x === 0 || x === 6 || y === 0 || y === 6;
      const block = x > 1 && x < 5 && y > 1 && y < 5;
      return path.includes(`M${left + x} ${top + y}h1v1h-1z`) === (ring || block);
    });

  it('is marked at three of its corners and grows with the text', () => {
    const { size, path } = qrModules('http://a.cn/t/1')!;

    expect(size).toBe(25);
    const corners = [
      isCorner(path, 0, 0),
      isCorner(path, 18, 0),
      isCorner(path, 0, 18),
      isCorner(path, 18, 18),
    ];
    expect(corners).toEqual([true, true, true, false]);
    expect(qrModules('x'.repeat(300))!.size).toBeGreaterThan(size);
  });

  it('is none for a text no code holds', () => {
    expect(qrModules('字'.repeat(3_000))).toBeNull();
  });

  it('can be opened where it holds an address of the web, and nothing else', () => {
    expect(qrAddress('http://10.0.0.2:3000/t/abc')).toBe('http://10.0.0.2:3000/t/abc');
    expect(qrAddress('HTTPS://hall.example/t/abc')).toBe('HTTPS://hall.example/t/abc');
    expect(qrAddress('javascript:alert(1)')).toBeNull();
    expect(qrAddress('A012')).toBeNull();
  });
});

describe('the display of the keypad', () => {
  it('has twelve cells, numbers at the right', () => {
    expect(displayCells('   003').join('')).toBe('         003');
    expect(displayCells('')).toHaveLength(12);
    expect(displayCells('1234567890123').join('')).toBe('123456789012');
  });
});

describe('the record of the wire', () => {
  it('shows bytes in pairs, however they came', () => {
    expect(hexText('ff68 0303')).toBe('FF 68 03 03');
    expect(hexText('')).toBe('');
    expect(hexBytes('FF 68 03')).toBe(3);
  });

  it('shows the time to the millisecond', () => {
    expect(wireTime(NINE + 7)).toBe('09:00:00.007');
  });
});

describe('the words of the page', () => {
  it('are Chinese, never empty, without emoji', () => {
    for (const [key, text] of Object.entries(virtual)) {
      expect(text, key).toMatch(/\p{Script=Han}/u);
      expect(text, key).not.toMatch(/\p{Extended_Pictographic}/u);
    }
  });

  it('break a level before 满意 or 不满意 alone', () => {
    expect(levelPieces('very-dissatisfied')).toEqual(['非常', '不满意']);
    expect(levelPieces('basically-satisfied')).toEqual(['基本', '满意']);
    expect(levelPieces('satisfied')).toEqual(['满意']);
  });
});
