import * as z from 'zod';
import { Name, Text } from '../policy/basis.ts';
import { LEVELS, RATING_CHANNELS } from '../vocabulary.ts';

/** Kinds of affairs, GB/T 39046-2020 A.6: done at once, promised by a day, other. */
export const AFFAIR_KINDS = ['immediate', 'promised', 'other'] as const;
/** Who is served, GB/T 39046-2020 A.4. */
export const SERVED = [
  'person',
  'company',
  'institution',
  'association',
  'government',
  'other-body',
] as const;

/** What is known of a visit, and may stand in both records. */
const SERVICE_FACTS = [
  'project',
  'serviceNumber',
  'visit',
  'number',
  'service',
  'serviceName',
  'department',
  'counter',
  'counterNumber',
  'clerk',
  'startedAt',
  'finishedAt',
  'affairKind',
  'served',
] as const;
/** What is known of a rating besides. `times`: 1 for the first of its visit. `levelName`: in Chinese. */
const RATING_FACTS = [
  ...SERVICE_FACTS,
  'level',
  'levelName',
  'channel',
  'ratedAt',
  'times',
  'reasons',
  'text',
  'named',
] as const;
export type Fact = (typeof RATING_FACTS)[number];

export const DATE_FORMATS = ['YYYYMMDDThhmmss', 'YYYY-MM-DD hh:mm:ss', 'YYYYMMDD', 'ms'] as const;

/** A field's name in the province's record. */
const As = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, '须为字母开头的字段名');
const Code = z.union([z.string().min(1).max(50), z.int()]);

const fieldOf = <F extends readonly [string, ...string[]]>(facts: F) =>
  z.union([
    z.strictObject({ as: As, constant: z.union([z.string().max(200), z.number(), z.boolean()]) }),
    /** The hall's own value of this name, from province.json; a service's own goes before the hall's. */
    z.strictObject({ as: As, setting: As, optional: z.literal(true).optional() }),
    z.strictObject({
      as: As,
      from: z.enum(facts),
      /** The hall's own value of this name, where it has one, stands before it: a division code before a case's number. */
      prefix: As.optional(),
      date: z.enum(DATE_FORMATS).optional(),
      /** Characters beyond which a text is cut. */
      most: z.int().min(1).max(2_000).optional(),
      /** Left out when there is none. */
      optional: z.literal(true).optional(),
    }),
  ]);
export type Field = z.output<ReturnType<typeof fieldOf<typeof RATING_FACTS>>>;

const recordOf = <F extends readonly [string, ...string[]]>(facts: F) =>
  z.strictObject({
    /** Behind the address in province.json. */
    path: z.string().regex(/^\/[\w/.-]*$/, '须以 / 开头'),
    fields: z.array(fieldOf(facts)).min(1),
  });

const Codes = z.strictObject({
  level: z.record(z.enum(LEVELS), Code).refine(runsOneWay, '五个等级的代码须各不相同，并从一头数到另一头'),
  /** Null: the province takes none of this channel. */
  channel: z.record(z.enum(RATING_CHANNELS), Code.nullable()),
  affairKind: z.record(z.enum(AFFAIR_KINDS), Code),
  served: z.record(z.enum(SERVED), Code),
  named: z.strictObject({ yes: Code, no: Code }),
  /** The province's code of a reason; one without goes into the text. */
  reason: z.record(Text, Code).default({}),
});

/** A field of an answer, or one that lies deeper: `data.message`. */
const Place = z.string().regex(/^\w{1,50}(\.\w{1,50}){0,3}$/, '须为字段名，可用点分层');

/** How the province's answer, a JSON object, is understood. */
const Answer = z.strictObject({
  ok: z.strictObject({ field: Place, is: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
  /** Where it says why not. */
  words: Place,
  /** Words of a refusal that mean: it has it already. */
  known: z.array(Text).default([]),
});

const Sign = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('none') }),
  /** Over `<milliseconds>.<body>`, in hexadecimal digits, with the secret of province.json. */
  z.strictObject({ algorithm: z.literal('hmac-sha256'), timeHeader: Name, signatureHeader: Name }),
  /** A module that province.json names: the province's own kit. */
  z.strictObject({ algorithm: z.literal('module') }),
]);

/**
 * A province's interface as data: which fields it wants under which names, how it counts, in which order, how it is
 * signed and what its answers mean.
 */
export const Connector = z.strictObject({
  id: Name,
  zh: Text,
  /** Where its fields and codes were learnt. */
  source: Text,
  /** Absent: another system hands the services over, and ratings go without. */
  service: recordOf(SERVICE_FACTS).optional(),
  rating: recordOf(RATING_FACTS),
  codes: Codes,
  /** 差评 without a reason and without words is refused there: it is kept until somebody says why. */
  badNeedsReasons: z.boolean().default(false),
  /** Ratings of nobody known are not taken. */
  namedOnly: z.boolean().default(false),
  answer: Answer,
  sign: Sign.default({ algorithm: 'none' }),
});
export type Connector = z.output<typeof Connector>;

/** Numbers rise or fall from the best level to the worst: a swapped pair would turn praise into blame. */
function runsOneWay(codes: Record<string, string | number>): boolean {
  const values = LEVELS.map((level) => codes[level]!);
  if (new Set(values.map(String)).size < values.length) return false;
  const numbers = values.map(Number);
  if (numbers.some(Number.isNaN)) return true;
  const steps = numbers.slice(1).map((n, i) => Math.sign(n - numbers[i]!));
  return new Set(steps).size === 1;
}
