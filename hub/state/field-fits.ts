import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import { FREE_TEXT } from '@bandecheng/shared/policy/form';
import { fieldOf, type CaseRulesOf } from './case-rules.ts';

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a form's field may hold this value in the open: a choice, a date. Free text is another matter. */
export function fieldFits({ policy, type }: CaseRulesOf, id: string, value: string): boolean {
  const field = fieldOf(policy, id);
  if (field === undefined) return false;
  const options = field.options ?? type.attributes.find((one) => one.id === id)?.options.map((o) => o.id);
  return (
    (field.kind === 'choice' && (options === undefined || options.includes(value))) ||
    (field.kind === 'date' && CivilDate.safeParse(value).success) ||
    (field.kind === 'date-time' && CivilDate.safeParse(DATE_TIME.exec(value)?.[1]).success)
  );
}

/** Whether a field holds what somebody wrote. */
export function isFreeText({ policy }: Pick<CaseRulesOf, 'policy'>, id: string): boolean {
  return FREE_TEXT.includes(fieldOf(policy, id)?.kind ?? 'automatic');
}
