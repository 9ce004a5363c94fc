/** A closed outline in dots: x, y, x, y … */
export type Polygon = number[];

/** A drawing surface of one bit a dot. */
export interface Bitmap {
  width: number;
  height: number;
  widthBytes: number;
  rows: Uint8Array;
}

/** Lines sampled within each row of dots. */
const SAMPLES = 4;
/** Share of a dot that must be covered: a little under a half keeps thin strokes whole. */
const BLACK_FROM = 0.42;

export function emptyBitmap(width: number, height: number): Bitmap {
  const widthBytes = Math.ceil(width / 8);
  return { width, height, widthBytes, rows: new Uint8Array(widthBytes * height) };
}

/** Blackens the dots inside the polygons by the non-zero winding rule; what lies outside the bitmap is cut off. */
export function fillOutline(bitmap: Bitmap, polygons: readonly Polygon[]): void {
  for (let y = 0; y < bitmap.height; y++) {
    const cover = new Float64Array(bitmap.width);
    for (let sample = 0; sample < SAMPLES; sample++)
      for (const [from, to] of insideSpans(polygons, y + (sample + 0.5) / SAMPLES)) addSpan(cover, from, to);
    cover.forEach((share, x) => {
      if (share / SAMPLES >= BLACK_FROM) blacken(bitmap, x, y);
    });
  }
}

export function blacken(bitmap: Bitmap, x: number, y: number): void {
  const at = y * bitmap.widthBytes + (x >> 3);
  bitmap.rows[at] = (bitmap.rows[at] ?? 0) | (0x80 >> (x & 7));
}

/** Where a level line runs inside the polygons, from left to right. */
function insideSpans(polygons: readonly Polygon[], y: number): [number, number][] {
  const crossings: { x: number; turn: number }[] = [];
  for (const polygon of polygons)
    for (let i = 0; i < polygon.length; i += 2) {
      const [x0 = 0, y0 = 0] = [polygon[i], polygon[i + 1]];
      const next = (i + 2) % polygon.length;
      const [x1 = 0, y1 = 0] = [polygon[next], polygon[next + 1]];
      if (y0 <= y === y1 <= y) continue;
      crossings.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y1 > y0 ? 1 : -1 });
    }
  crossings.sort((a, b) => a.x - b.x);

  const spans: [number, number][] = [];
  let winding = 0;
  let from = 0;
  for (const { x, turn } of crossings) {
    if (winding === 0) from = x;
    winding += turn;
    if (winding === 0) spans.push([from, x]);
  }
  return spans;
}

function addSpan(cover: Float64Array, from: number, to: number): void {
  const last = Math.min(cover.length - 1, Math.ceil(to) - 1);
  for (let x = Math.max(0, Math.floor(from)); x <= last; x++)
    cover[x] = (cover[x] ?? 0) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x));
}
