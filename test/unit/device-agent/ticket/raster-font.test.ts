import { describe, expect, it } from 'vitest';
import type { Raster } from '@bandecheng/device-agent/codecs/raster-line';
import { emptyBitmap, fillOutline } from '@bandecheng/device-agent/codecs/fill-outline';
import { outlinePolygons } from '@bandecheng/device-agent/codecs/outline-polygons';
import { openRasterFont } from '@bandecheng/device-agent/raster-font';

const draw = await openRasterFont();
/** In none of the fonts. */
const NOWHERE = '\u{20001}';

function picture({ widthBytes, rows }: Raster, width: number): string[] {
  return Array.from({ length: rows.length / widthBytes }, (_, y) =>
    Array.from({ length: width }, (__, x) =>
      (rows[y * widthBytes + (x >> 3)]! & (0x80 >> (x & 7))) === 0 ? '.' : '#',
    ).join(''),
  );
}
const whole = (raster: Raster) => picture(raster, raster.widthBytes * 8);
const ink = (lines: string[]) => lines.join('').replaceAll('.', '').length;
/** Dots in a row. */
const longestStroke = (lines: string[]) =>
  Math.max(...lines.flatMap((line) => line.split('.').map((run) => run.length)));
const cut = (lines: string[], from: number, to: number) => lines.map((line) => line.slice(from, to));

describe('an outline', () => {
  it('is filled by winding: a hole turns the other way, an overlap stays black', () => {
    const bitmap = emptyBitmap(10, 6);

    fillOutline(bitmap, [
      [0, 0, 6, 0, 6, 6, 0, 6],
      [2, 2, 2, 4, 4, 4, 4, 2],
      [5, 0, 9, 0, 9, 6, 5, 6],
    ]);

    expect(picture(bitmap, 10)).toEqual([
      '#########.',
      '#########.',
      '##..#####.',
      '##..#####.',
      '#########.',
      '#########.',
    ]);
  });

  it('that reaches beyond the paper is cut off, not wrapped round', () => {
    const bitmap = emptyBitmap(8, 4);

    fillOutline(bitmap, [[-5, -5, 3, -5, 3, 9, -5, 9]]);

    expect(picture(bitmap, 8)).toEqual(Array(4).fill('###.....'));
  });

  it('of curves passes through the middle of each curve', () => {
    const [polygon = []] = outlinePolygons(
      [
        { command: 'moveTo', args: [0, 0] },
        { command: 'quadraticCurveTo', args: [50, 100, 100, 0] },
        { command: 'bezierCurveTo', args: [100, -80, 0, -80, 0, 0] },
        { command: 'closePath', args: [] },
      ],
      { left: 10, baseline: 100, scaleX: 1, scaleY: 1 },
    );
    const points = Array.from({ length: polygon.length / 2 }, (_, i) => [polygon[2 * i], polygon[2 * i + 1]]);

    expect(points).toContainEqual([60, 50]);
    expect(points).toContainEqual([60, 160]);
    expect(points.at(-1)).toEqual([10, 100]);
  });
});

describe('a line of the raster font', () => {
  it('fills the box asked for, each character in its own columns', () => {
    const raster = draw('办A一1', 72, 24)!;
    const lines = picture(raster, 72);

    expect([raster.widthBytes, raster.rows.length, raster.missing]).toEqual([9, 9 * 24, 0]);
    for (const [from, to] of [
      [0, 24],
      [24, 36],
      [36, 60],
      [60, 72],
    ] as const)
      expect(ink(cut(lines, from, to))).toBeGreaterThan(20);
    expect(ink(lines)).toBeLessThan((72 * 24) / 2);
  });

  it('draws 一 as one stroke across the middle of its cell', () => {
    const lines = picture(draw('一', 48, 48)!, 48);
    const inked = lines.flatMap((line, y) => (line.includes('#') ? [y] : []));

    expect(inked.length).toBeLessThanOrEqual(7);
    expect(inked[0]).toBeGreaterThan(15);
    expect(inked.at(-1)).toBeLessThan(33);
    expect(ink([lines[inked[2]!]!])).toBeGreaterThan(38);
  });

  it('draws 口 closed, with nothing inside', () => {
    const lines = picture(draw('口', 48, 48)!, 48);

    expect(ink(cut(lines.slice(18, 28), 18, 30))).toBe(0);
    expect(ink(lines.slice(18, 19))).toBeGreaterThan(6);
  });

  it('draws what a printer’s font lacks: 㐴, £ and ½', () => {
    const raster = draw('㐴£½', 72, 24)!;

    expect(raster.missing).toBe(0);
    expect(ink(picture(raster, 72))).toBeGreaterThan(150);
  });

  it.each(['㛃', '𠮷', '𬱖', '𫖯', '䶮', '龦'])('draws the rare character %s', (character) => {
    const raster = draw(character, 48, 48)!;

    expect(raster.missing).toBe(0);
    expect(ink(picture(raster, 48))).toBeGreaterThan(150);
    expect(picture(raster, 48)).not.toEqual(picture(draw(NOWHERE, 48, 48)!, 48));
  });

  it('draws □ for what no font has, and counts it', () => {
    const raster = draw(`${NOWHERE}${NOWHERE}`, 48, 24)!;
    const lines = picture(raster, 48);

    expect(raster.missing).toBe(2);
    expect(lines[2]).toBe(`..${'#'.repeat(20)}....${'#'.repeat(20)}..`);
    expect(ink(cut(lines.slice(4, 20), 6, 18))).toBe(0);
  });

  it('joins the letters of a Mongolian word along one stem', () => {
    const word = 'ᠮᠣᠩᠭᠣᠯ';
    const joined = longestStroke(whole(draw(word, 6 * 24, 48)!));
    const apart = longestStroke(whole(draw([...word].join(' '), 11 * 24, 48)!));

    expect(joined).toBeGreaterThan(2 * apart);
  });

  it('draws Mongolian in its letters’ own forms: one letter alone, first, in the middle and last', () => {
    const forms = ['ᠠ', 'ᠠᠨ', 'ᠨᠠᠨ', 'ᠨᠠ'].map((text) => whole(draw(text, 72, 48)!).join('\n'));

    expect(new Set(forms).size).toBe(4);
  });

  it('sets Mongolian and Cyrillic words as close as their fonts do, in a picture as narrow as they are', () => {
    const mongolian = draw('ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ', 12 * 24, 48)!;
    const cyrillic = draw('Өргөө', 10 * 12, 24)!;

    expect(mongolian.widthBytes * 8).toBeLessThan(12 * 24 * 0.9);
    expect(cyrillic.widthBytes * 8).toBeLessThan(10 * 12 * 0.7);
    expect([mongolian.missing, cyrillic.missing]).toEqual([0, 0]);
  });

  it('draws Cyrillic Mongolian and Chinese beside Mongolian in one line', () => {
    const raster = draw('Өргөө ᠮᠣᠩᠭᠣᠯ 办事', 12 * (10 + 1 + 6 + 1 + 4), 24)!;

    expect(raster.missing).toBe(0);
  });

  it('leaves a blank empty', () => {
    expect(ink(picture(draw(' 一', 36, 24)!, 12))).toBe(0);
  });

  it.each([
    ['', 24, 24],
    ['\x00\u200b', 24, 24],
    ['一', 0, 24],
  ])('is none for %j in %i by %i dots', (text, width, height) => {
    expect(draw(text, width, height)).toBeNull();
  });
});
