import type { FieldValue } from '@bandecheng/shared/case/case-events';
import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { Refusal } from '@bandecheng/shared/refusals';
import { fieldOf, type CaseRulesOf } from '../state/case-rules.ts';
import { fieldFits, isFreeText } from '../state/field-fits.ts';

/** What a command says of a case, checked against its rules. */
export interface Given {
  attributes: Record<string, string>;
  fields: Record<string, FieldValue>;
  marks: readonly string[];
}

/**
 * Attributes and fields of a command, empty ones left out. Refuses `attribute-unknown`, `field-unknown`,
 * `field-malformed`. Free text that nobody sealed is a fault: it must not come near the journal.
 */
export function givenIn(
  command: { attributes?: Record<string, string>; fields: Record<string, string> } & SealedTexts,
  rules: CaseRulesOf,
): Given | Refusal {
  const attributes = entriesOf(command.attributes ?? {});
  for (const [id, value] of attributes) {
    const attribute = rules.type.attributes.find((one) => one.id === id);
    if (attribute === undefined || !attribute.options.some((option) => option.id === value))
      return { refused: 'attribute-unknown', about: { attribute: attribute?.zh ?? id, value } };
  }
  const { text: _, ...sealed } = command.sealed ?? {};
  for (const id of Object.keys(sealed))
    if (fieldOf(rules.policy, id) === undefined) return { refused: 'field-unknown', about: { field: id } };
  const plain = entriesOf(command.fields);
  for (const [id, value] of plain) {
    const refusal = plainField(rules, id, value);
    if (refusal !== null) return refusal;
  }
  return {
    attributes: Object.fromEntries(attributes),
    fields: { ...Object.fromEntries(plain), ...sealed },
    marks: command.marks ?? [],
  };
}

function plainField(rules: CaseRulesOf, id: string, value: string): Refusal | null {
  const field = fieldOf(rules.policy, id);
  if (field === undefined) return { refused: 'field-unknown', about: { field: id } };
  if (isFreeText(rules, id)) throw new Error(`free text of ${id} was not sealed`);
  return fieldFits(rules, id, value)
    ? null
    : { refused: 'field-malformed', about: { field: field.zh, value } };
}

function entriesOf(record: Record<string, string>): [string, string][] {
  return Object.entries(record).filter(([, value]) => value.trim() !== '');
}

/** The first field or attribute that must be there and is not; null when all are. */
export function missingOf(
  required: readonly string[],
  rules: CaseRulesOf,
  known: Pick<Given, 'attributes' | 'fields'>,
): Refusal | null {
  const missing = required.find((id) => known.fields[id] === undefined && known.attributes[id] === undefined);
  if (missing === undefined) return null;
  return { refused: 'field-missing', about: { field: fieldOf(rules.policy, missing)?.zh ?? missing } };
}
