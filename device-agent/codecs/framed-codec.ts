import { HallError } from '@bandecheng/shared/errors';
import { profileZh } from '../locales/zh/profile.ts';
import type { InboundFrame, OutboundFrame } from '../profiles/frame-messages.ts';
import type { FrameProfile } from '../profiles/frame-profile.ts';
import type { Frame, FrameDecoder, FrameSide } from './frame.ts';
import { canHoldData, hasPlaceFor, layOut } from './frame-layout.ts';
import { commandNumber, frameMeanings, inboundData, layoutOf } from './frame-meaning.ts';
import { layoutReader } from './layout-reader.ts';
import { partBytes, readParts, type DataArgs, type FrameArgs } from './frame-parts.ts';

export type { FrameArgs } from './frame-parts.ts';

/** The best of what several layouts make of one place. */
type Match = { known: Frame; length: number } | { unknown: number } | 'more' | 'bad-checksum' | 'none';

/** A decoder for one line. It holds less than one frame of the profile's longest kind. */
export function frameDecoder(profile: FrameProfile, side: FrameSide): FrameDecoder {
  const match = frameMatcher(profile, side);
  const counters = { frames: 0, discardedBytes: 0, badChecksums: 0, unknownFrames: 0 };
  let held = new Uint8Array(0);
  // Bytes still to pass of a well-formed frame that nobody knows: they are not noise, yet may hide a known frame.
  let unknownLeft = 0;

  function skipByte(): void {
    if (unknownLeft > 0) unknownLeft -= 1;
    else counters.discardedBytes += 1;
  }

  function read(bytes: Uint8Array, moreMayCome: boolean): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < bytes.length) {
      const found = match(bytes, at);
      if (found === 'more' && moreMayCome) break;
      if (typeof found === 'object' && 'known' in found) {
        frames.push(found.known);
        counters.frames += 1;
        unknownLeft = 0;
        at += found.length;
        continue;
      }
      if (found === 'bad-checksum') counters.badChecksums += 1;
      if (typeof found === 'object' && unknownLeft === 0) {
        counters.unknownFrames += 1;
        unknownLeft = found.unknown;
      }
      skipByte();
      at += 1;
    }
    held = bytes.slice(at);
    return frames;
  }

  return {
    push(chunk) {
      const bytes = new Uint8Array(held.length + chunk.length);
      bytes.set(held);
      bytes.set(chunk, held.length);
      return read(bytes, true);
    },
    drop: () => read(held, false),
    get heldBytes() {
      return held.length;
    },
    counters,
  };
}

/** A known frame goes before the beginning of another, and that before a whole one that nobody knows. */
function frameMatcher(profile: FrameProfile, side: FrameSide): (bytes: Uint8Array, at: number) => Match {
  const layouts = [...frameMeanings(profile, side)].map(([layout, nameOf]) => ({
    read: layoutReader(layout, side),
    nameOf,
  }));
  return (bytes, at) => {
    let best: Exclude<Match, { known: Frame }> = 'none';
    for (const { read, nameOf } of layouts) {
      const found = read(bytes, at);
      if (typeof found === 'object') {
        const known = nameOf(found.frame);
        if (known !== null) return { known, length: found.length };
        if (best !== 'more') best = { unknown: found.length };
      } else if (found === 'more' || best === 'none') best = found;
    }
    return best;
  };
}

/**
 * The bytes of a frame by its name in the profile: an outbound one, or an inbound one for whoever plays the device.
 * Throws `profile-invalid` where the profile has no such frame or cannot say this with it.
 */
export function encodeFrame(profile: FrameProfile, name: string, args: FrameArgs): Uint8Array {
  const outbound = profile.outbound.find((frame) => frame.name === name);
  const inbound = profile.inbound.find((frame) => frame.name === name);
  if (outbound !== undefined)
    return frameBytes(profile, outbound, args.address, outboundData(profile, outbound, args));
  if (inbound === undefined) throw cannotSay(profile, name, profileZh.noSuchFrame(name));
  const data = args.data ?? (args.value === undefined ? inboundData(inbound, args) : [args.value]);
  if (data === null) throw cannotSay(profile, name, profileZh.noSuchMeaning);
  return frameBytes(profile, inbound, args.address, [...data]);
}

/** Whether the profile has a frame of this name: not every evaluator takes a prompt, not every keypad shows. */
export function hasFrame(profile: FrameProfile, name: string): boolean {
  return [...profile.outbound, ...profile.inbound].some((frame) => frame.name === name);
}

/** What a frame from the host says, for whoever plays the device: the text shown, the value acknowledged. */
export function readArgs(profile: FrameProfile, { name, data }: Frame): DataArgs {
  const frame = profile.outbound.find((frame) => frame.name === name);
  return (frame && readParts(frame.data, data)) ?? {};
}

/** What the host owes the device for this frame: null where the profile owes nothing for it. */
export function encodeAck(profile: FrameProfile, frame: Frame): Uint8Array | null {
  const { ack } = profile;
  if (ack === undefined || ack.when !== frame.name) return null;
  if (ack.reply === 'echo') {
    const echoed = profile.inbound.find((inbound) => inbound.name === frame.name);
    return echoed === undefined ? null : frameBytes(profile, echoed, frame.address, [...frame.data]);
  }
  return encodeFrame(profile, ack.reply.outbound, { address: frame.address, value: frame.data[0] ?? 0 });
}

function outboundData(profile: FrameProfile, frame: OutboundFrame, args: FrameArgs): number[] {
  return frame.data.flatMap((part) => {
    const bytes = partBytes(part, args);
    if (typeof bytes === 'string') throw cannotSay(profile, frame.name, bytes);
    return bytes;
  });
}

function frameBytes(
  profile: FrameProfile,
  frame: InboundFrame | OutboundFrame,
  address: number,
  data: number[],
): Uint8Array {
  const layout = layoutOf(profile, frame);
  if (!canHoldData(layout, data)) throw cannotSay(profile, frame.name, profileZh.dataDoesNotFit);
  if (!hasPlaceFor(layout, address)) throw cannotSay(profile, frame.name, profileZh.addressWrong);
  return layOut(layout, { address, cmd: commandNumber(frame.cmd), data: Uint8Array.from(data) });
}

function cannotSay(profile: FrameProfile, name: string, reason: string): HallError {
  return new HallError('profile-invalid', `${profile.id}/${name}`, reason);
}
