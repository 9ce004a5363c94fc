import * as z from 'zod';

export type Fact = string | number | boolean;

/** A question about a case: `["severity", "special"]` asks whether that attribute has that option. */
export type Condition =
  { eq: [fact: string, value: Fact] } | { all: Condition[] } | { any: Condition[] } | { not: Condition };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ eq: z.tuple([z.string().min(1), z.union([z.string(), z.number(), z.boolean()])]) }),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** Whether a condition holds. A fact that is not known yet equals nothing. */
export function holds(condition: Condition, facts: Readonly<Record<string, Fact>>): boolean {
  if ('eq' in condition) return facts[condition.eq[0]] === condition.eq[1];
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  return !holds(condition.not, facts);
}

/** Every fact a condition asks for, with the value it is compared with. */
export function askedFacts(condition: Condition): [fact: string, value: Fact][] {
  if ('eq' in condition) return [condition.eq];
  if ('all' in condition) return condition.all.flatMap(askedFacts);
  if ('any' in condition) return condition.any.flatMap(askedFacts);
  return askedFacts(condition.not);
}
