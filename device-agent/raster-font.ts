import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { blacken, emptyBitmap, fillOutline, type Bitmap } from './codecs/fill-outline.ts';
import { outlinePolygons } from './codecs/outline-polygons.ts';
import { columnsOf, safeText } from './codecs/printer-text.ts';
import type { RasterLine } from './codecs/raster-line.ts';

/** Slices kept open, the least used closed first: one takes some 0.3 MB. */
const OPEN_SLICES = 16;
/** Share of the em above the baseline: OS/2 sTypoAscender of Noto Sans SC, 880 of 1000. */
const ASCENT = 0.88;
/** Medium: regular strokes come out broken at 24 dots. */
const WEIGHT = 500;

/** Code points from–to, and the slice that has them. */
type SliceRange = readonly [from: number, to: number, slice: string];

/**
 * The font for lines that a printer's own font cannot print. It reads the slice of Noto Sans SC that a character
 * is in when the first such character comes. A slice that cannot be read counts as lacking its characters.
 */
export async function openRasterFont(): Promise<RasterLine> {
  const home = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'));
  const ranges = sliceRanges(JSON.parse(await readFile(join(home, 'unicode.json'), 'utf8')) as object);
  const open = new Map<string, Font | null>();

  function fontFor(codePoint: number): Font | null {
    const slice = ranges.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2];
    if (slice === undefined) return null;
    const font = open.has(slice) ? (open.get(slice) ?? null) : readSlice(home, slice);
    open.delete(slice);
    open.set(slice, font);
    const [oldest] = open.keys();
    if (open.size > OPEN_SLICES && oldest !== undefined) open.delete(oldest);
    return font?.hasGlyphForCodePoint(codePoint) === true ? font : null;
  }

  return (text, widthDots, heightDots) => {
    const line = safeText(text);
    if (line === '' || widthDots < 1 || heightDots < 1) return null;
    const bitmap = emptyBitmap(widthDots, heightDots);
    const columnDots = widthDots / columnsOf(line);
    let left = 0;
    let missing = 0;
    for (const character of line) {
      const cell = { left, width: columnsOf(character) * columnDots };
      const font = fontFor(character.codePointAt(0) ?? 0);
      if (font !== null) drawGlyph(bitmap, font, character, cell);
      else if (character !== ' ') {
        drawBox(bitmap, cell);
        missing += 1;
      }
      left += cell.width;
    }
    return { widthBytes: bitmap.widthBytes, rows: bitmap.rows, missing };
  };
}

interface Cell {
  left: number;
  width: number;
}

function drawGlyph(bitmap: Bitmap, font: Font, character: string, cell: Cell): void {
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const scaleY = bitmap.height / font.unitsPerEm;
  const advance = glyph.advanceWidth * scaleY;
  const squeeze = advance > cell.width ? cell.width / advance : 1;
  const polygons = outlinePolygons(glyph.path.commands, {
    left: cell.left + (cell.width - advance * squeeze) / 2,
    baseline: ASCENT * bitmap.height,
    scaleX: scaleY * squeeze,
    scaleY,
  });
  fillOutline(bitmap, polygons);
}

/** □ in the middle of the cell. */
function drawBox(bitmap: Bitmap, cell: Cell): void {
  const inset = Math.max(1, Math.round(bitmap.height / 12));
  const [left, right] = [Math.ceil(cell.left) + inset, Math.floor(cell.left + cell.width) - 1 - inset];
  const [top, bottom] = [inset, bitmap.height - 1 - inset];
  for (let x = left; x <= right; x++) for (const y of [top, bottom]) blacken(bitmap, x, y);
  for (let y = top; y <= bottom; y++) for (const x of [left, right]) blacken(bitmap, x, y);
}

function readSlice(home: string, slice: string): Font | null {
  try {
    return create(readFileSync(join(home, 'files', `noto-sans-sc-${slice}-${WEIGHT}-normal.woff2`)));
  } catch {
    return null;
  }
}

/** From the package's table: `"[4]": "U+1f1e9-1f1f5,U+1f21a"`. */
function sliceRanges(table: object): SliceRange[] {
  return Object.entries(table).flatMap(([name, ranges]) =>
    String(ranges)
      .split(',')
      .map<SliceRange>((range) => {
        const [from = '', to = from] = range.trim().replace('U+', '').split('-');
        return [parseInt(from, 16), parseInt(to, 16), name.replace(/[[\]]/g, '')];
      }),
  );
}
