import * as z from 'zod';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { HexBytes, profileHead } from './profile-parts.ts';

/** Place of a byte in a report, counted from 0 behind the report id. */
const Place = z.int().min(0).max(1_023);
const OneByte = HexBytes.refine((bytes) => bytes.length === 1, '须为一个字节').transform(
  ([byte]) => byte ?? 0,
);
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, '须为小写字母、数字和横线');

/** A usage page as HID tables write it: four hexadecimal digits, `FF00` for a vendor's own. */
const UsageCode = z
  .string()
  .regex(/^[0-9A-F]{4}$/, '须为四位大写十六进制数，例如 FF00')
  .transform((text) => parseInt(text, 16));

/** Keys of a keypad that are typed before another. */
export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

const Means = z.enum([...LEVELS, ...KEYPAD_KEYS, ...DIGITS]);
export type HidMeans = z.output<typeof Means>;

/** One button: down while its bit is set, or while its value stands in the byte. */
const HidInput = z.union([
  z.strictObject({ byte: Place, bit: z.int().min(0).max(7), means: Means }),
  z.strictObject({
    byte: Place,
    /** Last of several bytes any of which may hold the value: boxes that send a list of keys held down. */
    through: Place.optional(),
    value: OneByte,
    means: Means,
  }),
]);
export type HidInput = z.output<typeof HidInput>;

const ByteCondition = z.strictObject({ byte: Place, values: HexBytes });
export type ByteCondition = z.output<typeof ByteCondition>;

const Vector = z.discriminatedUnion('dir', [
  z.strictObject({
    /** From the device: the report, behind its report id where it has one, and which buttons it shows held down. */
    dir: z.literal('in'),
    hex: HexBytes,
    means: z.strictObject({ pressed: z.array(Means) }),
  }),
  z.strictObject({
    /** To the device: the report id first, 00 where it has none. */
    dir: z.literal('out'),
    hex: HexBytes,
    means: z.strictObject({ name: Name }),
  }),
]);
export type HidVector = z.output<typeof Vector>;

const Shape = z.strictObject({
  ...profileHead,
  kind: z.enum(['evaluator', 'keypad']),
  speaks: z.literal('hid-reports'),
  /** Of the device's collection that sends these reports; a device may have others, a keyboard beside its own. */
  usagePage: UsageCode,
  usage: UsageCode.optional(),
  /** 0: the device numbers no reports, and none begins with an id. */
  reportId: z.int().min(0).max(255),
  /** Bytes of the report behind the id. */
  reportLength: z.int().min(1).max(1_024),
  inputs: z.array(HidInput).min(1),
  /** A report is one of buttons only if each of these bytes has one of its values. */
  onlyIf: z.array(ByteCondition).default([]),
  /** A report says nothing if one of these bytes has one of its values: too many keys held down at once. */
  exceptIf: z.array(ByteCondition).default([]),
  /** A button down again so soon after it was let go has bounced, ms. */
  debounceMs: z.int().min(0).max(500).default(30),
  output: z
    .strictObject({ reportId: z.int().min(0).max(255), reportLength: z.int().min(1).max(1_024) })
    .optional(),
  /** What the host sends: `start` and `stop` light an evaluator. Bytes not written here are 00. */
  outbound: z.array(z.strictObject({ name: Name, data: HexBytes })).default([]),
  vectors: z.array(Vector).min(3, '至少三个测试向量'),
});
type Shape = z.output<typeof Shape>;
type Refuse = (path: PropertyKey[], message: string) => void;

function checkInputs({ kind, inputs, reportLength }: Shape, refuse: Refuse): void {
  const known: readonly string[] = kind === 'evaluator' ? LEVELS : [...KEYPAD_KEYS, ...DIGITS];
  inputs.forEach((input, i) => {
    const last = 'value' in input ? (input.through ?? input.byte) : input.byte;
    if (!known.includes(input.means)) refuse(['inputs', i, 'means'], `${kind} 没有这个含义：${input.means}`);
    if (input.byte >= reportLength) refuse(['inputs', i, 'byte'], '超出 reportLength');
    if (last < input.byte || last >= reportLength)
      refuse(['inputs', i, 'through'], '须在 byte 之后、报告之内');
    const same = inputs.findIndex((other) => buttonKey(other) === buttonKey(input));
    if (same < i) refuse(['inputs', i], `与 inputs[${same}] 是同一个键`);
  });
}

function checkConditions({ onlyIf, exceptIf, reportLength }: Shape, refuse: Refuse): void {
  for (const [list, conditions] of Object.entries({ onlyIf, exceptIf }))
    conditions.forEach(({ byte }, i) => {
      if (byte >= reportLength) refuse([list, i, 'byte'], '超出 reportLength');
    });
}

function checkOutbound({ output, outbound }: Shape, refuse: Refuse): void {
  if (outbound.length > 0 && output === undefined) refuse(['output'], '有 outbound 时须写明');
  outbound.forEach(({ name, data }, i) => {
    if (output !== undefined && data.length > output.reportLength)
      refuse(['outbound', i, 'data'], '超出 output.reportLength');
    if (outbound.findIndex((other) => other.name === name) < i)
      refuse(['outbound', i, 'name'], `名称重复：${name}`);
  });
}

function buttonKey(input: HidInput): string {
  return 'value' in input ? `${input.byte}=${input.value}` : `${input.byte}.${input.bit}`;
}

/** A device that speaks in HID reports of one fixed length: which bit or byte is which button. */
export const HidProfile = Shape.superRefine((profile, context) => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  for (const check of [checkInputs, checkConditions, checkOutbound]) check(profile, refuse);
});
export type HidProfile = z.output<typeof HidProfile>;
