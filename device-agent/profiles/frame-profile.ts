import * as z from 'zod';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { HexBytes, profileHead, SerialLine } from './profile-parts.ts';

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, '须为小写字母、数字和横线');
const Span = z.tuple([Name, Name]);

/** The fields of a frame in the order of the wire. `covers` names the first and the last field counted. */
export const Field = z.discriminatedUnion('f', [
  z.strictObject({
    f: z.literal('const'),
    id: Name,
    bytes: HexBytes,
    /** Readers that also take a frame without these bytes. */
    optionalFor: z.array(z.enum(['host', 'device'])).optional(),
  }),
  z.strictObject({
    f: z.literal('len'),
    id: Name,
    w: z.literal([1, 2]),
    e: z.enum(['be', 'le']).default('be'),
    covers: Span,
    /** Added to the count of the covered bytes. */
    add: z.int().min(-16).max(16).default(0),
  }),
  z.strictObject({ f: z.literal('addr'), id: Name.default('addr'), w: z.literal([1, 2]).default(1) }),
  z.strictObject({ f: z.literal('cmd'), id: Name.default('cmd'), w: z.literal([1, 2, 3]).default(1) }),
  z.strictObject({ f: z.literal('data'), id: Name.default('data') }),
  z.strictObject({
    f: z.literal('ck'),
    id: Name.default('ck'),
    kind: z.enum(['sum8', 'xor8', 'crc16-modbus', 'crc16-ccitt']),
    e: z.enum(['be', 'le']).default('be'),
    covers: Span,
  }),
]);
export type Field = z.output<typeof Field>;

/**
 * Data bytes with a meaning: hexadecimal bytes, `..` for any byte, and as the first word `n` for one or more
 * bytes 00 to 09 (digits typed before a key). The whole data must match; a pattern without `n` wins.
 */
const DataPattern = z
  .string()
  .regex(/^(n|[0-9A-F]{2}|\.\.)( ([0-9A-F]{2}|\.\.))*$/, '须为数据模式，例如 0C、.. 03、n 0C');

/** A frame the device sends. */
const InboundFrame = z.discriminatedUnion('event', [
  z.strictObject({
    name: Name,
    cmd: HexBytes,
    event: z.literal('rating'),
    values: z.record(DataPattern, z.enum(LEVELS)),
  }),
  z.strictObject({
    name: Name,
    cmd: HexBytes,
    event: z.literal('key'),
    values: z.record(DataPattern, z.enum(KEYPAD_KEYS)),
  }),
  z.strictObject({
    name: Name,
    cmd: HexBytes,
    event: z.enum(['ack', 'other']),
    data: DataPattern.optional(),
  }),
]);
export type InboundFrame = z.output<typeof InboundFrame>;

const DataPart = z.union([
  HexBytes,
  z.strictObject({ arg: z.literal('value') }),
  z
    .strictObject({
      arg: z.literal('digits'),
      /** Cells: shorter texts are filled up on the left, longer ones refused. */
      min: z.int().min(0).max(32),
      max: z.int().min(1).max(32),
      /** The byte of an empty cell. */
      blank: HexBytes.refine((bytes) => bytes.length === 1, '须为一个字节'),
    })
    .refine((part) => part.min <= part.max, 'min 不能大于 max'),
]);
export type DataPart = z.output<typeof DataPart>;

/** A frame the host sends. */
const OutboundFrame = z.strictObject({
  name: Name,
  cmd: HexBytes,
  data: z.array(DataPart).default([]),
  event: z.enum(['ack', 'other']).default('other'),
});
export type OutboundFrame = z.output<typeof OutboundFrame>;

const Vector = z.strictObject({
  /** `in`: from the device. */
  dir: z.enum(['in', 'out']),
  hex: HexBytes,
  means: z.strictObject({
    name: Name,
    address: z.int().min(0).max(65_535),
    level: z.enum(LEVELS).optional(),
    key: z.enum(KEYPAD_KEYS).optional(),
    value: z.int().min(0).max(255).optional(),
    digits: z
      .string()
      .regex(/^[0-9 ]*$/, '须为数字或空格')
      .optional(),
  }),
});
export type FrameVector = z.output<typeof Vector>;

const Shape = z.strictObject({
  ...profileHead,
  kind: z.enum(['evaluator', 'keypad']),
  /** Not written: frames are what most devices speak. */
  speaks: z.literal('frames').optional(),
  serial: SerialLine,
  /** A longer silence inside a frame ends it. */
  interByteTimeoutMs: z.int().min(5).max(5_000),
  layout: z.array(Field).min(2).max(24),
  /** Whole length of every frame, where the layout has no length field. */
  fixedLength: z.int().min(2).max(512).optional(),
  /** A frame that claims more data bytes is none. */
  maxData: z.int().min(0).max(255),
  inbound: z.array(InboundFrame).min(1),
  outbound: z.array(OutboundFrame).default([]),
  /** What the host owes the device for an inbound frame. `echo`: the same frame back. */
  ack: z
    .strictObject({
      when: Name,
      reply: z.union([z.literal('echo'), z.strictObject({ outbound: Name })]),
      withinMs: z.int().min(1).max(5_000),
    })
    .optional(),
  /** The same frame again within this time is the device's own repetition, not a second press. */
  dedupeWindowMs: z.int().min(0).max(60_000),
  vectors: z.array(Vector).min(3, '至少三个测试向量'),
});
type Shape = z.output<typeof Shape>;
type Refuse = (path: PropertyKey[], message: string) => void;

function checkFields(profile: Shape, refuse: Refuse): void {
  const ids = profile.layout.map((field) => field.id);
  const kinds = profile.layout.map((field) => field.f as string);
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) refuse(['layout', i, 'id'], `与前面的重复：${id}`);
  });
  for (const once of ['addr', 'cmd', 'data', 'ck'])
    if (kinds.filter((kind) => kind === once).length > 1) refuse(['layout'], `只能有一个 ${once}`);
  if (!kinds.includes('data')) refuse(['layout'], '缺少 data');
  const firstLength = kinds.indexOf('len');
  if (firstLength < 0 && profile.fixedLength === undefined)
    refuse(['layout'], '没有 len 字段时须写明 fixedLength');
  if (firstLength > kinds.indexOf('data')) refuse(['layout', firstLength], 'len 须在 data 之前');
}

function checkCovers(profile: Shape, refuse: Refuse): void {
  const ids = profile.layout.map((field) => field.id);
  profile.layout.forEach((field, i) => {
    if (field.f !== 'len' && field.f !== 'ck') return;
    const [from, to] = [ids.indexOf(field.covers[0]), ids.indexOf(field.covers[1])];
    const path = ['layout', i, 'covers'];
    if (from < 0 || to < from) refuse(path, '须为先后两个字段的 id');
    else if (field.f === 'ck' && to >= i) refuse(path, '校验只能覆盖它之前的字段');
    else if (field.f === 'len' && !profile.layout.slice(from, to + 1).some(({ f }) => f === 'data'))
      refuse(path, '长度须覆盖 data');
  });
}

function checkFrames(profile: Shape, refuse: Refuse): void {
  const width = profile.layout.find((field) => field.f === 'cmd')?.w ?? 0;
  for (const list of ['inbound', 'outbound'] as const)
    profile[list].forEach((frame, i) => {
      if (frame.cmd.length !== width) refuse([list, i, 'cmd'], '字节数与 layout 的 cmd 不符');
    });
  const names = [...profile.inbound, ...profile.outbound].map((frame) => frame.name);
  for (const name of new Set(names.filter((name, i) => names.indexOf(name) !== i)))
    refuse(['outbound'], `帧名重复：${name}`);
}

function checkAck({ ack, inbound, outbound }: Shape, refuse: Refuse): void {
  if (ack === undefined) return;
  const { when, reply } = ack;
  if (!inbound.some((frame) => frame.name === when)) refuse(['ack', 'when'], `没有这个 inbound：${when}`);
  if (reply !== 'echo' && !outbound.some((frame) => frame.name === reply.outbound))
    refuse(['ack', 'reply'], `没有这个 outbound：${reply.outbound}`);
}

/** A device that speaks in frames: how its bytes lie on the wire and what they mean to the hall. */
export const FrameProfile = Shape.superRefine((profile, context) => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  for (const check of [checkFields, checkCovers, checkFrames, checkAck]) check(profile, refuse);
});
export type FrameProfile = z.output<typeof FrameProfile>;
