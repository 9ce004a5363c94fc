import type { PaperJob } from '@bandecheng/shared/protocol';
import { ticketZh } from '../locales/zh/ticket.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import { safeText } from './printer-text.ts';
import type { Align, TicketPart } from './ticket-layout.ts';
import { wrapColumns } from './wrap-columns.ts';

/** What stands on a short paper, from the top down. Every line fits the paper; an empty line is a gap. */
export function layOutPaper(
  { title, lines, qr }: PaperJob['paper'],
  profile: PrinterProfile,
  copy: number,
): TicketPart[] {
  const parts: TicketPart[] = [];
  const add = (text: string, align: Align, scale: number): void => {
    for (const line of wrapColumns(safeText(text), Math.floor(profile.columns / scale)))
      parts.push({ kind: 'line', text: line, align, scale });
  };
  add(title, 'ct', 2);
  if (copy > 0) add(ticketZh.reprint, 'ct', 2);
  parts.push({ kind: 'gap' });
  for (const line of lines)
    if (line.trim() === '') parts.push({ kind: 'gap' });
    else add(line, 'lt', 1);
  if (qr !== undefined && profile.qr !== 'none') parts.push({ kind: 'qr', text: qr });
  return parts;
}
