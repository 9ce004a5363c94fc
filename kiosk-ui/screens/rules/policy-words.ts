import type { CaseType } from '@bandecheng/shared/policy/case-type';
import type { Clock, Limit } from '@bandecheng/shared/policy/clock';
import type { Condition } from '@bandecheng/shared/policy/condition';
import { limitText } from '@bandecheng/shared/policy/limit-text';
import type { Formula } from '@bandecheng/shared/policy/metric';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { RATING_CHANNELS } from '@bandecheng/shared/vocabulary';
import { tcase } from '../staff/case-words.ts';
import { tr } from './texts.ts';

/** A limit in words; without one the time is measured alone. */
export function limitWords(limit: Limit | null): string {
  return limit === null ? tr('limit.none') : limitText(limit);
}

/** Roles by their Chinese names. */
export function roleWords({ roles }: Pick<Policy, 'roles'>, ids: readonly string[]): string {
  return ids.map((id) => roles.find((role) => role.id === id)?.zh ?? id).join('、');
}

/** States by their Chinese names. */
export function stateWords({ states }: Pick<CaseType, 'states'>, ids: readonly string[]): string {
  return ids.map((id) => states.find((state) => state.id === id)?.zh ?? id).join('、');
}

/** Form fields and attributes by their labels. */
export function fieldWords(
  { forms, caseTypes }: Pick<Policy, 'forms' | 'caseTypes'>,
  ids: readonly string[],
): string {
  const attributes = caseTypes.flatMap((type) => type.attributes);
  const fields = [...forms.flatMap((form) => form.fields), ...attributes];
  return ids.map((id) => fields.find((field) => field.id === id)?.zh ?? id).join('、');
}

/** What happens, by the steps that tell it; an event nobody tells keeps its name. */
export function eventWords(types: readonly CaseType[], event: string): string {
  const words = types.flatMap(({ opens, steps }) => [
    ...(opens === event ? [tr('event.opened')] : []),
    ...steps.filter(({ emits }) => emits.includes(event)).map(({ zh }) => zh),
  ]);
  if (event === 'rating.given') return tr('event.rated');
  if (event === 'callBack.valid') return tr('event.calledBack');
  return words.length === 0 ? event : [...new Set(words)].join('／');
}

/** A question about a case: `事项性质为“特殊事项”`. */
export function conditionWords(condition: Condition, { attributes }: Pick<CaseType, 'attributes'>): string {
  if ('all' in condition)
    return condition.all.map((part) => conditionWords(part, { attributes })).join(tr('condition.and'));
  if ('any' in condition)
    return condition.any.map((part) => conditionWords(part, { attributes })).join(tr('condition.or'));
  if ('not' in condition) return tr('condition.not', { what: conditionWords(condition.not, { attributes }) });
  const [fact, value] = condition.eq;
  const attribute = attributes.find(({ id }) => id === fact);
  if (attribute !== undefined) {
    const option = attribute.options.find(({ id }) => id === value)?.zh ?? String(value);
    return tr('condition.is', { fact: attribute.zh, value: option });
  }
  const channel = RATING_CHANNELS.find((one) => fact === 'channel' && one === value);
  if (channel !== undefined) return tr('condition.channel', { channel: tcase(`channel.${channel}`) });
  if (fact === 'rated' && value === 'none') return tr('condition.unrated');
  if (fact === 'onTime') return tr(value === true ? 'condition.onTime' : 'condition.late');
  if (
    fact === 'subject' &&
    (value === 'case-outcome' || value === 'counter-service' || value === 'call-back')
  )
    return tr(`condition.${value}`);
  if (fact === 'satisfied') return tr(value === true ? 'condition.satisfied' : 'condition.dissatisfied');
  if (fact === 'reworks') return tr('condition.reworks', { n: String(value) });
  return tr('condition.is', { fact, value: String(value) });
}

/** Who may extend a clock, how far, after what, and who hears of it. */
export function extensionWords(policy: Policy, { extension }: Pick<Clock, 'extension'>): string {
  if (extension === undefined) return tr('clock.noExtension');
  const { by, most, from, require, tell, times } = extension;
  return [
    tr('clock.extendedBy', { who: roleWords(policy, by), times }),
    most === null
      ? tr('clock.extendedNoEnd')
      : tr(from === 'clock-start' ? 'clock.extendedFromStart' : 'clock.extendedFromDue', {
          most: limitText(most),
        }),
    tr('clock.extendedAfter', { fields: fieldWords(policy, require) }),
    ...(tell.length === 0 ? [] : [tr('clock.extendedTell', { who: roleWords(policy, tell) })]),
  ].join('；');
}

/** A formula as one would write it down. */
export function formulaWords(formula: Formula, policy: Pick<Policy, 'caseTypes' | 'metrics'>): string {
  const words = (part: Formula): string => formulaWords(part, policy);
  const metric = (id: string): string => policy.metrics.find((one) => one.id === id)?.zh ?? id;
  if ('count' in formula) {
    const { where } = formula;
    const counted = tr('formula.count', { what: eventWords(policy.caseTypes, formula.count) });
    const attributes = policy.caseTypes.flatMap((type) => type.attributes);
    return where === undefined ? counted : `${counted}（${conditionWords(where, { attributes })}）`;
  }
  if ('number' in formula) return String(formula.number);
  if ('metric' in formula) return metric(formula.metric);
  if ('sum' in formula) return tr('formula.sum', { metric: metric(formula.sum) });
  if ('add' in formula) return `（${formula.add.map(words).join(' ＋ ')}）`;
  if ('multiply' in formula) return formula.multiply.map(words).join(' × ');
  return formula.divide.map(words).join(' ÷ ');
}
