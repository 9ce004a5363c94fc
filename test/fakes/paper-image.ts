import { crc32, deflateSync } from 'node:zlib';
import { blacken, emptyBitmap, type Bitmap } from '@bandecheng/device-agent/codecs/fill-outline';
import { drawQr } from '@bandecheng/device-agent/codecs/qr-picture';
import type { Raster } from '@bandecheng/device-agent/codecs/raster-line';
import type { PaperLine } from '@bandecheng/shared/virtual-hall';

/** Dots of an empty line, 1/6 inch at 8 dots a millimetre; text is left out, a reader of codes has no use for it. */
const LINE_DOTS = 34;
/** Share of the white that is to the left. */
const SHARES = { left: 0, centre: 0.5, right: 1 } as const;
const PNG_SIGNATURE = Buffer.from('89504E470D0A1A0A', 'hex');

/** What stands on a slip of so many dots as a PNG picture: its codes and pictures, each where it is aligned. */
export function paperPng(lines: readonly PaperLine[], dots: number): Buffer {
  const drawn = lines.map((line) => pictureOn(line, dots));
  const heights = drawn.map((raster) => (raster === null ? LINE_DOTS : heightOf(raster)));
  const paper = emptyBitmap(
    dots,
    heights.reduce((sum, height) => sum + height, 0),
  );
  let top = 0;
  drawn.forEach((raster, i) => {
    if (raster !== null) put(paper, raster, top, SHARES[lines[i]?.align ?? 'left']);
    top += heights[i] ?? 0;
  });
  return pngOf(paper);
}

function pictureOn(line: PaperLine, dots: number): Raster | null {
  if (line.kind === 'qr') return drawQr(line.text, line.moduleDots, dots);
  if (line.kind !== 'raster') return null;
  return { widthBytes: line.widthBytes, rows: Buffer.from(line.rows, 'base64') };
}

const heightOf = ({ widthBytes, rows }: Raster): number => Math.floor(rows.length / widthBytes);

function put(paper: Bitmap, raster: Raster, top: number, share: number): void {
  const left = Math.floor((paper.width - raster.widthBytes * 8) * share);
  for (let y = 0; y < heightOf(raster); y++)
    for (let x = 0; x < raster.widthBytes * 8; x++)
      if (((raster.rows[y * raster.widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0)
        blacken(paper, left + x, top + y);
}

/** One bit a dot, 0 for black. */
function pngOf({ width, height, widthBytes, rows }: Bitmap): Buffer {
  const scanlines = Buffer.alloc((widthBytes + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < widthBytes; x++)
      scanlines[y * (widthBytes + 1) + 1 + x] = ~(rows[y * widthBytes + x] ?? 0) & 0xff;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(scanlines)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
