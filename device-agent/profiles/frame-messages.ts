import * as z from 'zod';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { FrameName, OneByte } from './frame-fields.ts';
import { HexBytes } from './profile-parts.ts';

/** What an identity-card reader says of itself and of the card on it. */
const READER_STATUSES = ['card-found', 'no-card', 'card-selected', 'select-failed', 'read-failed'] as const;
export type ReaderStatus = (typeof READER_STATUSES)[number];

/** Colours of the characters on a window display. */
export const COLOURS = ['red', 'green', 'yellow'] as const;
export type Colour = (typeof COLOURS)[number];

/** Which text of a frame: what a display shows, or name and number of the clerk whom an evaluator shows. */
const TEXT_NAMES = ['text', 'clerk', 'number'] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/**
 * Data bytes with a meaning: hexadecimal bytes, `..` for any byte, and as the first word `n` for one or more
 * bytes 00 to 09 (digits typed before a key). The whole data must match; a pattern without `n` wins.
 */
const DataPattern = z
  .string()
  .regex(/^(n|[0-9A-F]{2}|\.\.)( ([0-9A-F]{2}|\.\.))*$/, '须为数据模式，例如 0C、.. 03、n 0C');

const frameHead = {
  name: FrameName,
  /** Left out where the layout has no command. */
  cmd: HexBytes.default([]),
  /** Name in `layouts` of how this frame lies on the wire, where it is not the profile's own layout. */
  layout: FrameName.optional(),
};

/** A frame the device sends. */
export const InboundFrame = z.discriminatedUnion('event', [
  z.strictObject({
    ...frameHead,
    event: z.literal('rating'),
    values: z.record(DataPattern, z.enum(LEVELS)),
  }),
  z.strictObject({
    ...frameHead,
    event: z.literal('key'),
    values: z.record(DataPattern, z.enum(KEYPAD_KEYS)),
  }),
  z.strictObject({
    ...frameHead,
    event: z.literal('status'),
    status: z.enum(READER_STATUSES),
    data: DataPattern.optional(),
  }),
  /** What stands on an identity card. */
  z.strictObject({ ...frameHead, event: z.literal('card') }),
  z.strictObject({
    ...frameHead,
    /** `idle` answers a poll: no button is down. */
    event: z.enum(['ack', 'nak', 'idle', 'other']),
    data: DataPattern.optional(),
  }),
]);
export type InboundFrame = z.output<typeof InboundFrame>;

/** Characters: one column a byte, one byte for ASCII and two for Chinese. */
const TextPart = z
  .strictObject({
    arg: z.literal('text'),
    of: z.enum(TEXT_NAMES).default('text'),
    encoding: z.enum(['gb18030', 'gbk', 'ascii']),
    /** Columns of the longest text; colour bytes do not count. */
    width: z.int().min(1).max(255),
    /** Shorter texts are filled up on the right with this byte. */
    pad: OneByte.optional(),
    /** A byte behind every character that gives its colour; the first is the usual one. */
    colours: z
      .partialRecord(z.enum(COLOURS), OneByte)
      .refine((colours) => Object.keys(colours).length > 0, '至少一种颜色')
      .optional(),
    /** Bytes that would end or break the frame: a character that holds one becomes a question mark. */
    forbid: HexBytes.default([]),
  })
  .refine((part) => part.pad === undefined || part.colours === undefined, 'pad 与 colours 不能同时写');
export type TextPart = z.output<typeof TextPart>;

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
      blank: OneByte,
    })
    .refine((part) => part.min <= part.max, 'min 不能大于 max'),
  TextPart,
]);
export type DataPart = z.output<typeof DataPart>;

/** A frame the host sends. */
export const OutboundFrame = z.strictObject({
  ...frameHead,
  data: z.array(DataPart).default([]),
  event: z.enum(['ack', 'other']).default('other'),
  /** The inbound frames that answer it, by when, and how often it is sent again without an answer. */
  expect: z
    .strictObject({
      frames: z.array(FrameName).min(1),
      withinMs: z.int().min(10).max(10_000),
      retries: z.int().min(0).max(10),
    })
    .optional(),
});
export type OutboundFrame = z.output<typeof OutboundFrame>;

export const FrameVector = z.strictObject({
  /** `in`: from the device. */
  dir: z.enum(['in', 'out']),
  hex: HexBytes,
  means: z.strictObject({
    name: FrameName,
    /** Left out where the layout has no address. */
    address: z.int().min(0).max(65_535).default(0),
    level: z.enum(LEVELS).optional(),
    key: z.enum(KEYPAD_KEYS).optional(),
    status: z.enum(READER_STATUSES).optional(),
    value: z.int().min(0).max(255).optional(),
    digits: z
      .string()
      .regex(/^[0-9 ]*$/, '须为数字或空格')
      .optional(),
    text: z.string().max(255).optional(),
    clerk: z.string().max(255).optional(),
    number: z.string().max(255).optional(),
    colour: z.enum(COLOURS).optional(),
    /** The data of an inbound frame whose pattern leaves bytes open. */
    data: HexBytes.optional(),
  }),
});
export type FrameVector = z.output<typeof FrameVector>;
