import type { AccountId, CaseId, Instant, ServiceId } from '../vocabulary.ts';

/** What was learned from a closed case. Written to be read by all: no person's name belongs here. */
export interface KnowledgeEntry {
  entry: string;
  case: CaseId;
  caseType: string;
  service?: ServiceId | undefined;
  cause: string;
  cure: string;
  /** The rule that lets it be done so. */
  basis: string;
  keywords: string[];
  by: AccountId;
  at: Instant;
}
