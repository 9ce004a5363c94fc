import iconv from 'iconv-lite';
import { COLOURS, type Colour, type TextName, type TextPart } from '../profiles/frame-messages.ts';
import type { FrameProfile } from '../profiles/frame-profile.ts';
import { safeText } from './printer-text.ts';

/** Columns of a frame's text; null where the profile has no such frame or it takes no such text. */
export function textColumns(profile: FrameProfile, name: string, of: TextName = 'text'): number | null {
  return textPart(profile, name, of)?.width ?? null;
}

/**
 * A text as this frame can say it: without control characters, cut behind the last character that fits, and with a
 * question mark for each one that the encoding lacks or whose bytes would break the frame. Unchanged where the
 * frame takes no such text.
 */
export function fitText(profile: FrameProfile, name: string, text: string, of: TextName = 'text'): string {
  const part = textPart(profile, name, of);
  if (part === null) return text;
  let columns = 0;
  let fitted = '';
  for (const character of safeText(text)) {
    const sayable = characterBytes(part, character) === null ? substitute(part) : character;
    columns += characterBytes(part, sayable)?.length ?? 0;
    if (columns > part.width) break;
    fitted += sayable;
  }
  return fitted;
}

function textPart(profile: FrameProfile, name: string, of: TextName): TextPart | null {
  const parts = profile.outbound.find((frame) => frame.name === name)?.data ?? [];
  for (const part of parts) if (!Array.isArray(part) && part.arg === 'text' && part.of === of) return part;
  return null;
}

/**
 * The bytes of a text; null where it does not fit or has a character that the part cannot carry. A colour that the
 * part has not becomes its first one.
 */
export function textBytes(part: TextPart, text: string, colour: Colour | undefined): number[] | null {
  const { colours: ofPart = {} } = part;
  const colours = (colour && ofPart[colour]) ?? Object.values(ofPart)[0] ?? [];
  const characters = [...text].map((character) => characterBytes(part, character));
  if (characters.includes(null)) return null;
  const columns = characters.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
  if (columns > part.width) return null;
  const filling =
    part.pad === undefined ? [] : new Array<number>(part.width - columns).fill(part.pad[0] ?? 0);
  return [...characters.flatMap((bytes) => [...(bytes ?? []), ...colours]), ...filling];
}

/** The text and colour that such bytes carry; null where they are none of this part's. */
export function readText(part: TextPart, bytes: Uint8Array): { text: string; colour?: Colour } | null {
  const colourOf = new Map(
    COLOURS.flatMap((colour): [number, Colour][] => {
      const [byte] = part.colours?.[colour] ?? [];
      return byte === undefined ? [] : [[byte, colour]];
    }),
  );
  let text: number[] = [];
  let colour: Colour | undefined;
  for (let at = 0; at < bytes.length;) {
    const width = (bytes[at] ?? 0) < 0x80 || part.encoding === 'ascii' ? 1 : 2;
    if (at + width > bytes.length) return null;
    text = [...text, ...bytes.subarray(at, at + width)];
    at += width;
    if (part.colours === undefined) continue;
    const seen = colourOf.get(bytes[at] ?? -1);
    if (seen === undefined) return null;
    colour ??= seen;
    at += 1;
  }
  if (text.length > part.width) return null;
  const [pad] = part.pad ?? [];
  while (text.length > 0 && text.at(-1) === pad) text.pop();
  const decoded = iconv.decode(Buffer.from(text), part.encoding);
  if (/[\ufffd\p{Cc}]/u.test(decoded)) return null;
  return colour === undefined ? { text: decoded } : { text: decoded, colour };
}

/** One or two bytes; null for what the encoding lacks, what such displays have no picture of, and forbidden bytes. */
function characterBytes({ encoding, forbid }: TextPart, character: string): number[] | null {
  const isAscii = /^[\x20-\x7e]$/.test(character);
  if (!isAscii && encoding === 'ascii') return null;
  const bytes = [...iconv.encode(character, encoding)];
  if (bytes.length > 2 || (!isAscii && bytes.length !== 2)) return null;
  return bytes.some((byte) => forbid.includes(byte)) ? null : bytes;
}

/** What stands for a character that cannot be said. */
function substitute(part: TextPart): string {
  return characterBytes(part, '?') === null ? ' ' : '?';
}
