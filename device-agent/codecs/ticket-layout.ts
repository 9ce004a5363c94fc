import { TICKET_CLASSES, type Language, type TicketClass } from '@bandecheng/shared/vocabulary';
import type { TicketJob } from '@bandecheng/shared/protocol';
import { ticketEn } from '../locales/en/ticket.ts';
import { ticketZh, type TicketWording } from '../locales/zh/ticket.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import { columnsOf, safeText, scriptRuns } from './printer-text.ts';
import { layOutTestTicket, TEST_CLASS } from './test-ticket-layout.ts';
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

/** Mongolian letters stand on a line as tall as two of Chinese: smaller ones are too fine to read. */
const MONGOLIAN_SCALE = 2;

/** Size of the number: 4 × 24 dots are 12 mm at 8 dots a millimetre. */
const NUMBER_SCALE = 4;

/** Fixed words in Mongolian await someone who can vouch for them; the hall's own texts come in the language asked for. */
const WORDING: Record<Language, TicketWording> = { zh: ticketZh, en: ticketEn, mn: ticketZh };

/** What stands on the ticket, from the top down. Every line fits the paper. */
export function layOutTicket(
  ticket: TicketJob['ticket'],
  profile: PrinterProfile,
  copy: number,
): TicketPart[] {
  if (ticket.class === TEST_CLASS) return layOutTestTicket(ticket, profile);
  const wording = WORDING[ticket.language];
  const parts: TicketPart[] = [];
  const add = (text: string, align: Align, usualScale: number) => {
    const safe = safeText(text);
    const mongolian = scriptRuns(safe).some(({ script }) => script === 'mongolian');
    const scale = mongolian ? Math.max(MONGOLIAN_SCALE, usualScale) : usualScale;
    for (const line of wrapColumns(safe, Math.floor(profile.columns / scale)))
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
  if (ticket.ahead > 0) add(waitText(ticket, wording), 'ct', 1);
  if (ticket.area !== '') add(wording.area(ticket.area), 'ct', 1);
  add(ticket.issuedText, 'ct', 1);
  if (ticket.followUpUrl !== '' && profile.qr !== 'none') {
    parts.push({ kind: 'qr', text: ticket.followUpUrl });
    add(wording.scan, 'ct', 1);
  }
  if (ticket.notice.length > 0) gap();
  for (const line of ticket.notice) add(line, 'lt', 1);
  return parts;
}

type Wait = Pick<TicketJob['ticket'], 'estimateMinutes' | 'estimateLow' | 'estimateHigh'>;

/** Minutes to words no finer than the estimate is: fives to an hour, tens to two hours, then no figure. */
export function waitText(wait: Wait, wording: TicketWording): string {
  const { estimateMinutes: minutes, estimateLow = minutes, estimateHigh = minutes } = wait;
  if (estimateHigh <= 5) return wording.waitUnder(5);
  if (minutes > 120) return wording.waitOver(2);
  const step = minutes <= 60 ? 5 : 10;
  const from = Math.floor(estimateLow / step) * step;
  const to = Math.ceil(estimateHigh / step) * step;
  if (estimateLow === estimateHigh) return wording.waitAbout(to);
  return from === 0 ? wording.waitUnder(to) : wording.waitBetween(from, to);
}

function numberScale(number: string, columns: number): number {
  const fitting = Math.floor(columns / Math.max(1, columnsOf(number)));
  return Math.max(1, Math.min(NUMBER_SCALE, fitting));
}

function classMark(word: string, wording: TicketWording): string {
  const known = TICKET_CLASSES.find((ticketClass): ticketClass is TicketClass => ticketClass === word);
  return known === undefined ? '' : wording.classes[known];
}
