import type { Level } from '@bandecheng/shared/vocabulary';
import { hexByte } from '../codecs/byte-difference.ts';
import type { Frame } from '../codecs/frame.ts';
import { frameDecoder } from '../codecs/framed-codec.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { SerialLine } from '../profiles/profile-parts.ts';
import { frameShape, layoutOf } from './frame-shape.ts';

/** What came for one press of one button, up to the silence behind it. */
export interface RecordedPress {
  level: Level;
  bytes: readonly number[];
}

export interface ProfileHead {
  id: string;
  title: string;
  /** What the vectors were recorded from, and when. */
  reference: string;
  serial: SerialLine;
}

/** A profile as its file says it, and what else agent.json needs; or why there is none, in Chinese. */
export type Learned =
  | {
      ok: true;
      /** Null: the device is the model `like` as it stands. */
      profile: Record<string, unknown> | null;
      /** Null: its frames bear none. */
      address: number | null;
      /** The model whose framing it has. */
      like: string | null;
    }
  | { ok: false; reason: string };

interface PressedFrame {
  level: Level;
  frame: readonly number[];
  data: readonly number[];
}

/** Vectors a profile must have at least. */
const LEAST_VECTORS = 3;
/** A press sent again within so long is the device's own repetition, ms; it is not known how long it repeats. */
const DEDUPE_MS = 3_000;

/**
 * The key map of an evaluator from its buttons pressed in order, each at least twice. `families`: profiles whose
 * framing may be this device's; a frame of one of them keeps its layout, acknowledgement and prompts.
 */
export function learnFrames(
  presses: readonly RecordedPress[],
  families: Iterable<FrameProfile>,
  head: ProfileHead,
): Learned {
  const likes = [...families]
    .filter(({ kind }) => kind === 'evaluator')
    .flatMap((family) => learnLike(family, presses, head) ?? []);
  const known = likes.find((learned) => learned.ok && learned.profile === null);
  return known ?? likes[0] ?? learnUnknown(presses, head);
}

/** Null: the bytes are not frames of this family. */
function learnLike(
  family: FrameProfile,
  presses: readonly RecordedPress[],
  head: ProfileHead,
): Learned | null {
  const rating = family.inbound.find(({ event }) => event === 'rating');
  if (rating?.event !== 'rating' || !family.layout.some(({ f }) => f === 'ck')) return null;
  const { name, cmd, layout } = rating;
  const any = { name, cmd, event: 'other', ...(layout === undefined ? {} : { layout }) } as const;
  const pressed: PressedFrame[] = [];
  let address: number | null = null;
  for (const { level, bytes } of presses) {
    const found = firstFrame({ ...family, inbound: [any] }, bytes);
    if (found === null) return null;
    if (address !== null && address !== found.address) return refuse(wizardZh.severalAddresses);
    address = found.address;
    pressed.push({ level, frame: found.frame, data: found.data });
  }
  const clash = findClash(pressed);
  if (clash !== null) return refuse(clash);
  const values = valuesOf(pressed);
  const device = { address: hasAddress(family) ? address : null, like: family.id };
  if (sameValues(values, rating.values)) return { ok: true, profile: null, ...device };
  const { usb: _, ...framing } = family;
  const own = {
    ...framing,
    inbound: family.inbound.map((frame) => (frame === rating ? { ...rating, values } : frame)),
  };
  const sent = family.vectors.filter(({ dir }) => dir === 'out');
  const profile = {
    ...(asWritten(own) as Record<string, unknown>),
    ...headFields(head, wizardZh.likeNote(family.id)),
    vectors: [...vectorsOf(pressed, name, address ?? 0), ...(asWritten(sent) as unknown[])],
  };
  return { ok: true, profile, ...device };
}

function learnUnknown(presses: readonly RecordedPress[], head: ProfileHead): Learned {
  const pressed = presses.map(({ level, bytes }) => {
    const frame = onceOf(bytes);
    return { level, frame, data: frame };
  });
  const lengths = [...new Set(pressed.map(({ frame }) => frame.length))];
  if (lengths.length > 1) return refuse(wizardZh.severalLengths(lengths.sort((a, b) => a - b).join('、')));
  const clash = findClash(pressed);
  if (clash !== null) return refuse(clash);
  const frames = distinct(pressed).map(({ frame }) => frame);
  const shape = frameShape(frames);
  const [first = []] = frames;
  if (shape === null || first.length < 2) return refuse(wizardZh.nothingFixed);
  const { from, to } = shape.data;
  const withData = pressed.map(({ level, frame }) => ({ level, frame, data: frame.slice(from, to + 1) }));
  const profile = {
    ...headFields(head, wizardZh.unknownNote(shape.checksum?.kind ?? null)),
    kind: 'evaluator',
    interByteTimeoutMs: 50,
    layout: asWritten(layoutOf(shape, first)),
    fixedLength: shape.length,
    maxData: to - from + 1,
    inbound: [{ name: 'rating', event: 'rating', values: valuesOf(withData) }],
    dedupeWindowMs: DEDUPE_MS,
    vectors: vectorsOf(withData, 'rating', 0),
  };
  return { ok: true, profile, address: null, like: null };
}

/** Why these presses cannot be told apart; null when they can. */
function findClash(pressed: readonly PressedFrame[]): string | null {
  for (const one of pressed)
    for (const other of pressed) {
      const same = hexOf(one.data) === hexOf(other.data);
      if (one.level === other.level && !same)
        return wizardZh.sameButtonDiffers(one.level, differingPlace(one.data, other.data));
      if (one.level !== other.level && same) return wizardZh.buttonsAlike(one.level, other.level);
    }
  return null;
}

/** The first byte, counted from 1, in which two differ. */
function differingPlace(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  return (at < 0 ? one.length : at) + 1;
}

/** A frame that a device sent several times without a pause, once. */
function onceOf(bytes: readonly number[]): readonly number[] {
  for (let length = 2; length <= bytes.length / 2; length++)
    if (bytes.length % length === 0 && bytes.every((byte, i) => byte === bytes[i % length]))
      return bytes.slice(0, length);
  return bytes;
}

/** The first frame among the bytes, as it was on the wire; null where there is none. */
function firstFrame(
  profile: FrameProfile,
  bytes: readonly number[],
): { address: number; data: number[]; frame: readonly number[] } | null {
  const read = (from: number, to: number): Frame | undefined => {
    const decoder = frameDecoder(profile, 'host');
    return decoder.push(Uint8Array.from(bytes.slice(from, to)))[0];
  };
  const to = bytes.findIndex((_, i) => read(0, i + 1) !== undefined) + 1;
  let from = to;
  let found: Frame | undefined;
  while (found === undefined && from > 0) found = read(--from, to);
  if (found === undefined) return null;
  return { address: found.address, data: [...found.data], frame: bytes.slice(from, to) };
}

function valuesOf(pressed: readonly PressedFrame[]): Record<string, Level> {
  return Object.fromEntries(distinct(pressed).map(({ data, level }) => [hexOf(data), level]));
}

function sameValues(one: Record<string, Level>, other: Record<string, Level>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** The recorded frames as vectors, each once, or again where there would be too few. */
function vectorsOf(pressed: readonly PressedFrame[], name: string, address: number): unknown[] {
  const once = distinct(pressed);
  const enough = once.length < LEAST_VECTORS ? pressed : once;
  return enough.map(({ frame, level }) => ({
    dir: 'in',
    hex: hexOf(frame),
    means: { name, address, level },
  }));
}

function distinct(pressed: readonly PressedFrame[]): PressedFrame[] {
  return pressed.filter(({ level }, i) => pressed.findIndex((other) => other.level === level) === i);
}

function headFields({ id, title, reference, serial }: ProfileHead, note: string): Record<string, unknown> {
  return { id, title, source: { reference, verifiedOn: 'device', note }, serial };
}

/** A value of a read profile as its file writes it: bytes as hexadecimal text, nothing that is the default. */
function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) {
    const bytes = value.length > 0 && value.every((item) => typeof item === 'number');
    return bytes ? hexOf(value) : value.map(asWritten);
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, field]) => !(Array.isArray(field) && field.length === 0));
  return Object.fromEntries(kept.map(([name, field]) => [name, asWritten(field)]));
}

function hexOf(bytes: readonly number[]): string {
  return bytes.map(hexByte).join(' ');
}

function refuse(reason: string): Learned {
  return { ok: false, reason };
}
