/** Rows drawn at most, 1 m of paper: a canvas has its limits. */
const MOST_ROWS = 8_000;

/** A picture as a canvas takes it. */
export interface RasterPixels {
  width: number;
  height: number;
  /** Red, green, blue, opacity for each dot: black, or nothing. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Rows of one bit a dot, the leftmost in the highest bit, to pixels; null for what is no picture. A last row that
 * is not whole is left out.
 * @param rows base64
 */
export function rasterPixels(widthBytes: number, rows: string): RasterPixels | null {
  const bytes = fromBase64(rows);
  if (bytes === null || !Number.isInteger(widthBytes) || widthBytes < 1) return null;
  const height = Math.min(MOST_ROWS, Math.floor(bytes.length / widthBytes));
  if (height === 0) return null;
  const width = widthBytes * 8;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let dot = 0; dot < width * height; dot++) {
    const byte = bytes.charCodeAt(dot >> 3);
    if ((byte & (0x80 >> (dot & 7))) !== 0) rgba[dot * 4 + 3] = 255;
  }
  return { width, height, rgba };
}

/** A string of one character a byte, or null. */
function fromBase64(text: string): string | null {
  try {
    return atob(text);
  } catch {
    return null;
  }
}
