import { ticketZh } from '@bandecheng/device-agent/locales/zh/ticket';
import type { PrintedSlip } from '@bandecheng/device-agent/virtual/virtual-printer';
import { AREA, HALL, NOTICE } from './hall-file.ts';

/** A number on paper with the address its QR code leads to. */
export interface PaperTicket {
  number: string;
  address: string;
  /** It bears 补打. */
  reprint: boolean;
}

/** As `readSlip` writes a slip: every line of a ticket, from its first to the one above the cut. */
const WHOLE = [
  `^${HALL.name.zh}`,
  `(?<reprint>${ticketZh.reprint}\n)?${HALL.services[0]?.name.zh.slice(0, -1)}\\d`,
  '#(?<number>\\S+)',
  // Each is served before the next one at its counter takes a number.
  ticketZh.nobodyAhead,
  ticketZh.area(AREA),
  '.*\\d\\d:\\d\\d',
  'QR (?<address>\\S+)',
  ticketZh.scan,
  `${NOTICE}$(?![^])`,
].join('\n');

/** What already passes for a ticket: a number, and below it a code before any other number. */
const PASSABLE = '(?<reprint>补打[^#]*)?^#(?<number>\\S+)$[^#]*?^QR (?<address>\\S+)$';

/** The ticket that came off whole on this slip, if there is one; one torn off by its cable may hang above it. */
export function wholeTicketOn(slip: PrintedSlip): PaperTicket | null {
  return slip.end.startsWith('cut') ? (ticketsOn(slip, WHOLE)[0] ?? null) : null;
}

/** Every number somebody could come to a counter with. */
export function passableTicketsOn(slip: PrintedSlip): PaperTicket[] {
  return ticketsOn(slip, PASSABLE);
}

function ticketsOn(slip: PrintedSlip, form: string): PaperTicket[] {
  return [...readSlip(slip).matchAll(new RegExp(form, 'gm'))].map(({ groups = {} }) => ({
    number: groups['number'] ?? '',
    address: groups['address'] ?? '',
    reprint: groups['reprint'] !== undefined,
  }));
}

/** Line by line without the empty ones, large print behind `#`, a code behind `QR`. */
function readSlip({ lines }: PrintedSlip): string {
  const read = lines.map((line) => {
    if (line.kind === 'qr') return `QR ${line.text}`;
    if (line.kind === 'raster') return '(picture)';
    return line.heightScale >= 4 && line.text.trim() !== '' ? `#${line.text.trim()}` : line.text.trim();
  });
  return read.filter((line) => line !== '').join('\n');
}
