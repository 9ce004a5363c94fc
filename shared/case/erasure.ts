import type { AccountId, CaseId, Instant } from '../vocabulary.ts';

/** Certificate that a person was forgotten: what was deleted, by whom, and the journal's line that vouches for it. */
export interface ErasureCertificate {
  case: CaseId;
  hall: string;
  timeZone: string;
  at: Instant;
  by: { account: AccountId; name?: string };
  reason: 'rule' | 'request';
  /** Form fields whose texts were deleted, in words. */
  fields: string[];
  /** Records of the vault, opinions and answers among them. */
  records: number;
  materials: number;
  /** The journal's line: its number and hash. */
  seq: number;
  hash: string;
}
