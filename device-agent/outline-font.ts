import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs';
import type { OutlineStep } from './codecs/outline-polygons.ts';

/** A glyph where it stands in its text; units of the font, y upwards. */
interface PlacedGlyph {
  x: number;
  y: number;
  outline: OutlineStep[];
}

/** A text as the font writes it: letters joined, marks on their places. */
interface ShapedText {
  advance: number;
  glyphs: PlacedGlyph[];
}

export interface OutlineFont {
  unitsPerEm: number;
  has(codePoint: number): boolean;
  shape(text: string): ShapedText;
}

const COMMANDS = new Map<string, OutlineStep['command']>([
  ['M', 'moveTo'],
  ['L', 'lineTo'],
  ['Q', 'quadraticCurveTo'],
  ['C', 'bezierCurveTo'],
  ['Z', 'closePath'],
]);

/** A font file's outlines, shaped by HarfBuzz from left to right. */
export function outlineFont(file: Uint8Array): OutlineFont {
  const face = new Face(new Blob(file));
  const font = new Font(face);
  const outlineOf = (glyph: number): OutlineStep[] =>
    font.glyphToJson(glyph).flatMap(({ type, values }) => {
      const command = COMMANDS.get(type);
      return command === undefined ? [] : [{ command, args: values }];
    });
  // One for all texts: what a fresh one holds would be freed whenever the collector comes by.
  const buffer = new Buffer();
  return {
    unitsPerEm: face.upem,
    has: (codePoint) => font.nominalGlyph(codePoint) !== undefined,
    shape(text) {
      buffer.reset();
      buffer.addText(text);
      buffer.guessSegmentProperties();
      shape(font, buffer);
      let advance = 0;
      const glyphs = buffer.getGlyphInfosAndPositions().map((glyph) => {
        const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } = glyph;
        const placed = { x: advance + xOffset, y: yOffset, outline: outlineOf(codepoint) };
        advance += xAdvance;
        return placed;
      });
      return { advance, glyphs };
    },
  };
}
