import { HallError } from '@bandecheng/shared/errors';
import type { KeypadKey, Level } from '@bandecheng/shared/vocabulary';
import { profileZh } from '../locales/zh/profile.ts';
import type { DataPart, FrameProfile } from '../profiles/frame-profile.ts';
import type { Frame, FrameDecoder, FrameSide } from './frame.ts';
import { fixedDataLength, layOut, matchLayout } from './frame-layout.ts';
import { commandNumber, frameMeanings, inboundData } from './frame-meaning.ts';

/** A decoder for one line. It holds at most one frame of the profile's longest kind. */
export function frameDecoder(profile: FrameProfile, side: FrameSide): FrameDecoder {
  const meaningOf = frameMeanings(profile, side);
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
      const match = matchLayout(profile, side, bytes, at);
      if (match === 'more' && moreMayCome) break;
      const known = typeof match === 'object' ? meaningOf(match.frame) : null;
      if (known !== null && typeof match === 'object') {
        frames.push(known);
        counters.frames += 1;
        unknownLeft = 0;
        at += match.length;
        continue;
      }
      if (match === 'bad-checksum') counters.badChecksums += 1;
      if (typeof match === 'object' && unknownLeft === 0) {
        counters.unknownFrames += 1;
        unknownLeft = match.length;
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
    counters,
  };
}

/** What a frame's data is made of; each name takes its own. */
export interface FrameArgs {
  /** Address of the device on its line. */
  address: number;
  level?: Level;
  key?: KeypadKey;
  /** One byte, 0 to 255: of an acknowledgement, or in place of `level` to send one the profile does not know. */
  value?: number;
  /** What a keypad shows, or digits typed before a key. Only 0 to 9 and blanks. */
  digits?: string;
}

/**
 * The bytes of a frame by its name in the profile: an outbound one, or an inbound one for whoever plays the device.
 * Throws `profile-invalid` where the profile has no such frame or cannot say this with it.
 */
export function encodeFrame(profile: FrameProfile, name: string, args: FrameArgs): Uint8Array {
  const outbound = profile.outbound.find((frame) => frame.name === name);
  const inbound = profile.inbound.find((frame) => frame.name === name);
  if (outbound !== undefined) {
    const data = outbound.data.flatMap((part) => outboundBytes(profile, name, part, args));
    return frameBytes(profile, outbound, args.address, data);
  }
  if (inbound === undefined) throw cannotSay(profile, name, profileZh.noSuchFrame(name));
  const data = args.value === undefined ? inboundData(inbound, args) : [args.value];
  if (data === null) throw cannotSay(profile, name, profileZh.noSuchMeaning);
  return frameBytes(profile, inbound, args.address, data);
}

/** Whether the profile has a frame of this name: not every evaluator takes a prompt, not every keypad shows. */
export function hasFrame(profile: FrameProfile, name: string): boolean {
  return [...profile.outbound, ...profile.inbound].some((frame) => frame.name === name);
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

function frameBytes(
  profile: FrameProfile,
  frame: { name: string; cmd: number[] },
  address: number,
  data: number[],
): Uint8Array {
  const length = fixedDataLength(profile) ?? data.length;
  if (data.length > profile.maxData || data.length !== length)
    throw cannotSay(profile, frame.name, profileZh.dataLengthWrong);
  const addressField = profile.layout.find((field) => field.f === 'addr');
  if (address < 0 || address >= 256 ** (addressField?.w ?? 2))
    throw cannotSay(profile, frame.name, profileZh.addressWrong);
  return layOut(profile, { address, cmd: commandNumber(frame.cmd), data: Uint8Array.from(data) });
}

function outboundBytes(profile: FrameProfile, name: string, part: DataPart, args: FrameArgs): number[] {
  if (Array.isArray(part)) return part;
  if (part.arg === 'value') {
    if (args.value === undefined) throw cannotSay(profile, name, profileZh.valueMissing);
    return [args.value];
  }
  const cells = (args.digits ?? '').padStart(part.min, ' ');
  if (!/^[0-9 ]*$/.test(cells) || cells.length > part.max)
    throw cannotSay(profile, name, profileZh.digitsDoNotFit);
  return [...cells].map((cell) => (cell === ' ' ? (part.blank[0] ?? 0) : Number(cell)));
}

function cannotSay(profile: FrameProfile, name: string, reason: string): HallError {
  return new HallError('profile-invalid', `${profile.id}/${name}`, reason);
}
