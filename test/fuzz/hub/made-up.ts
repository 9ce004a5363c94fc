import type * as z from 'zod';
import type { Dice } from '../dice.ts';
import { textOfPattern } from './text-of-pattern.ts';

/** Values that mean something in the hall under fire, by the name of the field: `counter` → `c1`. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

type Def = z.core.$ZodTypes['_zod']['def'];
interface Bag {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  patterns?: Set<RegExp>;
}

const WORDS = ['a', 'none', '材料不全', 'x'.repeat(40), '2026-11-23', '09:30'];

/**
 * A value as a schema wants it, drawn by the dice; a field named in `known` holds one of those where the schema takes
 * it. What has rules beyond its shape may be refused all the same.
 */
export function madeUp(schema: z.core.$ZodType, dice: Dice, known: Known, field = ''): unknown {
  const fitting = Object.hasOwn(known, field) ? known[field] : undefined;
  if (fitting !== undefined && !dice.once(4)) {
    const value = dice.pick(fitting);
    if (takes(schema, value)) return value;
  }
  const made = (inner: z.core.$ZodType, name = field): unknown => madeUp(inner, dice, known, name);
  const def = schema._zod.def as Def;
  const bag = schema._zod.bag as Bag;
  switch (def.type) {
    case 'string':
      return text(bag, dice);
    case 'number':
      return number(bag, dice);
    case 'boolean':
      return dice.once(2);
    case 'literal':
      return dice.pick(def.values);
    case 'enum':
      return dice.pick(Object.values(def.entries));
    case 'array':
      return Array.from({ length: length(bag, dice) }, () => made(def.element));
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).flatMap(([name, inner]) => {
          const value = made(inner, name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
    case 'record':
      return Object.fromEntries([[made(def.keyType, 'key') as PropertyKey, made(def.valueType)]]);
    case 'union':
      return made(dice.pick(def.options));
    case 'optional':
    case 'default':
      return dice.once(2) ? undefined : made(def.innerType);
    case 'nullable':
      return dice.once(4) ? null : made(def.innerType);
    case 'pipe':
      return made(def.in);
    case 'template_literal':
      return textOfPattern(schema._zod.pattern?.source ?? '', dice);
    default:
      return dice.pick([null, {}, [], 1, 'x']);
  }
}

function takes(schema: z.core.$ZodType, value: unknown): boolean {
  return 'safeParse' in schema && (schema as z.ZodType).safeParse(value).success;
}

function text({ minimum = 0, maximum = 40, patterns }: Bag, dice: Dice): string {
  const [pattern] = patterns ?? [];
  if (pattern !== undefined) return textOfPattern(pattern.source, dice);
  return dice.pick(WORDS).padEnd(minimum, '字').slice(0, Math.max(minimum, maximum));
}

function number({ minimum, exclusiveMinimum, maximum }: Bag, dice: Dice): number {
  const least = Math.max(minimum ?? 0, (exclusiveMinimum ?? -1) + 1, 0);
  const most = Math.min(maximum ?? least + 100, Number.MAX_SAFE_INTEGER);
  return dice.pick([least, most, least + dice.below(Math.min(1_000, most - least + 1))]);
}

function length({ minimum = 0, maximum = 3 }: Bag, dice: Dice): number {
  return minimum + dice.below(Math.min(3, maximum - minimum) + 1);
}
