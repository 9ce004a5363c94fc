import { encode } from 'uqr';

/** A QR code as a path of squares, one unit a module, without the quiet border. */
export interface QrModules {
  size: number;
  path: string;
}

/** The code with correction M, as tickets carry it; null for a text no QR code holds. */
export function qrModules(text: string): QrModules | null {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: 0 });
    const rows = data.map((row, y) => row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : '')).join(''));
    return { size, path: rows.join('') };
  } catch {
    return null;
  }
}

/** The address a code leads to; null for any other text. */
export function qrAddress(text: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}
