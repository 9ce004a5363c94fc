/** A character as it stands on paper. */
export interface Glyph {
  character: string;
  /** Columns of the ordinary width: 2 for a Chinese character. */
  columns: 1 | 2;
}

const gb = new TextDecoder('gb18030');
const western = new TextDecoder('windows-1252');

const isLead = (byte: number): boolean => byte >= 0x81 && byte <= 0xfe;
const isTrail = (byte: number): boolean => (byte >= 0x40 && byte <= 0x7e) || (byte >= 0x80 && byte <= 0xfe);

/**
 * Bytes to characters as a printer has them: two bytes a Chinese character behind FS &, western ones without it.
 * What a printer's font lacks is □; of a four-byte character it prints the digits, as real ones do.
 */
export function printedText(bytes: Uint8Array, chinese: boolean): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80 || !chinese) {
      glyphs.push({ character: western.decode(Uint8Array.of(byte)), columns: 1 });
      continue;
    }
    const trail = bytes[at + 1];
    if (!isLead(byte) || trail === undefined || !isTrail(trail)) {
      glyphs.push({ character: '□', columns: 1 });
      continue;
    }
    glyphs.push({ character: inFont(gb.decode(Uint8Array.of(byte, trail))), columns: 2 });
    at += 1;
  }
  return glyphs;
}

/** Cells of the user-defined areas are empty in a printer. */
function inFont(character: string): string {
  return /^[\ufffd\ue000-\uf8ff]/u.test(character) ? '□' : character;
}
