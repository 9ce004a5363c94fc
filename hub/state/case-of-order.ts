import type { Case, CaseDesk } from './case-state.ts';

/** The case that an order of another system has already; null where it has none, or bears no number. */
export function caseOfOrder(
  { cases }: Pick<CaseDesk, 'cases'>,
  { intake, foreignNumber }: { intake: string; foreignNumber?: string | undefined },
): Case | null {
  if (foreignNumber === undefined) return null;
  for (const of of cases.values()) if (of.foreignNumber === foreignNumber && of.intake === intake) return of;
  return null;
}
