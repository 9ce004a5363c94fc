import type { CaseId, ErasureReason, Instant, TicketId } from '@bandecheng/shared/vocabulary';
import { fieldOf, rulesOf } from '../state/case-rules.ts';
import { isSealed } from '../state/case-sealed.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import type { HallState } from '../state/hall-state.ts';

/** The line of the journal by which somebody was forgotten, and what went with it. */
export interface Erasure {
  about: { case: CaseId } | { ticket: TicketId };
  seq: number;
  at: Instant;
  actor: string;
  reason: ErasureReason;
  /** Form fields whose texts lay in the vault, in words. */
  fields: string[];
  records: string[];
  materials: string[];
}

/** How a case's person was forgotten; null while nobody has asked for it. */
export function caseErasure(desk: CaseDesk, of: Case): Erasure | null {
  for (const { type, seq, at, actor, data } of of.timeline) {
    if (type !== 'PersonErased') continue;
    const { records, materials, reason } = data;
    return {
      about: { case: of.id },
      seq,
      at,
      actor,
      reason,
      fields: erasedFields(desk, of),
      records,
      materials,
    };
  }
  return null;
}

/** How what was written about a ticket's visits was forgotten; null: nobody has asked for it. */
export function ticketErasure(
  { erasedTickets }: Pick<HallState, 'erasedTickets'>,
  ticket: TicketId,
): Erasure | null {
  const erased = erasedTickets.get(ticket);
  return erased === undefined ? null : { about: { ticket }, ...erased, fields: [], materials: [] };
}

function erasedFields(desk: CaseDesk, of: Case): string[] {
  const { policy } = rulesOf(desk, of);
  return Object.entries(of.fields).flatMap(([id, value]) =>
    isSealed(value) ? [fieldOf(policy, id)?.zh ?? id] : [],
  );
}
