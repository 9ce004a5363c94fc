import type { CasesView, HelpRow } from '@bandecheng/shared/case/case-view';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import { local } from '../../locales/locale.ts';
import { numberDigits, readNumber } from '../desk/ticket-ref.ts';
import { t } from './texts.ts';

/** What a new case grows out of: a ticket, and the counter's call for help where there was one. */
export interface Opening {
  ticket: TicketId;
  help?: string;
}

const TICKET = /^\d{4}-\d{2}-\d{2}-[A-Z]{1,2}\d{2,6}$/;

/**
 * What the page's address asks to open: `?help=2026-11-23-A012/h1` or `?ticket=2026-11-23-A012`; `?open=1` for
 * somebody without a ticket. Undefined: nothing.
 */
export function openingFrom(asked: Pick<URLSearchParams, 'get' | 'has'>): Opening | null | undefined {
  const help = asked.get('help');
  const ticket = help === null ? asked.get('ticket') : (help.split('/')[0] ?? '');
  if (ticket !== null && TICKET.test(ticket)) return help === null ? { ticket } : { ticket, help };
  return asked.has('open') ? null : undefined;
}

/** The ticket somebody names by its number, of this business day; null where it is no number. */
export function ticketOf(typed: string, day: string): TicketId | null {
  const number = readNumber(typed, numberDigits([]));
  return number === null ? null : `${day}-${number}`;
}

/** The number on the paper: `A012`. */
export const numberOf = (ticket: TicketId): string => ticket.slice('YYYY-MM-DD-'.length);

/** Where the new case comes from, for the head of its form. */
export function openingText({ ticket, help }: Opening, helps: CasesView['helps']): string {
  const row: HelpRow | undefined = helps.find((one) => one.help === help);
  const number = numberOf(ticket);
  if (row === undefined) return t('open.from', { number });
  return t('open.fromCounter', { counter: row.counterNumber, number, service: local(row.service) });
}
