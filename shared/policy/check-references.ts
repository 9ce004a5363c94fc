import type { Problem } from '../parse.ts';
import type { CaseType } from './case-type.ts';
import type { Formula } from './metric.ts';
import type { Policy } from './policy.ts';

/** What happens outside any case and may still be counted, or invite a rating. */
const HALL_EVENTS = ['service.finished', 'rating.given', 'callBack.valid', 'quarter.sample'];

/** The names a policy defines, and a list of the places where it used another. */
class References {
  readonly problems: Problem[] = [];
  readonly roles: readonly string[];
  readonly forms: readonly string[];
  readonly fields: readonly string[];
  readonly events: readonly string[];

  constructor(policy: Policy) {
    this.roles = policy.roles.map(({ id }) => id);
    this.forms = policy.forms.map(({ id }) => id);
    this.fields = policy.forms.flatMap(({ fields }) => fields.map(({ id }) => id));
    this.events = [...HALL_EVENTS, ...policy.caseTypes.flatMap(eventsOf)];
  }

  expect(path: string, what: string, known: readonly string[], ...names: readonly string[]): void {
    for (const name of names)
      if (!known.includes(name)) this.problems.push({ path, reason: `没有这个${what}：${name}` });
  }

  unique(path: string, members: readonly { id: string }[]): void {
    const ids = members.map(({ id }) => id);
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i)))
      this.problems.push({ path: `${path}.${id}`, reason: '编号重复' });
  }
}

/**
 * Every name that stands for nothing, every id given twice, every exempt class without its interim notice, and a bad
 * rating that opens more than one case.
 */
export function checkReferences(policy: Policy): Problem[] {
  const names = new References(policy);
  for (const key of [
    'roles',
    'caseTypes',
    'forms',
    'scales',
    'ratings',
    'metrics',
    'reports',
    'assumptions',
  ] as const)
    names.unique(key, policy[key]);
  names.unique(
    'clocks',
    policy.caseTypes.flatMap(({ clocks }) => clocks),
  );
  checkRoles(policy, names);
  for (const caseType of policy.caseTypes) {
    checkSteps(caseType, policy, names);
    checkClocks(caseType, names);
  }
  const openers = policy.caseTypes.filter(({ opensOn }) => opensOn !== undefined);
  for (const { id } of openers.slice(1))
    names.problems.push({ path: `caseTypes.${id}.opensOn`, reason: '一次差评只能开一种案件' });
  checkPapers(policy, names);
  checkFigures(policy, names);
  return names.problems;
}

function checkRoles({ roles }: Policy, names: References): void {
  for (const { id, accounts } of roles) {
    const path = `roles.${id}.accounts`;
    if (new Set(accounts).size < accounts.length) names.problems.push({ path, reason: '账号种类重复' });
    if (accounts.includes('auditor'))
      names.problems.push({ path, reason: '审计员只看不办，不担任制度里的角色' });
  }
}

function eventsOf({ opens, steps }: CaseType): string[] {
  return [opens, ...steps.flatMap(({ emits }) => emits)];
}

function checkSteps(caseType: CaseType, policy: Policy, names: References): void {
  const path = `caseTypes.${caseType.id}`;
  const states = caseType.states.map(({ id }) => id);
  names.unique(`${path}.intake`, caseType.intake);
  names.unique(`${path}.states`, caseType.states);
  names.unique(`${path}.steps`, caseType.steps);
  names.expect(`${path}.initial`, '状态', states, caseType.initial);
  for (const step of caseType.steps) {
    const at = `${path}.steps.${step.id}`;
    names.expect(`${at}.from`, '状态', states, ...step.from);
    names.expect(`${at}.to`, '状态', states, step.to);
    names.expect(`${at}.by`, '角色', names.roles, ...step.by);
    const attributes = caseType.attributes.map(({ id }) => id);
    names.expect(`${at}.require`, '表单栏目', [...names.fields, ...attributes], ...step.require);
    if (step.form !== undefined) names.expect(`${at}.form`, '表单', names.forms, step.form);
    for (const effect of step.effects) checkEffect(`${at}.effects`, effect, policy, names);
  }
}

function checkEffect(
  path: string,
  effect: CaseType['steps'][number]['effects'][number],
  { ratings }: Policy,
  names: References,
): void {
  if (effect.do === 'notify') names.expect(path, '角色', names.roles, ...effect.to);
  if (effect.do === 'file') names.expect(path, '角色', names.roles, effect.to);
  if (effect.do === 'file' || effect.do === 'print') names.expect(path, '表单', names.forms, effect.form);
  if (effect.do === 'invite-rating')
    names.expect(
      path,
      '评价规则',
      ratings.map(({ id }) => id),
      effect.rule,
    );
}

function checkClocks(caseType: CaseType, names: References): void {
  for (const clock of caseType.clocks) {
    const at = `caseTypes.${caseType.id}.clocks.${clock.id}`;
    names.unique(`${at}.variants`, clock.variants);
    names.expect(`${at}.start`, '事件', eventsOf(caseType), clock.start);
    names.expect(`${at}.stop`, '事件', eventsOf(caseType), ...clock.stop);
    names.expect(`${at}.owner`, '角色', names.roles, clock.owner);
    names.expect(`${at}.overdue`, '角色', names.roles, ...clock.overdue);
    names.expect(`${at}.exempt.require`, '表单栏目', names.fields, ...(clock.exempt?.require ?? []));
    names.expect(`${at}.extension.by`, '角色', names.roles, ...(clock.extension?.by ?? []));
    names.expect(`${at}.extension.tell`, '角色', names.roles, ...(clock.extension?.tell ?? []));
    names.expect(`${at}.extension.require`, '表单栏目', names.fields, ...(clock.extension?.require ?? []));
    if (clock.variants.some(({ limit }) => limit === null) && clock.exempt === undefined)
      names.problems.push({ path: `${at}.exempt`, reason: '有不受时限的情形，须写明中期告知和理由栏目' });
  }
}

function checkPapers({ forms, confidential, reports, caseTypes }: Policy, names: References): void {
  /** A choice without options of its own is the attribute of the same name. */
  const attributes = caseTypes.flatMap((caseType) => caseType.attributes.map(({ id }) => id));
  const clocks = caseTypes.flatMap((caseType) => caseType.clocks.map(({ id }) => id));
  for (const { id, fields, copies } of forms) {
    names.unique(`forms.${id}.fields`, fields);
    for (const field of fields)
      if (field.kind === 'choice' && field.options === undefined && !attributes.includes(field.id))
        names.problems.push({ path: `forms.${id}.fields.${field.id}`, reason: '单选栏目没有可选的内容' });
    names.expect(`forms.${id}.copies`, '角色', names.roles, ...copies.map(({ to }) => to));
    for (const field of fields) checkFilling(`forms.${id}.fields.${field.id}`, field, clocks, names);
  }
  for (const { id, to } of reports) names.expect(`reports.${id}.to`, '角色', names.roles, ...to);
  for (const { id, visibleTo, caseTypes: of } of confidential) {
    names.expect(`confidential.${id}.visibleTo`, '角色', names.roles, ...visibleTo);
    names.expect(
      `confidential.${id}.caseTypes`,
      '案件种类',
      caseTypes.map((c) => c.id),
      ...of,
    );
  }
}

function checkFilling(
  path: string,
  { kind, fills, clock }: Policy['forms'][number]['fields'][number],
  clocks: readonly string[],
  names: References,
): void {
  if (kind === 'automatic' && fills === undefined)
    names.problems.push({ path: `${path}.fills`, reason: '自动填写的栏目须写明填什么' });
  if (clock === undefined) return;
  names.expect(`${path}.clock`, '时限', clocks, clock);
  if (fills !== 'due') names.problems.push({ path: `${path}.clock`, reason: '只有到期时间才写明时限' });
}

function checkFigures({ scales, ratings, metrics }: Policy, names: References): void {
  for (const { id, scale, invite } of ratings) {
    names.expect(
      `ratings.${id}.scale`,
      '等级',
      scales.map((s) => s.id),
      scale,
    );
    names.expect(`ratings.${id}.invite.when`, '事件', names.events, invite.when);
    names.expect(`ratings.${id}.invite.by`, '角色', names.roles, invite.by);
  }
  const known = metrics.map(({ id }) => id);
  for (const { id, formula } of metrics) checkFormula(`metrics.${id}.formula`, formula, known, names);
}

function checkFormula(path: string, formula: Formula, metrics: readonly string[], names: References): void {
  if ('count' in formula) names.expect(path, '事件', names.events, formula.count);
  if ('metric' in formula) names.expect(path, '指标', metrics, formula.metric);
  if ('sum' in formula) names.expect(path, '指标', metrics, formula.sum);
  const parts = 'add' in formula ? formula.add : 'multiply' in formula ? formula.multiply : [];
  for (const part of 'divide' in formula ? formula.divide : parts) checkFormula(path, part, metrics, names);
}
