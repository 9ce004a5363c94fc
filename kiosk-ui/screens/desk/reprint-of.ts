import type { ScreenAsk } from '../../link/hub-link.ts';

/** The order to print something once more: a number, a case's receipt, or one of its forms. */
export function reprintOf(of: { ticket?: string; case?: string; form?: string }, kiosk: string): ScreenAsk {
  const { ticket = '', case: about, form } = of;
  if (about === undefined) return { type: 'ReprintTicket', ticket, kiosk };
  if (form === undefined) return { type: 'PrintPaper', case: about, kind: 'receipt', kiosk };
  return { type: 'PrintPaper', case: about, kind: 'form', form, kiosk };
}
