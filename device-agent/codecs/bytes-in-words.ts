import { buttonZh, wireWordsZh } from '../locales/zh/wire-words.ts';
import type { DeviceProfile, FrameProfile, HidProfile } from '../profiles/profile.ts';
import type { Frame, FrameDecoder } from './frame.ts';
import { encodeHidOutput, hidReportDecoder } from './hid-report-codec.ts';
import { frameDecoder } from './framed-codec.ts';
import { printerInWords } from './printer-in-words.ts';

export type WireDirection = 'to-device' | 'from-device';

export interface ByteWords {
  /** Whether the bytes may be shown; what is a person's or a ticket's own may not. */
  shown: boolean;
  /** Whether the profile knows a frame or a reply among them. */
  known: boolean;
  /** One Chinese sentence a frame or reply. */
  means: string[];
}

/** Reads along on one device's line, for people: it changes nothing and asks nothing. */
export interface BytesInWords {
  /** The next bytes; `at` in ms on any clock, the same one at each call. */
  read(direction: WireDirection, bytes: Uint8Array, at: number): ByteWords;
}

/** What passes the line of a device of this profile, in words. */
export function bytesInWords(profile: DeviceProfile): BytesInWords {
  if (profile.kind === 'printer') return printerInWords();
  return profile.speaks === 'hid-reports' ? reportsInWords(profile) : framesInWords(profile);
}

function framesInWords(profile: FrameProfile): BytesInWords {
  const lines = { 'from-device': side(profile, 'host'), 'to-device': side(profile, 'device') };
  const secret = secretFrames(profile);
  return {
    read(direction, bytes, at) {
      const { frames, discarded } = lines[direction](bytes, at);
      const means = frames.map((frame) => frameWords(frame));
      const known = frames.length > 0;
      if (discarded > 0) means.push(wireWordsZh.discarded(discarded));
      if (direction === 'from-device') return { shown: profile.kind !== 'id-card-reader', known, means };
      const open = known && frames.every(({ name }) => !secret.has(name));
      return { shown: secret.size === 0 || open, known, means };
    },
  };
}

/** Frames with a text for people. A window display shows it to the whole hall; an evaluator is told a clerk's name. */
function secretFrames({ kind, outbound }: FrameProfile): Set<string> {
  if (kind === 'window-display') return new Set();
  const withText = outbound.filter(({ data }) =>
    data.some((part) => !Array.isArray(part) && part.arg === 'text'),
  );
  return new Set(withText.map(({ name }) => name));
}

/** One direction of a line: what was held of a frame ends with the profile's silence, as it does for the driver. */
function side(
  profile: FrameProfile,
  reader: 'host' | 'device',
): (bytes: Uint8Array, at: number) => { frames: Frame[]; discarded: number } {
  const decoder: FrameDecoder = frameDecoder(profile, reader);
  let lastAt = -Infinity;
  return (bytes, at) => {
    const before = decoder.counters.discardedBytes;
    const late = at - lastAt > profile.interByteTimeoutMs ? decoder.drop() : [];
    lastAt = at;
    const frames = [...late, ...decoder.push(bytes)];
    return { frames, discarded: decoder.counters.discardedBytes - before };
  };
}

function frameWords({ name, address, means }: Frame): string {
  const from = address === 0 ? '' : `${wireWordsZh.address(address)} `;
  if (means.event === 'rating') return from + wireWordsZh.rating(buttonZh(means.level));
  if (means.event === 'key') return from + wireWordsZh.key(means.key, means.digits ?? '');
  if (means.event === 'status') return from + wireWordsZh.status(means.status);
  if (means.event === 'card') return from + wireWordsZh.card;
  return from + wireWordsZh.event(means.event, name);
}

const GENERIC_DESKTOP = 0x01;

function reportsInWords(profile: HidProfile): BytesInWords {
  const decoder = hidReportDecoder(profile);
  // A keyboard also types what has nothing to do with the hall; a card reader in keyboard mode types the card.
  const shown = profile.usagePage !== GENERIC_DESKTOP;
  const prompts = profile.outbound.map(({ name }) => ({ name, report: encodeHidOutput(profile, name) }));
  return {
    read(direction, bytes) {
      if (direction === 'to-device') {
        const prompt = prompts.find(({ report }) => Buffer.from(report).equals(bytes));
        const known = prompt !== undefined;
        return { shown, known, means: known ? [wireWordsZh.prompt(prompt.name)] : [] };
      }
      const change = decoder.push(bytes);
      if (change === null) return { shown, known: false, means: [wireWordsZh.noButton] };
      const pressed = change.pressed.map(({ means }) => buttonZh(means)).join('、');
      const means = pressed === '' ? [] : [wireWordsZh.pressed(pressed)];
      if (change.released.length > 0) means.push(wireWordsZh.released);
      return { shown, known: true, means };
    },
  };
}
