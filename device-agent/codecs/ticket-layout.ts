import { TICKET_CLASSES, type Language, type TicketClass } from '@bandecheng/shared/vocabulary';
import type { PrintJob } from '@bandecheng/shared/protocol';
import { ticketEn } from '../locales/en/ticket.ts';
import { ticketZh, type TicketWording } from '../locales/zh/ticket.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import { columnsOf, safeText } from './printer-text.ts';
import { wrapColumns } from './wrap-columns.ts';

export type Align = 'lt' | 'ct';

export interface TicketLine {
  kind: 'line';
  text: string;
  align: Align;
  /** Times the ordinary width and height, 1 to 8. */
  scale: number;
}

/** One thing after another down the paper. A large line touches its neighbours: a gap is an empty line. */
export type TicketPart = TicketLine | { kind: 'qr'; text: string } | { kind: 'gap' };

/** Size of the number: 4 × 24 dots are 12 mm at 8 dots a millimetre. */
const NUMBER_SCALE = 4;

/** Mongolian is not in a printer's font and needs lines of its own direction: until then it reads Chinese. */
const WORDING: Record<Language, TicketWording> = { zh: ticketZh, en: ticketEn, mn: ticketZh };

/** What stands on the ticket, from the top down. Every line fits the paper. */
export function layOutTicket(
  ticket: PrintJob['ticket'],
  profile: PrinterProfile,
  copy: number,
): TicketPart[] {
  const wording = WORDING[ticket.language];
  const parts: TicketPart[] = [];
  const add = (text: string, align: Align, scale: number) => {
    for (const line of wrapColumns(safeText(text), Math.floor(profile.columns / scale)))
      parts.push({ kind: 'line', text: line, align, scale });
  };

  const gap = () => parts.push({ kind: 'gap' });

  add(ticket.hall, 'ct', 1);
  gap();
  if (copy > 0) add(wording.reprint, 'ct', 2);
  add(ticket.service, 'ct', 2);
  add(ticket.number, 'ct', numberScale(ticket.number, profile.columns));
  add(classMark(ticket.class, wording), 'ct', 2);
  gap();
  add(ticket.ahead === 0 ? wording.nobodyAhead : wording.ahead(ticket.ahead), 'ct', 1);
  if (ticket.ahead > 0) add(waitText(ticket.estimateMinutes, wording), 'ct', 1);
  if (ticket.area !== '') add(wording.area(ticket.area), 'ct', 1);
  add(ticket.issuedText, 'ct', 1);
  if (ticket.followUpUrl !== '' && profile.qr === 'native') {
    parts.push({ kind: 'qr', text: ticket.followUpUrl });
    add(wording.scan, 'ct', 1);
  }
  if (ticket.notice.length > 0) gap();
  for (const line of ticket.notice) add(line, 'lt', 1);
  return parts;
}

/** Minutes to words no finer than the estimate is: fives to an hour, tens to two hours, then no figure. */
export function waitText(minutes: number, wording: TicketWording): string {
  if (minutes <= 5) return wording.waitUnder(5);
  if (minutes > 120) return wording.waitOver(2);
  const step = minutes <= 60 ? 5 : 10;
  return wording.waitAbout(Math.ceil(minutes / step) * step);
}

function numberScale(number: string, columns: number): number {
  const fitting = Math.floor(columns / Math.max(1, columnsOf(number)));
  return Math.max(1, Math.min(NUMBER_SCALE, fitting));
}

function classMark(word: string, wording: TicketWording): string {
  const known = TICKET_CLASSES.find((ticketClass): ticketClass is TicketClass => ticketClass === word);
  return known === undefined ? '' : wording.classes[known];
}
