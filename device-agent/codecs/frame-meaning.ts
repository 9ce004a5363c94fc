import type { InboundFrame, OutboundFrame } from '../profiles/frame-messages.ts';
import type { FrameProfile } from '../profiles/frame-profile.ts';
import type { Layout } from '../profiles/frame-fields.ts';
import { dataPattern, fillPattern, matchData, type DataPattern } from './data-pattern.ts';
import type { Frame, FrameMeaning, FrameSide } from './frame.ts';
import { readParts, type FrameArgs } from './frame-parts.ts';
import type { RawFrame } from './frame-layout.ts';

/** A command's bytes as the number they are on the wire; 0 where there are none. */
export function commandNumber(cmd: readonly number[]): number {
  return cmd.reduce((value, byte) => value * 256 + byte, 0);
}

/** How a frame lies on the wire. */
export function layoutOf(profile: FrameProfile, frame: Pick<InboundFrame, 'layout'>): Layout {
  return (frame.layout === undefined ? undefined : profile.layouts[frame.layout]) ?? profile;
}

/** Names the frames of one layout; null for a frame the profile does not know. */
type Naming = (raw: RawFrame) => Frame | null;
type Reader = (raw: RawFrame) => { name: string; means: FrameMeaning } | null;

/** The layouts that one side reads, each with the names of its frames, in the order of the profile. */
export function frameMeanings(profile: FrameProfile, side: FrameSide): Map<Layout, Naming> {
  const readers = new Map<Layout, Reader[]>();
  for (const [frame, reader] of side === 'host' ? hostReaders(profile) : deviceReaders(profile)) {
    const layout = layoutOf(profile, frame);
    readers.set(layout, [...(readers.get(layout) ?? []), reader]);
  }
  return new Map([...readers].map(([layout, own]) => [layout, namingBy(own)]));
}

function namingBy(readers: readonly Reader[]): Naming {
  return (raw) => {
    for (const read of readers) {
      const known = read(raw);
      if (known !== null) return { ...known, address: raw.address, data: raw.data };
    }
    return null;
  };
}

type FrameReader = [InboundFrame | OutboundFrame, Reader];

function hostReaders({ inbound }: FrameProfile): FrameReader[] {
  return inbound.map((frame) => [frame, inboundReader(frame)]);
}

function deviceReaders({ ack, inbound, outbound }: FrameProfile): FrameReader[] {
  const readers = outbound.map((frame): FrameReader => [frame, outboundReader(frame)]);
  if (ack?.reply !== 'echo') return readers;
  const echoes = inbound
    .filter((frame) => frame.name === ack.when)
    .map((frame): FrameReader => {
      const read = inboundReader(frame);
      return [frame, (raw) => (read(raw) === null ? null : { name: 'ack', means: { event: 'ack' } })];
    });
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
function inboundMeanings(frame: InboundFrame): PatternMeaning[] {
  const any = (data: string | undefined): DataPattern | null =>
    data === undefined ? null : dataPattern(data);
  const meanings = ((): PatternMeaning[] => {
    switch (frame.event) {
      case 'rating':
        return Object.entries(frame.values).map(([text, level]) => ({
          pattern: dataPattern(text),
          means: { event: 'rating', level },
        }));
      case 'key':
        return Object.entries(frame.values).map(([text, key]) => ({
          pattern: dataPattern(text),
          means: { event: 'key', key },
        }));
      case 'status':
        return [{ pattern: any(frame.data), means: { event: 'status', status: frame.status } }];
      case 'card':
        return [{ pattern: null, means: { event: 'card' } }];
      default:
        return [{ pattern: any(frame.data), means: { event: frame.event } }];
    }
  })();
  const last = ({ pattern }: PatternMeaning) => Number(pattern?.digitsFirst ?? false);
  return meanings.sort((a, b) => last(a) - last(b));
}

/** Data of an inbound frame that means this; null where the profile has no pattern for it. */
export function inboundData(frame: InboundFrame, wanted: FrameArgs): number[] | null {
  for (const { pattern, means } of inboundMeanings(frame)) {
    if (means.event === 'rating' && means.level !== wanted.level) continue;
    if (means.event === 'key' && means.key !== wanted.key) continue;
    if (means.event === 'status' && means.status !== (wanted.status ?? means.status)) continue;
    const data = pattern === null ? [] : fillPattern(pattern, wanted.digits);
    if (data !== null) return data;
  }
  return null;
}

function outboundReader(frame: OutboundFrame): Reader {
  const cmd = commandNumber(frame.cmd);
  return (raw) => {
    if (raw.cmd !== cmd || readParts(frame.data, raw.data) === null) return null;
    return { name: frame.name, means: { event: frame.event } };
  };
}
