import type { FieldValue } from '@bandecheng/shared/case/case-events';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Case, CaseEvent } from '../state/case-state.ts';

/** The fields that an event filled. */
export function fieldsIn({ data }: CaseEvent): Readonly<Record<string, FieldValue>> {
  return 'fields' in data && !Array.isArray(data.fields) ? data.fields : {};
}

/** Every text of a case that lies in the vault, each once. */
export function sealedTexts({ timeline }: Pick<Case, 'timeline'>): Sealed[] {
  const all = new Map<string, Sealed>();
  for (const event of timeline) {
    const text = 'text' in event.data ? event.data.text : undefined;
    for (const value of [...Object.values(fieldsIn(event)), ...(text === undefined ? [] : [text])])
      if (typeof value !== 'string') all.set(sealedKey(value), value);
  }
  return [...all.values()];
}

/** One word for a text's place in the vault. */
export function sealedKey({ record, field }: Pick<Sealed, 'record' | 'field'>): string {
  return `${record}/${field}`;
}
