import type { Condition, Fact } from '@bandecheng/shared/policy/condition';
import type { Formula } from '@bandecheng/shared/policy/metric';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { RatingChannel } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import { reportsText } from '../locales/zh-CN/reports.ts';

/** A formula as a person reads it: `办结件数（按时）÷ 办结件数`. */
export function formulaWords(formula: Formula, policy: Policy): string {
  if ('count' in formula) return countWords(formula, policy);
  if ('number' in formula) return String(formula.number);
  if ('metric' in formula) return metricWords(formula.metric, policy);
  if ('sum' in formula) return reportsText.formula.sum(metricWords(formula.sum, policy));
  const words = (part: Formula) => formulaWords(part, policy);
  if ('multiply' in formula) return formula.multiply.map(words).join(' × ');
  if ('divide' in formula) return formula.divide.map((part) => bracketed(part, words(part))).join(' ÷ ');
  return formula.add.map(words).join(' + ');
}

/** What is counted, and under which condition. */
export function countWords({ count, where }: Extract<Formula, { count: string }>, policy: Policy): string {
  const what = reportsText.formula.count(eventWords(count, policy));
  return where === undefined ? what : reportsText.formula.where(what, conditionWords(where, policy));
}

/** Whether a formula gives a share, shown in per cent, rather than a number of things. */
export function isShare(formula: Formula, policy: Policy, above: readonly string[] = []): boolean {
  if ('divide' in formula) return true;
  if ('add' in formula) return formula.add.some((part) => isShare(part, policy, above));
  if ('multiply' in formula) return formula.multiply.some((part) => isShare(part, policy, above));
  const id = 'metric' in formula ? formula.metric : 'sum' in formula ? formula.sum : undefined;
  const metric = policy.metrics.find((one) => one.id === id);
  if (metric === undefined || above.includes(metric.id)) return false;
  return isShare(metric.formula, policy, [...above, metric.id]);
}

function bracketed(formula: Formula, words: string): string {
  return 'count' in formula || 'number' in formula || 'metric' in formula ? words : `（${words}）`;
}

function metricWords(id: string, { metrics }: Policy): string {
  return metrics.find((one) => one.id === id)?.zh ?? id;
}

/** An event is called by the step that tells it. */
function eventWords(name: string, { caseTypes }: Policy): string {
  const known = reportsText.event[name as keyof typeof reportsText.event];
  if (known !== undefined) return known;
  const words = caseTypes.flatMap(({ opens, zh, steps }) => [
    ...(opens === name ? [reportsText.opened(zh)] : []),
    ...steps.filter(({ emits }) => emits.includes(name)).map((step) => step.zh),
  ]);
  return [...new Set(words)].join('、') || name;
}

function conditionWords(condition: Condition, policy: Policy): string {
  if ('eq' in condition) return factWords(...condition.eq, policy);
  if ('not' in condition) return reportsText.formula.not(conditionWords(condition.not, policy));
  const words = (part: Condition) => conditionWords(part, policy);
  return 'all' in condition
    ? condition.all.map(words).join('，')
    : condition.any.map(words).join(reportsText.formula.or);
}

function factWords(fact: string, value: Fact, { caseTypes }: Policy): string {
  const { fact: words, subject } = reportsText;
  if (fact === 'satisfied') return value === true ? words.satisfied : words.dissatisfied;
  if (fact === 'onTime') return value === true ? words.onTime : words.late;
  if (fact === 'channel') return casesText.channel[value as RatingChannel];
  if (fact === 'subject') return subject[value as keyof typeof subject];
  for (const { attributes } of caseTypes) {
    const attribute = attributes.find(({ id }) => id === fact);
    const option = attribute?.options.find(({ id }) => id === value);
    if (attribute === undefined || option === undefined) continue;
    return (attribute.zh.startsWith('是否') ? words.whether : words.is)(attribute.zh, option.zh);
  }
  return words.is(fact, String(value));
}
