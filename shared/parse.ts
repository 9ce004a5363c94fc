import * as z from 'zod';

z.config(z.locales.zhCN());

/** One thing wrong with an input: where (`counters[2].services[0]`) and why, in Chinese. Never the value itself. */
export interface Problem {
  path: string;
  reason: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Unknown input to a typed value, or every problem with its path. Refuses; never throws. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: result.error.issues.flatMap(problemsOf) };
}

/** `counters[2].services[0]: 无效输入` on a line each, for a console. */
export function problemLines(problems: readonly Problem[]): string {
  return problems.map((p) => `${p.path}: ${p.reason}`).join('\n');
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: '不认识的字段' }));
  return [{ path: pathText(issue.path), reason: issue.message }];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
