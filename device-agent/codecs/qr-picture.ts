import { encode } from 'uqr';
import { blacken, emptyBitmap } from './fill-outline.ts';
import type { Raster } from './raster-line.ts';

/** White around a code, modules (ISO/IEC 18004, 5.3.8). */
const QUIET_MODULES = 4;

/**
 * A QR code of correction M without its white border, each module so many dots square, or fewer where the code would
 * not fit paper of `widthDots` with the border. Throws where no code holds the text (2,331 bytes).
 */
export function drawQr(text: string, moduleDots: number, widthDots: number): Raster {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  const dots = Math.max(1, Math.min(moduleDots, Math.floor(widthDots / (size + 2 * QUIET_MODULES))));
  const bitmap = emptyBitmap(size * dots, size * dots);
  data.forEach((row, y) =>
    row.forEach((black, x) => {
      if (!black) return;
      for (let i = 0; i < dots * dots; i++)
        blacken(bitmap, x * dots + (i % dots), y * dots + Math.floor(i / dots));
    }),
  );
  return { widthBytes: bitmap.widthBytes, rows: bitmap.rows };
}
