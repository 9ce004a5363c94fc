import type { Dice } from '../dice.ts';
import type { Reply } from './door.ts';
import type { Known } from './made-up.ts';

type Json = Record<string, unknown>;
interface Problem {
  path: string;
  reason: string;
}

/** As deep as any body goes. */
const TRIES = 12;
/** The hub's words for what stands in the wrong place; see `shared/parse.ts`. */
const BY_REASON: readonly (readonly [RegExp, unknown])[] = [
  [/须为文字/, '材料不全'],
  [/须为(数字|整数)/, 1],
  [/须为数组/, []],
  [/须为对象/, {}],
  [/true 或 false/, true],
  [/至少 1 项/, ['read']],
];

/**
 * The body that a route takes, learned from what it refuses: it begins with nothing, and each problem named gets a value
 * by the name of the field, else by the reason given. So a new route is known as soon as it stands in the table. What
 * cannot be learned in a dozen tries stays near to what is wanted.
 */
export async function learnedBody(
  ask: (body: Json) => Promise<Reply>,
  known: Known,
  dice: Dice,
): Promise<Json> {
  let body: Json = {};
  for (let tries = 0; tries < TRIES; tries++) {
    const { body: answer } = await ask(body);
    const problems = answer['problems'];
    if (!Array.isArray(problems) || problems.length === 0) return body;
    const before = JSON.stringify(body);
    for (const { path, reason } of problems as Problem[])
      body = placed(body, stepsOf(path), (now) => mended(now, path, reason, known, dice));
    if (JSON.stringify(body) === before) return body;
  }
  return body;
}

function mended(now: unknown, path: string, reason: string, known: Known, dice: Dice): unknown {
  if (reason === '不认识的字段') return undefined;
  const name = /(\w+)(\[\d+\])?$/.exec(path)?.[1] ?? '';
  const named = Object.hasOwn(known, name) ? known[name] : undefined;
  const option = /[:：|]\s*"([^"]+)"/.exec(reason)?.[1] ?? /"([^"]+)"/.exec(reason)?.[1];
  if (option !== undefined) return option;
  const byReason = BY_REASON.find(([words]) => words.test(reason))?.[1];
  if (byReason !== undefined && now !== undefined) return byReason;
  return named === undefined ? (byReason ?? '2026-11-23') : dice.pick(named);
}

/** `a.b[0]` as its steps. */
function stepsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '');
}

function placed(body: Json, steps: readonly string[], mend: (now: unknown) => unknown): Json {
  const [step, ...more] = steps;
  if (step === undefined) return body;
  const now = body[step];
  const inner =
    more.length === 0
      ? mend(now)
      : placed(typeof now === 'object' && now !== null ? (now as Json) : {}, more, mend);
  const { [step]: _, ...rest } = body;
  const made = inner === undefined ? rest : { ...rest, [step]: inner };
  return Array.isArray(body) ? (Object.values(made) as unknown as Json) : made;
}
