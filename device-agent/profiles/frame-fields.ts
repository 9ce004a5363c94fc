import * as z from 'zod';
import { HexBytes } from './profile-parts.ts';

/** Name of a frame, a field or a layout. */
export const FrameName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, '须为小写字母、数字和横线');
export const OneByte = HexBytes.refine((bytes) => bytes.length === 1, '须为一个字节');
const Span = z.tuple([FrameName, FrameName]);

export const CHECKSUM_KINDS = [
  'sum8',
  'sum8-neg',
  'sum16',
  'xor8',
  'crc16-modbus',
  'crc16-ccitt',
  'crc16-xmodem',
] as const;

/** The fields of a frame in the order of the wire. `covers` names the first and the last field counted. */
export const Field = z.discriminatedUnion('f', [
  z.strictObject({
    f: z.literal('const'),
    id: FrameName,
    bytes: HexBytes,
    /** Readers that also take a frame without these bytes. */
    optionalFor: z.array(z.enum(['host', 'device'])).optional(),
  }),
  z.strictObject({
    f: z.literal('len'),
    id: FrameName,
    w: z.literal([1, 2]),
    e: z.enum(['be', 'le']).default('be'),
    covers: Span,
    /** Added to the count of the covered bytes. */
    add: z.int().min(-16).max(16).default(0),
  }),
  z.strictObject({
    f: z.literal('addr'),
    id: FrameName.default('addr'),
    w: z.literal([1, 2]).default(1),
    /** `split64`: two bytes, 80 + the low six bits, C0 + the high six. `or80`: one byte, the highest bit set. */
    transform: z.enum(['split64', 'or80']).optional(),
  }),
  z.strictObject({
    f: z.literal('cmd'),
    id: FrameName.default('cmd'),
    w: z.literal([1, 2, 3]).default(1),
  }),
  z.strictObject({ f: z.literal('data'), id: FrameName.default('data') }),
  z.strictObject({
    f: z.literal('ck'),
    id: FrameName.default('ck'),
    kind: z.enum(CHECKSUM_KINDS),
    e: z.enum(['be', 'le']).default('be'),
    /** May stand behind the checksum: some frames carry it in their head. */
    covers: Span,
  }),
]);
export type Field = z.output<typeof Field>;

/**
 * Bytes that must not stand plain between two fields are sent as the prefix and a code. Lengths and checksums count
 * the plain bytes. The prefix itself is always among the escaped bytes.
 */
export const Escape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('prefix-map'),
    prefix: OneByte,
    /** Plain byte to code. */
    map: z.record(z.string().regex(/^[0-9A-F]{2}$/, '须为一个字节'), OneByte),
    scope: Span,
  }),
  z.strictObject({
    kind: z.literal('prefix-xor'),
    prefix: OneByte,
    xor: OneByte,
    /** Plain bytes beside the prefix that are escaped. */
    bytes: HexBytes,
    scope: Span,
  }),
  z.strictObject({
    kind: z.literal('prefix-low-nibble'),
    prefix: OneByte,
    bytes: HexBytes,
    scope: Span,
  }),
]);
export type Escape = z.output<typeof Escape>;

/** How the bytes of a frame lie on the wire. */
export const layoutShape = {
  layout: z.array(Field).min(2).max(24),
  /** Whole length of every frame where the layout has no length field. */
  fixedLength: z.int().min(2).max(512).optional(),
  /** A frame that claims more data bytes is none. */
  maxData: z.int().min(0).max(4_096),
  escape: Escape.optional(),
};
export const Layout = z.strictObject(layoutShape);
export type Layout = z.output<typeof Layout>;

/** Whether frames say which device of a line they come from or are for. */
export function hasAddress({ layout }: Layout): boolean {
  return layout.some(({ f }) => f === 'addr');
}

/** Each escaped byte and its code on the wire. */
export function escapeCodes(escape: Escape): Map<number, number> {
  const [prefix = 0] = escape.prefix;
  if (escape.kind === 'prefix-map')
    return new Map(Object.entries(escape.map).map(([plain, [code = 0]]) => [parseInt(plain, 16), code]));
  const [xor = 0] = escape.kind === 'prefix-xor' ? escape.xor : [];
  const codeOf = (byte: number) => (escape.kind === 'prefix-xor' ? byte ^ xor : byte & 0x0f);
  return new Map([prefix, ...escape.bytes].map((byte) => [byte, codeOf(byte)]));
}

/**
 * The place in the layout of the bytes that end the data, where neither a length field nor a fixed length tells how
 * much there is: the next constant behind it. Undefined where the length is told, -1 where nothing ends the data.
 */
export function endMarkPlace({ layout, fixedLength }: Layout): number | undefined {
  if (fixedLength !== undefined || layout.some(({ f }) => f === 'len')) return undefined;
  const data = layout.findIndex(({ f }) => f === 'data');
  return layout.findIndex(({ f }, i) => f === 'const' && i > data);
}

/** Whether the field at this place lies in the escaped part of the frame. */
export function isEscaped({ layout, escape }: Layout, place: number): boolean {
  if (escape === undefined) return false;
  const placeOf = (id: string) => layout.findIndex((field) => field.id === id);
  const [from, to] = escape.scope.map(placeOf);
  return from !== undefined && to !== undefined && from >= 0 && place >= from && place <= to;
}
