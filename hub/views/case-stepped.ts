import { casesText, timelineText as text } from '../locales/zh-CN/cases.ts';
import type { CaseRulesOf } from '../state/case-rules.ts';
import type { CaseEvent } from '../state/case-state.ts';

/** A step in one sentence: what was done, where the case stands now, and whoever was told or sent a copy. */
export function steppedText(
  { data }: Extract<CaseEvent, { type: 'CaseStepped' }>,
  rules: CaseRulesOf,
): string {
  const { policy, type } = rules;
  const state = (wanted: string) => type.states.find(({ id }) => id === wanted)?.zh ?? wanted;
  const form = (wanted: string) => casesText.form(policy.forms.find(({ id }) => id === wanted)?.zh ?? wanted);
  const roles = (wanted: readonly string[]) =>
    casesText.list(wanted.map((one) => policy.roles.find(({ id }) => id === one)?.zh ?? one));
  const step = type.steps.find(({ id }) => id === data.step)?.zh ?? data.step;
  return [
    text.stepped(step, state(data.from), state(data.to)),
    ...attributesText(data.attributes, rules),
    ...exclusionText(data.exclusion, rules),
    ...data.filed.map((filed) => text.filed(form(filed.form), roles([filed.to]), filed.part)),
    ...data.print.map((printed) => text.printed(form(printed))),
    ...data.told.map((told) => text.told(roles(told.to), told.text)),
    data.invited === undefined ? '' : text.invited,
    data.reopened === undefined ? '' : text.reopened,
    data.closed ? text.closed : '',
  ].join('');
}

function attributesText(attributes: Readonly<Record<string, string>>, { type }: CaseRulesOf): string[] {
  return type.attributes.flatMap(({ id, zh, options }) => {
    const option = options.find((one) => one.id === attributes[id]);
    return option === undefined ? [] : [text.attribute(zh, option.zh)];
  });
}

function exclusionText(exclusion: number | undefined, { type }: CaseRulesOf): string[] {
  const excluded = exclusion === undefined ? undefined : type.scope.exclude[exclusion];
  return excluded === undefined ? [] : [text.excluded(excluded.zh, excluded.redirect)];
}
