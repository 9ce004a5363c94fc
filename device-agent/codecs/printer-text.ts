import iconv from 'iconv-lite';

/** What stands where the printer has no glyph. */
const MISSING_GLYPH = '□';

/** Private characters and halves of pairs: GB18030 has two bytes for some, and no font a picture. */
const OUTSIDE_FONTS = /[\p{Co}\p{Cs}]/u;

/** A line as a printer's own font takes it. */
export interface PrinterText {
  /** GB18030 of one or two bytes a character; what the font lacks stands as □. */
  bytes: Uint8Array;
  /** Characters outside the font, each once. */
  lacking: string[];
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
      .replace(/[\p{Cc}\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
      .replaceAll('¥', '￥')
      .replaceAll('•', '·')
  );
}

/** A text to the bytes between FS & and the line feed. Takes any text and makes it safe first. */
export function printerText(text: string): PrinterText {
  const safe = safeText(text);
  const whole = iconv.encode(safe, 'gb18030');
  // No character takes fewer bytes than columns, so that as many bytes as columns means none of four bytes.
  if (whole.length === columnsOf(safe) && !OUTSIDE_FONTS.test(safe)) return { bytes: whole, lacking: [] };
  const lacking = new Set<string>();
  const known = [...safe].map((character) => {
    if (isInFont(character)) return character;
    lacking.add(character);
    return MISSING_GLYPH;
  });
  return { bytes: iconv.encode(known.join(''), 'gb18030'), lacking: [...lacking] };
}

/** Columns a character takes in the printer's font: 1 for ASCII, 2 for all others. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (isAscii(character) ? 1 : 2), 0);
}

/** Whether the font of a GB18030 printer has it: four-byte characters and private ones are not in its memory. */
function isInFont(character: string): boolean {
  if (isAscii(character)) return true;
  return !OUTSIDE_FONTS.test(character) && iconv.encode(character, 'gb18030').length === 2;
}

function isAscii(character: string): boolean {
  return character.length === 1 && character.charCodeAt(0) < 0x80;
}
