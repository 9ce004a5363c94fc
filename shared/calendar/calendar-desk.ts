import type { AccountId, CaseId, Instant } from '../vocabulary.ts';
import type { CalendarOverride, OverrideDoubt, OverrideDraft } from './calendar-override.ts';
import type { LegalYear } from './legal-year.ts';
import type { YearMissing } from './year-missing.ts';

/** An open deadline that a calendar moves, or makes certain that was 暂定. Null: nothing is due. */
export interface DeadlineMove {
  case: CaseId;
  /** The clock in words. */
  clock: string;
  from: Instant | null;
  to: Instant | null;
  provisional: boolean;
}

/** An override that waits for its second signature. */
export interface OverrideProposal {
  proposal: string;
  draft: OverrideDraft;
  by: AccountId;
  at: Instant;
}

/** An override as it came into force. */
export interface SignedOverride {
  override: CalendarOverride;
  at: Instant;
}

/** The calendar as the hall works by it, for whoever keeps it. */
export interface CalendarDeskView {
  years: (Omit<LegalYear, 'days'> & { holidays: number; days: number })[];
  missing: YearMissing | null;
  proposal: (OverrideProposal & { doubts: OverrideDoubt[]; moves: DeadlineMove[] }) | null;
  /** Newest first; the first is in force. */
  versions: readonly SignedOverride[];
}
