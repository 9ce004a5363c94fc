import { fieldOf, rulesOf } from '../state/case-rules.ts';
import { isSealed } from '../state/case-sealed.ts';
import type { Case, CaseDesk, CaseEvent } from '../state/case-state.ts';

/** The event by which a case's person was forgotten; null while nobody has asked for it. */
export function erasureOf({ timeline }: Case): Extract<CaseEvent, { type: 'PersonErased' }> | null {
  for (const event of timeline) if (event.type === 'PersonErased') return event;
  return null;
}

/** The form fields whose texts lay in the vault, in words. */
export function erasedFields(desk: CaseDesk, of: Case): string[] {
  const { policy } = rulesOf(desk, of);
  return Object.entries(of.fields).flatMap(([id, value]) =>
    isSealed(value) ? [fieldOf(policy, id)?.zh ?? id] : [],
  );
}
