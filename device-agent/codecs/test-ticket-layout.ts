import type { TicketJob } from '@bandecheng/shared/protocol';
import { testTicketZh } from '../locales/zh/test-ticket.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import { columnsOf, safeText } from './printer-text.ts';
import type { Align, TicketPart } from './ticket-layout.ts';
import { wrapColumns } from './wrap-columns.ts';

/** `class` of a ticket that is a test ticket: no applicant's, with a layout of its own. */
export const TEST_CLASS = 'self-test';

/** What stands on a test ticket, from the top down: who prints where, and samples of all a ticket may hold. */
export function layOutTestTicket(ticket: TicketJob['ticket'], profile: PrinterProfile): TicketPart[] {
  const parts: TicketPart[] = [];
  const add = (text: string, align: Align, scale = 1): void => {
    for (const line of wrapColumns(safeText(text), Math.floor(profile.columns / scale)))
      parts.push({ kind: 'line', text: line, align, scale });
  };
  const gap = (): void => void parts.push({ kind: 'gap' });
  const scale = Math.min(4, Math.floor(profile.columns / columnsOf(ticket.number)));

  add(ticket.hall, 'ct');
  add(ticket.number, 'ct', scale);
  add(ticket.service, 'ct', 2);
  add(testTicketZh.notATicket, 'ct');
  gap();
  for (const line of ticket.notice) add(line, 'lt');
  add(testTicketZh.time(ticket.issuedText), 'lt');
  gap();
  add(testTicketZh.sample, 'lt');
  add(testTicketZh.rare, 'lt');
  add(testTicketZh.ruler(profile.columns), 'lt');
  if (ticket.followUpUrl !== '' && profile.qr !== 'none')
    parts.push({ kind: 'qr', text: ticket.followUpUrl });
  add(testTicketZh.judge, 'lt');
  return parts;
}
