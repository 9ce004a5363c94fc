import Printer from 'escpos/printer.js';
import type { PrintJob, TicketJob } from '@bandecheng/shared/protocol';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import { columnsOf, printerText, type PrinterFont } from './printer-text.ts';
import { drawQr } from './qr-picture.ts';
import type { Raster, RasterLine } from './raster-line.ts';
import { layOutPaper } from './paper-layout.ts';
import { layOutTicket, type Align, type TicketLine, type TicketPart } from './ticket-layout.ts';

export interface TicketOptions {
  profile: PrinterProfile;
  /** 0 for the first print; a reprint bears 补打. */
  copy: number;
  raster: RasterLine;
}

export interface EncodedTicket {
  bytes: Uint8Array;
  /** Lines sent as pictures, as the printer's font lacks one of their characters. */
  rasterLines: number;
  /** Characters printed as □: neither the printer nor the raster could draw them. */
  replaced: number;
}

/** GS ( k: modules of 6 dots (0.75 mm); 120 characters still fit 58 mm paper. */
const QR_MODULE_DOTS = 6;
/** Rows of a picture sent at once: small clones have no memory for more. */
const BAND_ROWS = 24;
/** Dots fed past the cutter's distance before the cut. */
const CUT_FEED_DOTS = 8;
/** Lines fed where a hand tears the paper off. */
const TEAR_FEED_LINES = 4;

const LINE_FEED = 0x0a;
/** ESC @: all modes as at power-on; what is in the line's memory is thrown away. */
const START = [0x1b, 0x40];
/** FS &: two bytes are one Chinese character. */
const CHINESE = [0x1c, 0x26];

/** A job to the bytes the printer is sent, the same for the same input. Sends no status query and no fence. */
export function encodeJob(job: PrintJob, { profile, raster }: Omit<TicketOptions, 'copy'>): EncodedTicket {
  const options = { profile, raster, copy: job.copy };
  if ('ticket' in job) return encodeTicket(job.ticket, options);
  return encodeParts(layOutPaper(job.paper, profile, job.copy), options);
}

/** A ticket to its bytes. */
export function encodeTicket(ticket: TicketJob['ticket'], options: TicketOptions): EncodedTicket {
  return encodeParts(layOutTicket(ticket, options.profile, options.copy), options);
}

function encodeParts(parts: readonly TicketPart[], options: TicketOptions): EncodedTicket {
  const { profile } = options;
  const chunks: Uint8Array[] = [];
  const printer = new Printer({ write: (b) => chunks.push(Uint8Array.from(b)) }, { encoding: 'GB18030' });
  const send = (bytes: readonly number[]) => printer.print(Buffer.from(bytes));
  let align: Align = 'lt';
  let scale = 1;
  let rasterLines = 0;
  let replaced = 0;

  send(profile.text === 'raster' ? START : [...START, ...CHINESE]);
  for (const part of parts) {
    if (part.kind === 'gap') {
      send([LINE_FEED]);
      continue;
    }
    const wanted = part.kind === 'qr' ? 'ct' : part.align;
    if (wanted !== align) printer.align(wanted);
    align = wanted;
    const picture = part.kind === 'line' ? pictureOf(part, options) : null;
    if (part.kind === 'qr') send(profile.qr === 'native' ? qrCode(part.text) : qrPicture(part.text, profile));
    else if (picture !== null) {
      rasterLines += 1;
      replaced += picture.missing ?? 0;
      send(rasterBands(picture));
    } else {
      if (part.scale !== scale) send([0x1d, 0x21, ((part.scale - 1) << 4) | (part.scale - 1)]);
      scale = part.scale;
      replaced += charactersLacking(part.text, profile.text);
      send([...printerText(part.text, profile.text).bytes, LINE_FEED]);
    }
  }
  send(profile.cutter ? [0x1d, 0x56, 66, CUT_FEED_DOTS] : [0x1b, 0x64, TEAR_FEED_LINES]);
  printer.flush();
  return { bytes: Buffer.concat(chunks), rasterLines, replaced };
}

/**
 * The picture of a line that the printer's font cannot print whole; null for every other line, and where the
 * picture would lose as many characters: then it is not worth its hundredfold bytes.
 */
function pictureOf(part: TicketLine, { profile, raster }: TicketOptions): Raster | null {
  const lacking = charactersLacking(part.text, profile.text);
  if (lacking === 0) return null;
  const width = columnsOf(part.text) * profile.dotsPerColumn * part.scale;
  const picture = raster(part.text, width, 2 * profile.dotsPerColumn * part.scale);
  return picture !== null && (picture.missing ?? 0) < lacking ? picture : null;
}

function charactersLacking(text: string, font: PrinterFont): number {
  const { lacking } = printerText(text, font);
  return [...text].filter((character) => lacking.includes(character)).length;
}

/** GS ( k, the printer's own QR code: model 2, module size, correction M, the data, print. */
function qrCode(text: string): number[] {
  const data = [...new TextEncoder().encode(safeCode(text))];
  const call = (fn: number, parameters: readonly number[]): number[] => {
    // The length counts bytes, not characters, and the two bytes before the parameters.
    const length = parameters.length + 2;
    return [0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters];
  };
  return [
    ...call(65, [50, 0]),
    ...call(67, [QR_MODULE_DOTS]),
    ...call(69, [49]),
    ...call(80, [48, ...data]),
    ...call(81, [48]),
  ];
}

/**
 * The code as a picture, an empty line above and below it: a reader wants four modules of white around a code, and
 * the paper has them to the left and right.
 */
function qrPicture(text: string, { dots }: PrinterProfile): number[] {
  return [LINE_FEED, ...rasterBands(drawQr(safeCode(text), QR_MODULE_DOTS, dots)), LINE_FEED];
}

function safeCode(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

/** GS v 0 in bands one below the other. */
function rasterBands({ widthBytes, rows }: Raster): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < rows.length; at += widthBytes * BAND_ROWS) {
    const band = rows.subarray(at, at + widthBytes * BAND_ROWS);
    const height = Math.floor(band.length / widthBytes);
    bytes.push(0x1d, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, height & 0xff, height >> 8, ...band);
  }
  return bytes;
}
