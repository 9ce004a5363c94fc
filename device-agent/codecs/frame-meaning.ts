import type { FrameProfile, InboundFrame, OutboundFrame } from '../profiles/frame-profile.ts';
import type { Frame, FrameMeaning, FrameSide } from './frame.ts';
import type { RawFrame } from './frame-layout.ts';
import { dataPattern, fillPattern, matchData, type DataPattern } from './data-pattern.ts';

/** A command's bytes as the number they are on the wire. */
export function commandNumber(cmd: readonly number[]): number {
  return cmd.reduce((value, byte) => value * 256 + byte, 0);
}

/** The names of a profile's frames as one side reads them; null for a frame the profile does not know. */
export function frameMeanings(profile: FrameProfile, side: FrameSide): (raw: RawFrame) => Frame | null {
  const readers =
    side === 'host' ? profile.inbound.map(inboundReader) : deviceReaders(profile, profile.outbound);
  return (raw) => {
    for (const read of readers) {
      const known = read(raw);
      if (known !== null) return { ...known, address: raw.address, data: raw.data };
    }
    return null;
  };
}

type Reader = (raw: RawFrame) => { name: string; means: FrameMeaning } | null;

function deviceReaders(profile: FrameProfile, outbound: readonly OutboundFrame[]): Reader[] {
  const readers = outbound.map(outboundReader);
  const ack = profile.ack;
  if (ack?.reply !== 'echo') return readers;
  const echoed = profile.inbound.filter((frame) => frame.name === ack.when).map(inboundReader);
  const echoes = echoed.map<Reader>(
    (read) => (raw) => (read(raw) === null ? null : { name: 'ack', means: { event: 'ack' } }),
  );
  return [...readers, ...echoes];
}

function inboundReader(frame: InboundFrame): Reader {
  const cmd = commandNumber(frame.cmd);
  const meanings = inboundMeanings(frame);
  return (raw) => {
    if (raw.cmd !== cmd) return null;
    for (const { pattern, means } of meanings) {
      const match = pattern === null ? { digits: '' } : matchData(pattern, raw.data);
      if (match === null) continue;
      const digits = means.event === 'key' && match.digits !== '' ? { digits: match.digits } : {};
      return { name: frame.name, means: { ...means, ...digits } };
    }
    return null;
  };
}

interface PatternMeaning {
  /** Null: any data. */
  pattern: DataPattern | null;
  means: FrameMeaning;
}

/** What an inbound frame can mean, patterns with digits last. */
export function inboundMeanings(frame: InboundFrame): PatternMeaning[] {
  const meanings: PatternMeaning[] = [];
  if (frame.event === 'rating')
    for (const [text, level] of Object.entries(frame.values))
      meanings.push({ pattern: dataPattern(text), means: { event: 'rating', level } });
  else if (frame.event === 'key')
    for (const [text, key] of Object.entries(frame.values))
      meanings.push({ pattern: dataPattern(text), means: { event: 'key', key } });
  else
    meanings.push({
      pattern: frame.data === undefined ? null : dataPattern(frame.data),
      means: { event: frame.event },
    });
  const last = ({ pattern }: PatternMeaning) => Number(pattern?.digitsFirst ?? false);
  return meanings.sort((a, b) => last(a) - last(b));
}

/** Data of an inbound frame that means this; null where the profile has no pattern for it. */
export function inboundData(
  frame: InboundFrame,
  wanted: { level?: string | undefined; key?: string | undefined; digits?: string | undefined },
): number[] | null {
  for (const { pattern, means } of inboundMeanings(frame)) {
    if (means.event === 'rating' && means.level !== wanted.level) continue;
    if (means.event === 'key' && means.key !== wanted.key) continue;
    const data = pattern === null ? [] : fillPattern(pattern, wanted.digits);
    if (data !== null) return data;
  }
  return null;
}

function outboundReader(frame: OutboundFrame): Reader {
  const cmd = commandNumber(frame.cmd);
  return (raw) => {
    if (raw.cmd !== cmd || !fitsParts(frame.data, raw.data)) return null;
    return { name: frame.name, means: { event: frame.event } };
  };
}

/** Whether data could have been made from these parts. Only the last part may vary in length. */
function fitsParts(parts: OutboundFrame['data'], data: Uint8Array): boolean {
  let at = 0;
  for (const part of parts) {
    if (Array.isArray(part)) {
      if (!part.every((byte, i) => data[at + i] === byte)) return false;
      at += part.length;
    } else if (part.arg === 'value') {
      at += 1;
    } else {
      const cells = data.subarray(at);
      if (cells.length < part.min || cells.length > part.max) return false;
      if (!cells.every((cell) => cell <= 9 || cell === part.blank[0])) return false;
      at = data.length;
    }
  }
  return at === data.length;
}
