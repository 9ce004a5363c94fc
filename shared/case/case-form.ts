import type { CaseId, Instant } from '../vocabulary.ts';

/** A form filled from a case, for paper: one sheet for each copy. */
export interface FilledForm {
  case: CaseId;
  form: string;
  zh: string;
  /** `named`: the notice does not show it; the rows follow its sentences until the city supplies a layout. */
  layout: 'printed' | 'named';
  copies: { to: string; zh: string }[];
  rows: { field: string; zh: string; kind: string; value: string }[];
  footnote?: string;
  printedAt: Instant;
  /** The city's own layout, an HTML fragment in which `{{field}}` stands for a value; values are escaped. */
  template?: string;
}
