/** A picture of one bit a dot, the leftmost dot in the highest bit, 1 for black. */
export interface Raster {
  widthBytes: number;
  /** Row after row, `widthBytes` each. */
  rows: Uint8Array;
  /** Characters drawn as □, as the font lacks them too; absent means none. */
  missing?: number;
}

/**
 * Draws one line of text into a box of so many dots, each character in columns as wide as the printer's own font
 * has them; Mongolian and Cyrillic letters as close as their own font has them, in a picture narrower than the box.
 * Null where it cannot draw at all.
 */
export type RasterLine = (text: string, widthDots: number, heightDots: number) => Raster | null;
