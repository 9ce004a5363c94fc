import type { CaseRules } from '@bandecheng/shared/case/case-detail';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import type { ScreenAsk } from '../../link/hub-link.ts';
import { given, type Asked } from './given-fields.ts';

export type CaseTypeRules = CaseRules['types'][number];

/** What is being filled in for a new case. `scope`: `in-0` a content in scope, `out-1` an exclusion. */
export interface OpenDraft {
  caseType: string;
  intake: string;
  as: string;
  scope: string;
  values: Record<string, string>;
  unit: string;
  foreignNumber: string;
  confidential: boolean;
}

export const EMPTY_DRAFT: OpenDraft = {
  ...{ caseType: '', intake: '', as: '', scope: '', values: {} },
  ...{ unit: '', foreignNumber: '', confidential: false },
};

/** The contents in scope and, behind them, what is not: choices of one row each. */
export function scopeChoices({ include, exclude }: CaseTypeRules): { in: ScopeChoice[]; out: ScopeChoice[] } {
  return {
    in: include.map((text, i) => ({ value: `in-${i}`, text })),
    out: exclude.map(({ zh }, i) => ({ value: `out-${i}`, text: zh })),
  };
}
interface ScopeChoice {
  value: string;
  text: string;
}

/** Which exclusion was chosen; null: none. */
export function exclusionOf(draft: Pick<OpenDraft, 'scope'>): number | null {
  return draft.scope.startsWith('out-') ? Number(draft.scope.slice('out-'.length)) : null;
}

/** Attributes and first fields of a type, as one list to fill in. */
export function askedAtOpening({ attributes, fields }: CaseTypeRules): {
  attributes: Asked[];
  fields: Asked[];
} {
  return {
    attributes: attributes.map(({ id, zh, options }) => ({ id, zh, options, kind: 'attribute' })),
    fields: fields.filter(({ kind }) => kind !== 'attribute'),
  };
}

/** The command that opens what was filled in; for an exclusion nothing but where it came from. */
export function openCommand(
  type: CaseTypeRules,
  draft: OpenDraft,
  ticket: TicketId | null,
): Extract<ScreenAsk, { type: 'OpenCase' }> {
  const { attributes: asked, fields } = askedAtOpening(type);
  const { caseType, intake, as, confidential } = draft;
  const excluded = exclusionOf(draft) !== null;
  const [unit, foreignNumber] = [draft.unit.trim(), draft.foreignNumber.trim()];
  return {
    ...{ type: 'OpenCase', caseType, intake, as },
    ...(ticket === null ? {} : { ticket }),
    ...given(excluded ? [] : [...asked, ...fields], draft.values),
    ...(draft.scope.startsWith('in-') ? { scope: Number(draft.scope.slice('in-'.length)) } : {}),
    ...(unit === '' ? {} : { unit }),
    ...(foreignNumber === '' ? {} : { foreignNumber }),
    confidential: confidential && type.mayBeConfidential,
  };
}
