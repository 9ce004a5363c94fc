import type { Polygon } from './fill-outline.ts';

/** One step of a glyph's outline, as fonts give it. */
export interface OutlineStep {
  command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  args: readonly number[];
}

/** Where the glyph's own units come to lie in dots; y grows downwards on paper and upwards in a font. */
export interface Placing {
  left: number;
  baseline: number;
  scaleX: number;
  scaleY: number;
}

/** Straight pieces a curve is drawn with: beyond it nothing changes at 24 to 96 dots. */
const PIECES = 6;

/** A glyph's outline as polygons in dots. */
export function outlinePolygons(steps: readonly OutlineStep[], placing: Placing): Polygon[] {
  const polygons: Polygon[] = [];
  let polygon: Polygon = [];
  let points: number[] = [0, 0];
  for (const { command, args } of steps) {
    if (command === 'closePath') continue;
    if (command === 'moveTo') polygons.push((polygon = []));
    const controls = [...points, ...args];
    const pieces = args.length > 2 ? PIECES : 1;
    for (let piece = 1; piece <= pieces; piece++) {
      const [x, y] = args.length > 2 ? curvePoint(controls, piece / pieces) : [args[0] ?? 0, args[1] ?? 0];
      polygon.push(placing.left + x * placing.scaleX, placing.baseline - y * placing.scaleY);
    }
    points = args.slice(-2);
  }
  return polygons;
}

/** The point of a Bézier curve of any degree at `t` from 0 to 1, by halving between its controls (de Casteljau). */
function curvePoint(controls: readonly number[], t: number): [number, number] {
  let row = [...controls];
  while (row.length > 2) row = row.slice(0, -2).map((value, i) => value + t * ((row[i + 2] ?? 0) - value));
  return [row[0] ?? 0, row[1] ?? 0];
}
