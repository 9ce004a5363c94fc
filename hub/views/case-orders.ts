import type { CaseAnswer } from '@bandecheng/shared/api-schemas';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import { caseOfOrder } from '../state/case-of-order.ts';
import { fieldOf } from '../state/case-rules.ts';
import type { CaseDesk } from '../state/case-state.ts';
import { caseTold } from '../state/case-told.ts';
import { fieldFits, isFreeText } from '../state/field-fits.ts';
import type { HallState } from '../state/hall-state.ts';

/** What another system's order says of a case, as far as it can be judged before it is given. */
export interface OrderAsked {
  caseType: string;
  intake: string;
  service?: string | undefined;
  attributes: Readonly<Record<string, string>>;
  fields: Readonly<Record<string, string>>;
}

/** The rules that new cases begin under; null: the hall has no case desk. */
export function rulesInForce({ policies, policy }: CaseDesk): Policy | null {
  return policies.get(policy) ?? null;
}

/** In whose name an order is taken in that names nobody: whoever may take the first step. */
export function whoTakesIn(policy: Policy | null, caseType: string): string {
  const type = policy?.caseTypes.find(({ id }) => id === caseType);
  return type?.steps.find(({ from }) => from.includes(type.initial))?.by[0] ?? '';
}

/** How a case stands, for another system; null: there is none. */
export function orderStanding(state: HallState, id: CaseId, now: Instant): CaseAnswer | null {
  const of = state.desk.cases.get(id);
  return of === undefined ? null : caseTold(state, of, now);
}

/** The case of an order by its number in the system it came from, and the command that opened it; null: it has none. */
export function caseOf(
  state: HallState,
  order: { intake: string; foreignNumber?: string | undefined },
): { id: CaseId; openedBy: string } | null {
  const of = caseOfOrder(state.desk, order);
  return of === null ? null : { id: of.id, openedBy: of.timeline[0]?.command ?? '' };
}

/** What stands against an order, and the column it is about. */
export function orderProblems(
  { desk, hall }: HallState,
  { caseType, intake, service, attributes, fields }: OrderAsked,
): { path: string; refusal: Refusal }[] {
  const policy = rulesInForce(desk);
  const type = policy?.caseTypes.find(({ id }) => id === caseType);
  if (policy === null || type === undefined)
    return [{ path: 'caseType', refusal: { refused: 'case-type-unknown', about: { type: caseType } } }];
  const problems: { path: string; refusal: Refusal }[] = [];
  const add = (path: string, refused: Refusal['refused'], about: Refusal['about'] = {}) =>
    problems.push({ path, refusal: { refused, about } });
  if (!type.intake.some(({ id }) => id === intake)) add('intake', 'intake-unknown', { intake });
  if (service !== undefined && hall?.services.some(({ id }) => id === service) !== true)
    add('service', 'service-unknown');
  for (const [id, value] of Object.entries(attributes)) {
    const attribute = type.attributes.find((one) => one.id === id);
    if (attribute?.options.some((option) => option.id === value) !== true)
      add(id, 'attribute-unknown', { attribute: attribute?.zh ?? id, value });
  }
  for (const [id, value] of Object.entries(fields)) {
    const field = fieldOf(policy, id);
    if (field === undefined) add(id, 'field-unknown', { field: id });
    else if (!isFreeText({ policy }, id) && !fieldFits({ policy, type }, id, value))
      add(id, 'field-malformed', { field: field.zh, value });
  }
  return problems;
}
