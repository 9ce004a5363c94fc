import { partBytes } from '@bandecheng/device-agent/codecs/frame-parts';
import { fitText } from '@bandecheng/device-agent/codecs/frame-text';
import type { Frame, FrameSide } from '@bandecheng/device-agent/codecs/frame';
import { encodeFrame, type FrameArgs } from '@bandecheng/device-agent/codecs/framed-codec';
import {
  COLOURS,
  type InboundFrame,
  type OutboundFrame,
} from '@bandecheng/device-agent/profiles/frame-messages';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import type { Dice } from './dice.ts';

export interface Sent {
  bytes: number[];
  /** What a reader on the other side must make of it. */
  meaning: string;
  /** The data it must find, where its meaning does not tell. */
  data?: number[];
}

const CHARACTERS = [...'请到号窗口办理暂停服务正在ABC0123456789 -'];
/** Of a card: fewer would be the answer to another question. */
const CARD_BYTES = 260;

/** A frame that this side must read, with whatever the profile can say. */
export function randomFrame(profile: FrameProfile, side: FrameSide, dice: Dice): Sent {
  const address = randomAddress(profile, dice);
  if (side === 'device') {
    const frame = dice.pick(profile.outbound);
    const args = { address, ...hostSays(profile, frame, dice) };
    const data = frame.data.flatMap((part) => {
      const bytes = partBytes(part, args);
      return typeof bytes === 'string' ? [] : bytes;
    });
    return { bytes: [...encodeFrame(profile, frame.name, args)], meaning: `${address}`, data };
  }
  const frame = dice.pick(profile.inbound);
  const says = deviceSays(profile, frame, dice);
  const bytes = [...encodeFrame(profile, frame.name, { address, ...says })];
  const meaning = `${frame.name} ${address} ${says.level ?? says.key ?? ''}${says.digits ?? ''}`;
  return { bytes, meaning, ...(says.data === undefined ? {} : { data: [...says.data] }) };
}

/** The same of a frame that was read; a device may know what the host says by several names. */
export function meaningOf({ name, address, means }: Frame, side: FrameSide): string {
  if (side === 'device') return `${address}`;
  const said =
    means.event === 'rating' ? means.level : means.event === 'key' ? `${means.key}${means.digits ?? ''}` : '';
  return `${name} ${address} ${said}`;
}

function randomAddress(profile: FrameProfile, dice: Dice): number {
  const field = profile.layout.find(({ f }) => f === 'addr');
  if (field?.f !== 'addr') return 0;
  return dice.below(field.transform === 'split64' ? 4_096 : 256);
}

function hostSays(profile: FrameProfile, frame: OutboundFrame, dice: Dice): Omit<FrameArgs, 'address'> {
  const text = (of: 'text' | 'clerk' | 'number'): string => {
    const characters = Array.from({ length: dice.below(24) }, () => dice.pick(CHARACTERS));
    return fitText(profile, frame.name, characters.join(''), of);
  };
  return {
    value: dice.below(256),
    digits: Array.from({ length: dice.below(7) }, () => dice.pick([...'0123456789 '])).join(''),
    text: text('text'),
    clerk: text('clerk'),
    number: text('number'),
    colour: dice.pick(COLOURS),
  };
}

function deviceSays(profile: FrameProfile, frame: InboundFrame, dice: Dice): Omit<FrameArgs, 'address'> {
  if (frame.event === 'rating') return { level: dice.pick(Object.values(frame.values)) };
  if (frame.event === 'key') {
    const [pattern, key] = dice.pick(Object.entries(frame.values));
    const isTyped = pattern.startsWith('n ');
    return isTyped
      ? {
          key,
          digits: dice
            .bytes(3)
            .map((byte) => byte % 10)
            .join(''),
        }
      : { key };
  }
  if (frame.event === 'card') return { data: dice.bytes(dice.once(10) ? 1_284 : CARD_BYTES) };
  if (frame.data !== undefined) return {};
  const layout = (frame.layout === undefined ? undefined : profile.layouts[frame.layout]) ?? profile;
  const count =
    layout.fixedLength === undefined ? dice.below(Math.min(layout.maxData, 8) + 1) : layout.maxData;
  // An end mark, A5 AA, cannot stand in data.
  return { data: dice.bytes(count).map((byte) => byte & 0x7f) };
}
