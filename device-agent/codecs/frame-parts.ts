import type { KeypadKey, Level } from '@bandecheng/shared/vocabulary';
import { profileZh } from '../locales/zh/profile.ts';
import type { Colour, DataPart, ReaderStatus } from '../profiles/frame-messages.ts';
import { readText, textBytes } from './frame-text.ts';

/** What a frame's data is made of; each name takes its own. */
export interface FrameArgs {
  /** Address of the device on its line, 0 where its frames carry none. */
  address: number;
  level?: Level;
  key?: KeypadKey;
  status?: ReaderStatus;
  /** One byte, 0 to 255: of an acknowledgement, or in place of `level` to send one the profile does not know. */
  value?: number;
  /** What a keypad shows, or digits typed before a key. Only 0 to 9 and blanks. */
  digits?: string;
  /** What a display shows. What does not fit is refused, see `fitText`. */
  text?: string;
  /** Name and number of the clerk whom an evaluator shows. */
  clerk?: string;
  number?: string;
  /** Of all characters; absent: the usual one. */
  colour?: Colour;
  /** The whole data of an inbound frame, for whoever plays the device. */
  data?: Uint8Array | readonly number[];
}

/** What stands in a frame's data, for whoever plays the device. */
export type DataArgs = Pick<FrameArgs, 'value' | 'digits' | 'text' | 'clerk' | 'number' | 'colour'>;

/** The bytes of one part, or the reason why there are none. */
export function partBytes(part: DataPart, args: FrameArgs): number[] | string {
  if (Array.isArray(part)) return part;
  if (part.arg === 'value') return args.value === undefined ? profileZh.valueMissing : [args.value];
  if (part.arg === 'text')
    return textBytes(part, args[part.of] ?? '', args.colour) ?? profileZh.textDoesNotFit;
  const cells = (args.digits ?? '').padStart(part.min, ' ');
  if (!/^[0-9 ]*$/.test(cells) || cells.length > part.max) return profileZh.digitsDoNotFit;
  return [...cells].map((cell) => (cell === ' ' ? (part.blank[0] ?? 0) : Number(cell)));
}

/** What data says that was made from these parts; null where it was not. Only the last part may vary in length. */
export function readParts(parts: readonly DataPart[], data: Uint8Array): DataArgs | null {
  let args: DataArgs = {};
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const bytes = i === parts.length - 1 ? data.subarray(at) : data.subarray(at, at + partWidth(part));
    const said = readPart(part, bytes);
    if (said === null) return null;
    args = { ...args, ...said };
    at += bytes.length;
  }
  return at === data.length ? args : null;
}

/** Bytes of a part of one length. */
function partWidth(part: DataPart): number {
  if (Array.isArray(part)) return part.length;
  if (part.arg === 'value') return 1;
  return part.arg === 'text' ? part.width : part.max;
}

function readPart(part: DataPart, bytes: Uint8Array): DataArgs | null {
  if (Array.isArray(part))
    return bytes.length === part.length && part.every((byte, i) => bytes[i] === byte) ? {} : null;
  if (part.arg === 'value') return bytes.length === 1 ? { value: bytes[0] ?? 0 } : null;
  if (part.arg === 'text') {
    const read = readText(part, bytes);
    if (read === null || (part.pad !== undefined && bytes.length !== part.width)) return null;
    return { [part.of]: read.text, ...(read.colour === undefined ? {} : { colour: read.colour }) };
  }
  if (bytes.length < part.min || bytes.length > part.max) return null;
  const cells = [...bytes].map((cell) => (cell === part.blank[0] ? ' ' : String(cell)));
  return cells.every((cell) => /^[0-9 ]$/.test(cell)) ? { digits: cells.join('') } : null;
}
