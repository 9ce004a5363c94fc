import { ticketZh } from '@bandecheng/device-agent/locales/zh/ticket';
import type { TicketJob } from '@bandecheng/shared/protocol';
import iconv from 'iconv-lite';

const text = (line: string): Buffer => iconv.encode(line, 'gb18030');
const LF = Buffer.of(0x0a);
const CENTRE = Buffer.of(0x1b, 0x61, 0x01);
const LEFT = Buffer.of(0x1b, 0x61, 0x00);
const size = (times: number): Buffer => Buffer.of(0x1d, 0x21, ((times - 1) << 4) | (times - 1));

/** The standard ticket as someone would write its bytes out for this one ticket: what it can't be shorter than. */
export function handMadeTicket(ticket: TicketJob['ticket']): Uint8Array {
  const url = Buffer.from(ticket.followUpUrl);
  const stored = url.length + 3;
  return Buffer.concat([
    Buffer.of(0x1b, 0x40, 0x1c, 0x26),
    ...[CENTRE, text(ticket.hall), LF, LF],
    ...[size(2), text(ticket.service), LF],
    ...[size(4), text(ticket.number), LF],
    ...[
      size(1),
      LF,
      text(ticketZh.ahead(ticket.ahead)),
      LF,
      text(ticketZh.waitAbout(ticket.estimateMinutes)),
      LF,
    ],
    ...[text(ticketZh.area(ticket.area)), LF, text(ticket.issuedText), LF],
    Buffer.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, 6),
    Buffer.of(0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30),
    ...[url, Buffer.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30)],
    ...[text(ticketZh.scan), LF, LF],
    ...[LEFT, ...ticket.notice.flatMap((line) => [text(line), LF])],
    Buffer.of(0x1d, 0x56, 66, 0),
  ]);
}
