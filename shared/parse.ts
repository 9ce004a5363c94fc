import * as z from 'zod';

z.config(z.locales.zhCN());

/** One thing wrong with an input: where (`counters[2].services[0]`) and why, in Chinese. Never the value itself. */
export interface Problem {
  path: string;
  reason: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Unknown input to a typed value, or every problem with its path. Refuses; never throws.
 * @param language of the reasons
 */
export function parse<S extends z.ZodType>(
  schema: S,
  input: unknown,
  language: 'zh' | 'en' = 'zh',
): Parsed<z.output<S>> {
  // Only the English sentences are made afterwards, and then need the input to say what it was.
  const result = schema.safeParse(input, { reportInput: language === 'en' });
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    problems: result.error.issues.flatMap(language === 'zh' ? problemsOf : englishProblems),
  };
}

/** `counters[2].services[0]: 无效输入` on a line each, for a console. */
export function problemLines(problems: readonly Problem[]): string {
  return problems.map((p) => `${p.path}: ${p.reason}`).join('\n');
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: '不认识的字段' }));
  return [{ path: pathText(issue.path), reason: plainReason(issue) ?? issue.message }];
}

/** zod's own sentences, 数值过小：期望 number >=1, read like a program's. */
function plainReason(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_type') return typeReason(issue);
  if (issue.code === 'too_small') return isNumber(issue) ? `不能小于 ${issue.minimum}` : fewReason(issue);
  if (issue.code !== 'too_big') return null;
  if (isNumber(issue)) return `不能大于 ${issue.maximum}`;
  return hasOwnText(issue) ? null : `最多 ${issue.maximum} ${issue.origin === 'array' ? '项' : '个字'}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '数组',
  object: '对象',
  record: '对象',
};

function typeReason({ message, expected }: z.core.$ZodIssueInvalidType): string | null {
  if (!message.startsWith('无效输入')) return null;
  if (message.endsWith('undefined')) return '缺少这一项';
  const type = TYPES[expected];
  return type === undefined ? null : `须为${type}`;
}

function fewReason(issue: z.core.$ZodIssueTooSmall): string | null {
  if (hasOwnText(issue)) return null;
  if (issue.origin === 'array') return `至少 ${issue.minimum} 项`;
  return Number(issue.minimum) === 1 ? '不能为空' : `至少 ${issue.minimum} 个字`;
}

const isNumber = ({ origin }: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): boolean =>
  origin === 'number' || origin === 'int';

/** Whether the schema says it in words of its own. */
const hasOwnText = ({ message }: z.core.$ZodIssue): boolean => !/^数值过[小大]/.test(message);

const english = z.locales.en().localeError;

/** The schemas' own sentences are Chinese; what they ask for is said again in English. */
function englishProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: 'Unknown field' }));
  const said = issue.code === 'custom' ? undefined : english(issue as z.core.$ZodRawIssue);
  const reason = typeof said === 'string' ? said : (said?.message ?? 'Not acceptable here');
  return [{ path: pathText(issue.path), reason }];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
