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

/** The facts by which a condition may come to hold, with their values; what must not be is left out. */
export function wantedFacts(condition: Condition): [fact: string, value: Fact][] {
  if ('eq' in condition) return [condition.eq];
  if ('not' in condition) return [];
  return ('all' in condition ? condition.all : condition.any).flatMap(wantedFacts);
}

/** What of a condition does not hold yet: of parts that must all be, only those that are not. */
export function unmetPart(condition: Condition, facts: Readonly<Record<string, Fact>>): Condition {
  if (!('all' in condition)) return condition;
  const [first, ...others] = condition.all.filter((part) => !holds(part, facts));
  if (first === undefined) return condition;
  return others.length === 0 ? unmetPart(first, facts) : { all: [first, ...others] };
}

/** Every fact a condition asks for, with the value it is compared with. */
export function askedFacts(condition: Condition): [fact: string, value: Fact][] {
  if ('eq' in condition) return [condition.eq];
  if ('all' in condition) return condition.all.flatMap(askedFacts);
  if ('any' in condition) return condition.any.flatMap(askedFacts);
  return askedFacts(condition.not);
}
