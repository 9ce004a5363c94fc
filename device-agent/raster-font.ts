import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { blacken, emptyBitmap, fillOutline, type Bitmap } from './codecs/fill-outline.ts';
import { outlinePolygons } from './codecs/outline-polygons.ts';
import { columnsOf, safeText, scriptRuns, type ScriptRun } from './codecs/printer-text.ts';
import type { RasterLine } from './codecs/raster-line.ts';
import { outlineFont, type OutlineFont } from './outline-font.ts';
import { openWoff } from './woff-file.ts';

/** Medium: regular strokes come out broken at 24 dots. */
const WEIGHT = 500;
/** The em of a Chinese font fills the line: OS/2 sTypoAscender of both, 880 of 1000, and sTypoDescender. */
const CHINESE_BOX: LetterBox = { above: 880, below: 120 };
/** How far the letters of Noto Sans Mongolian reach, measured over U+1820 to U+1842 in all their forms. */
const MONGOLIAN_BOX: LetterBox = { above: 970, below: 270 };

const CYRILLIC = /[\u0400-\u04ff]/;

/** How far letters reach above and below their line, thousandths of an em. */
interface LetterBox {
  above: number;
  below: number;
}

/** Code points from–to, and the slice that has them. */
type SliceRange = readonly [from: number, to: number, slice: string];
type FindFont = (codePoint: number) => OutlineFont | null;

/**
 * The fonts for lines that a printer's own font cannot print: Noto Sans SC in slices, LXGW WenKai for rare Chinese
 * characters, Noto Sans Mongolian. Each file is read when the first character that needs it comes (LXGW WenKai takes
 * 0.3 s of the process once, measured on two cores); one that cannot be read counts as lacking its characters.
 */
export async function openRasterFont(): Promise<RasterLine> {
  const slices = await slicedFont();
  const rare = fontFile('@fontsource/lxgw-wenkai', `lxgw-wenkai-latin-${WEIGHT}-normal.woff`);
  const mongolian = fontFile(
    '@fontsource/noto-sans-mongolian',
    'noto-sans-mongolian-mongolian-400-normal.woff',
  );

  function pieceOf(run: ScriptRun, columnDots: number, heightDots: number): Piece {
    const cell = columnsOf(run.text) * columnDots;
    const code = run.text.codePointAt(0) ?? 0;
    if (run.script === 'mongolian')
      return lettersIn(mongolian(code), run.text, cell, MONGOLIAN_BOX, heightDots);
    // One font for all of Cyrillic: Noto Sans SC lacks Ө and Ү.
    if (CYRILLIC.test(run.text)) return lettersIn(rare(code), run.text, cell, CHINESE_BOX, heightDots);
    const font = slices(code) ?? rare(code);
    return { text: run.text, font, width: cell, box: CHINESE_BOX };
  }

  return (text, widthDots, heightDots) => {
    const line = safeText(text);
    if (line === '' || widthDots < 1 || heightDots < 1) return null;
    const columnDots = widthDots / columnsOf(line);
    const pieces = scriptRuns(line).map((run) => pieceOf(run, columnDots, heightDots));
    const bitmap = emptyBitmap(Math.ceil(pieces.reduce((sum, { width }) => sum + width, 0)), heightDots);
    let left = 0;
    let missing = 0;
    for (const piece of pieces) {
      if (piece.font !== null) drawPiece(bitmap, piece.font, piece, left);
      else if (piece.text !== ' ') {
        drawBox(bitmap, left, piece.width);
        missing += [...piece.text].length;
      }
      left += piece.width;
    }
    return { widthBytes: bitmap.widthBytes, rows: bitmap.rows, missing };
  };
}

/** What is drawn with one font, and the dots it takes of the line. */
interface Piece {
  text: string;
  font: OutlineFont | null;
  width: number;
  box: LetterBox;
}

/** Letters as close to each other as their font has them: in columns of their own they would stand apart. */
function lettersIn(
  font: OutlineFont | null,
  text: string,
  cell: number,
  box: LetterBox,
  heightDots: number,
): Piece {
  const natural = font === null ? cell : font.shape(text).advance * dotsPerUnit(font, box, heightDots);
  return { text, font, width: Math.min(cell, natural), box };
}

/** In the middle of its place, and narrower where it would not fit. */
function drawPiece(bitmap: Bitmap, font: OutlineFont, { text, width, box }: Piece, from: number): void {
  const { advance, glyphs } = font.shape(text);
  const scaleY = dotsPerUnit(font, box, bitmap.height);
  const scaleX = scaleY * Math.min(1, width / (advance * scaleY));
  const left = from + (width - advance * scaleX) / 2;
  const baseline = (box.above / (box.above + box.below)) * bitmap.height;
  const polygons = glyphs.flatMap(({ x, y, outline }) =>
    outlinePolygons(outline, { left: left + x * scaleX, baseline: baseline - y * scaleY, scaleX, scaleY }),
  );
  fillOutline(bitmap, polygons);
}

function dotsPerUnit(font: OutlineFont, { above, below }: LetterBox, heightDots: number): number {
  return (heightDots / (above + below)) * (1000 / font.unitsPerEm);
}

/** □ in the middle of the cell. */
function drawBox(bitmap: Bitmap, from: number, width: number): void {
  const inset = Math.max(1, Math.round(bitmap.height / 12));
  const [left, right] = [Math.ceil(from) + inset, Math.floor(from + width) - 1 - inset];
  const [top, bottom] = [inset, bitmap.height - 1 - inset];
  for (let x = left; x <= right; x++) for (const y of [top, bottom]) blacken(bitmap, x, y);
  for (let y = top; y <= bottom; y++) for (const x of [left, right]) blacken(bitmap, x, y);
}

async function slicedFont(): Promise<FindFont> {
  const home = homeOf('@fontsource/noto-sans-sc');
  const ranges = sliceRanges(JSON.parse(await readFile(join(home, 'unicode.json'), 'utf8')) as object);
  const open = new Map<string, OutlineFont | null>();
  return (codePoint) => {
    const slice = ranges.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2];
    if (slice === undefined) return null;
    const path = join(home, 'files', `noto-sans-sc-${slice}-${WEIGHT}-normal.woff`);
    const font = open.has(slice) ? (open.get(slice) ?? null) : readFont(path);
    open.set(slice, font);
    return font?.has(codePoint) === true ? font : null;
  };
}

/** A font in one file, read at its first use. */
function fontFile(packageName: string, file: string): FindFont {
  let font: OutlineFont | null | undefined;
  return (codePoint) => {
    font ??= font === undefined ? readFont(join(homeOf(packageName), 'files', file)) : null;
    return font?.has(codePoint) === true ? font : null;
  };
}

function homeOf(packageName: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
}

function readFont(path: string): OutlineFont | null {
  try {
    return outlineFont(openWoff(readFileSync(path)));
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
