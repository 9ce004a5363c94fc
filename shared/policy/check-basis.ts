import type { Problem } from '../parse.ts';
import type { Basis } from './basis.ts';
import type { Policy } from './policy.ts';

/** Whether every rule has a reason: literal quotes of the notices, or assumptions that exist, each of which is used. */
export function checkBasis(policy: Policy, notices: readonly string[] | null): Problem[] {
  const texts = notices?.map(withoutSpace) ?? null;
  const known = new Set(policy.assumptions.map(({ id }) => id));
  const rules = rulesOf(policy);
  const used = new Set(rules.flatMap(([, { assume }]) => assume));
  const unused = policy.assumptions.filter(({ id }) => !used.has(id));
  return [
    ...rules.flatMap(([path, rule]) => ruleProblems(path, rule, known, texts)),
    ...labelProblems(policy, texts),
    ...unused.map(({ id }) => ({ path: `assumptions.${id}`, reason: '没有任何规则用到这条待确认事项' })),
  ];
}

function ruleProblems(
  path: string,
  rule: Basis & { optional?: true },
  known: ReadonlySet<string>,
  texts: readonly string[] | null,
): Problem[] {
  const problems: Problem[] = [];
  if (rule.cite.length + rule.assume.length === 0 && rule.optional !== true)
    problems.push({ path, reason: '既没有引用通知原文，也没有待确认事项' });
  rule.cite.forEach((quote, i) => {
    if (texts !== null && !isLiteral(quote, texts))
      problems.push({ path: `${path}.cite[${i}]`, reason: `通知里没有这句原文：${quote}` });
  });
  rule.assume.forEach((id, i) => {
    if (!known.has(id)) problems.push({ path: `${path}.assume[${i}]`, reason: `没有这条待确认事项：${id}` });
  });
  return problems;
}

/** A label marked verbatim, and what is printed below a form, stand so in the notice. */
function labelProblems({ forms }: Policy, texts: readonly string[] | null): Problem[] {
  if (texts === null) return [];
  return forms.flatMap(({ id, fields, footnote }) => {
    const printed = fields
      .filter(({ label }) => label === 'verbatim')
      .map((field) => ({ path: `forms.${id}.fields.${field.id}.zh`, text: field.zh }));
    if (footnote !== undefined) printed.push({ path: `forms.${id}.footnote`, text: footnote });
    return printed
      .filter(({ text }) => !isLiteral(text, texts))
      .map(({ path, text }) => ({ path, reason: `通知里没有印这几个字：${text}` }));
  });
}

/** Everything that needs a reason, with its path. A variant may lean on its clock's. */
function rulesOf(policy: Policy): [path: string, rule: Basis & { optional?: true }][] {
  const list = (name: string, rules: readonly (Basis & { id: string })[]) =>
    rules.map((rule): [string, Basis] => [`${name}.${rule.id}`, rule]);
  const cases = policy.caseTypes.flatMap(({ id, scope, steps, clocks }) => [
    ...scope.exclude.map((rule, i): [string, Basis] => [`caseTypes.${id}.scope.exclude[${i}]`, rule]),
    ...list(`caseTypes.${id}.steps`, steps),
    ...list(`caseTypes.${id}.clocks`, clocks),
    ...clocks.flatMap((clock) => clockParts(`caseTypes.${id}.clocks.${clock.id}`, clock)),
  ]);
  const papers = policy.forms.flatMap((form) => list(`forms.${form.id}.fields`, form.fields));
  return [
    ...cases,
    ...list('forms', policy.forms),
    ...papers,
    ...list('scales', policy.scales),
    ...list('ratings', policy.ratings),
    ...list('metrics', policy.metrics),
    ...list('reports', policy.reports),
    ...list('confidential', policy.confidential),
  ];
}

function clockParts(
  path: string,
  { variants, exempt, extension }: Policy['caseTypes'][number]['clocks'][number],
): [string, Basis & { optional?: true }][] {
  return [
    ...variants.map((variant): [string, Basis & { optional: true }] => [
      `${path}.variants.${variant.id}`,
      { ...variant, optional: true },
    ]),
    ...(exempt === undefined ? [] : [[`${path}.exempt`, exempt] as [string, Basis]]),
    ...(extension === undefined ? [] : [[`${path}.extension`, extension] as [string, Basis]]),
  ];
}

/** Spaces and line breaks are the printer's, not the author's. */
function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function isLiteral(quote: string, texts: readonly string[]): boolean {
  return texts.some((text) => text.includes(withoutSpace(quote)));
}
