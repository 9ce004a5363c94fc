import { encodeTicket } from '@bandecheng/device-agent/codecs/escpos-codec';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { TicketJob } from '@bandecheng/shared/protocol';
import { handMadeTicket } from './hand-made-ticket.ts';
import { median, printFigure, progress } from './figure.ts';

const ROUNDS = 5;
const TIMES = 5_000;
/** GS r behind the cut. */
const FENCE_BYTES = 3;

export const STANDARD_TICKET: TicketJob['ticket'] = {
  hall: '清河县政务服务中心',
  service: '社会保险',
  number: 'A012',
  ahead: 7,
  estimateMinutes: 20,
  area: '一楼东区等候区',
  issuedText: '2026-11-23 09:05',
  followUpUrl: 'http://192.168.1.10:3000/t/7kq2m9x4ab3c',
  notice: ['请带身份证原件和复印件'],
  language: 'zh',
  class: 'ordinary',
};

/** Bytes and microseconds of a standard ticket beside the same ticket put together by hand. */
export async function benchTicket(): Promise<void> {
  progress('ticket-bytes, ticket-encode …');
  const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
  const encode = (): Uint8Array =>
    encodeTicket(STANDARD_TICKET, { profile, copy: 0, raster: () => null }).bytes;
  const byHand = (): Uint8Array => handMadeTicket(STANDARD_TICKET);
  printFigure({
    name: 'ticket-bytes',
    unit: 'bytes',
    ours: encode().length + FENCE_BYTES,
    limit: byHand().length + FENCE_BYTES,
    how: 'standard ticket, fence included; limit: the same lines, sizes, QR and cut written out by hand',
  });
  const ours: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(microseconds(encode));
    limit.push(microseconds(byHand));
  }
  printFigure({
    name: 'ticket-encode',
    unit: 'us',
    ours: median(ours),
    limit: median(limit),
    how: `median of ${ROUNDS} alternating rounds of ${TIMES}; limit: by hand. The wire is the cost: at 19,200 baud a byte takes 521 us`,
  });
}

function microseconds(encode: () => Uint8Array): number {
  const began = performance.now();
  for (let i = 0; i < TIMES; i++) encode();
  return ((performance.now() - began) * 1000) / TIMES;
}
