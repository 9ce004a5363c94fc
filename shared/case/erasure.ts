import type { AccountId, CaseId, ErasureReason, Instant, TicketId } from '../vocabulary.ts';

/** Certificate that a person was forgotten: what was deleted, by whom, and the journal's line that vouches for it. */
export interface ErasureCertificate {
  /** The case, or the ticket about whose visits something was written: one of the two. */
  case?: CaseId;
  ticket?: TicketId;
  hall: string;
  timeZone: string;
  at: Instant;
  by: { account: AccountId; name?: string };
  reason: ErasureReason;
  /** Form fields whose texts were deleted, in words. */
  fields: string[];
  /** Records of the vault, opinions and answers among them. */
  records: number;
  materials: number;
  /** The journal's line: its number and hash. */
  seq: number;
  hash: string;
}
