import iconv from 'iconv-lite';
import type { PrinterProfile } from '../profiles/printer-profile.ts';

/** What a printer's own font has, as its profile says it. */
export type PrinterFont = PrinterProfile['text'];

/** What stands where the printer has no glyph. */
const MISSING_GLYPH: Record<PrinterFont, string> = { 'gb18030-fs': '□', 'gbk-fs': '□', raster: '?' };

/** The one character that GB18030 has in two bytes and GBK has not, by the tables of iconv-lite 0.7.3. */
const GBK_LACKS = '€';

/** Private characters and halves of pairs: GB18030 has two bytes for some, and no font a picture. */
const OUTSIDE_FONTS = /[\p{Co}\p{Cs}]/u;

/** Mongolian letters, and the narrow blank that ties a suffix to its word, as a class of a regular expression. */
export const MONGOLIAN = '[\\u1800-\\u18af\\u202f]';
const RUNS = new RegExp(`${MONGOLIAN}+|[^]`, 'gu');
const MONGOLIAN_RUN = new RegExp(`^${MONGOLIAN}`, 'u');
/** Free variation selectors: they choose the form of the letter before them. */
const NO_WIDTH = /[\u180b-\u180d\u180f]/u;

/** A line as a printer's own font takes it. */
export interface PrinterText {
  /** One or two bytes a character; what the font lacks stands as □. */
  bytes: Uint8Array;
  /** Characters outside the font, each once. */
  lacking: string[];
}

/** A Mongolian word, whose letters join, or a single character of any other script. */
export interface ScriptRun {
  script: 'mongolian' | 'other';
  text: string;
}

/**
 * A text fit for paper: composed (NFC), without control and invisible characters, on one line.
 * ¥ and • become the twins that a printer's font has: their own GB18030 has four bytes, which print as garbage.
 */
export function safeText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/[\t\r\n\u2028\u2029\u00a0\u3000]+/g, ' ')
      // Controls could reset the printer or open a drawer; format characters and variation selectors have no width.
      // U+180E is a format character that shapes the Mongolian vowel behind it.
      .replace(/(?!\u180e)[\p{Cc}\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
      .replaceAll('¥', '￥')
      .replaceAll('•', '·')
  );
}

/** A text to the bytes before the line feed. Takes any text and makes it safe first. */
export function printerText(text: string, font: PrinterFont): PrinterText {
  const safe = safeText(text);
  const whole = iconv.encode(safe, 'gb18030');
  // No character takes fewer bytes than columns, so that as many bytes as columns means none of four bytes.
  const two = whole.length === columnsOf(safe) && !OUTSIDE_FONTS.test(safe);
  if (two && font !== 'raster' && !(font === 'gbk-fs' && safe.includes(GBK_LACKS)))
    return { bytes: whole, lacking: [] };
  const lacking = new Set<string>();
  const known = [...safe].map((character) => {
    if (isInFont(character, font)) return character;
    lacking.add(character);
    return MISSING_GLYPH[font];
  });
  return { bytes: iconv.encode(known.join(''), 'gb18030'), lacking: [...lacking] };
}

/** Columns a character takes: 1 for ASCII and for a Mongolian letter, 2 for all others. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOfOne(character), 0);
}

/** A text in the pieces that are drawn one by one. */
export function scriptRuns(text: string): ScriptRun[] {
  const runs = text.match(RUNS) ?? [];
  return runs.map((run) => ({ script: isMongolian(run) ? 'mongolian' : 'other', text: run }));
}

/** Whether the text begins with Mongolian letters. */
function isMongolian(text: string): boolean {
  return MONGOLIAN_RUN.test(text);
}

function columnsOfOne(character: string): number {
  if (isAscii(character)) return 1;
  if (!isMongolian(character)) return 2;
  return NO_WIDTH.test(character) ? 0 : 1;
}

/** Whether the printer's own font has it: four-byte characters and private ones are not in its memory. */
function isInFont(character: string, font: PrinterFont): boolean {
  if (isAscii(character)) return true;
  if (font === 'raster' || OUTSIDE_FONTS.test(character)) return false;
  if (font === 'gbk-fs' && character === GBK_LACKS) return false;
  return iconv.encode(character, 'gb18030').length === 2;
}

function isAscii(character: string): boolean {
  return character.length === 1 && character.charCodeAt(0) < 0x80;
}
