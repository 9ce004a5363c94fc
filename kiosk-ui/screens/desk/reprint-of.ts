import type { ScreenAsk } from '../../link/hub-link.ts';

/** The order to print something once more: a number, or a case's receipt. */
export function reprintOf(of: { ticket?: string; case?: string }, kiosk: string): ScreenAsk {
  if (of.case !== undefined) return { type: 'PrintPaper', case: of.case, kind: 'receipt', kiosk };
  return { type: 'ReprintTicket', ticket: of.ticket ?? '', kiosk };
}
