import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { encodeTicket } from '@bandecheng/device-agent/codecs/escpos-codec';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { openRasterFont } from '@bandecheng/device-agent/raster-font';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { PrinterPaper } from '@bandecheng/device-agent/virtual/printer-paper';
import type { TicketJob } from '@bandecheng/shared/protocol';
import type { PaperLine } from '@bandecheng/shared/virtual-hall';
import { paperPng } from '../fakes/paper-image.ts';
import { printJob } from '../fakes/print-job.ts';
import { ticketTexts } from '../unit/device-agent/ticket/read-ticket.ts';

const profiles = await readProfiles();
const raster = await openRasterFont();

type Ticket = TicketJob['ticket'];

function bytesOf(set: Partial<Ticket>, profile: PrinterProfile): Uint8Array {
  return encodeTicket({ ...printJob().ticket, ...set }, { profile, copy: 0, raster }).bytes;
}

/** What a printer of this model puts on paper, and what it answers. */
function printed(bytes: Uint8Array, profile: PrinterProfile): { lines: PaperLine[]; replies: Uint8Array[] } {
  let lines: PaperLine[] = [];
  const replies: Uint8Array[] = [];
  const paper = new PrinterPaper(
    { ...profile, status: { dleEot: true, gsR: true, gsH: true, asb: true } },
    {
      reply: (reply) => replies.push(reply),
      cameOff: (slip) => (lines = slip),
      rollEnded: () => undefined,
    },
  );
  paper.push(bytes);
  paper.tear();
  return { lines, replies };
}

/** A program's output; it must be installed (`zbar-tools`, `libc-bin`). */
function judge(program: string, args: string[], input: Uint8Array): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program}: ${stderr.toString()}`);
  return stdout.toString();
}

describe('the QR code on the paper, read by zbarimg', () => {
  const ADDRESSES = [
    ['of a hall', 'http://192.168.1.10:3000/t/7kq2m9x4ab3c'],
    ['of the greatest length', `http://hall.example/t/${'x'.repeat(98)}`],
    ['in Chinese', 'http://大厅.中国/号/一二三'],
  ] as const;

  describe.each(['escpos-80mm', 'escpos-58mm', 'escpos-80mm-plain', 'escpos-58mm-plain'])('of %s', (id) => {
    const profile = profiles.get(id) as PrinterProfile;

    test.each(ADDRESSES)('leads to the address %s', (_, followUpUrl) => {
      const { lines } = printed(bytesOf({ followUpUrl }, profile), profile);

      expect(lines.some(({ kind }) => kind === (profile.qr === 'native' ? 'qr' : 'raster'))).toBe(true);
      expect(judge('zbarimg', ['--raw', '-q', '-'], paperPng(lines, profile.dots))).toBe(`${followUpUrl}\n`);
    });
  });
});

describe('the text of a ticket, decoded by iconv', () => {
  const profile = profiles.get('escpos-80mm') as PrinterProfile;
  const ticket: Partial<Ticket> = {
    hall: '清河县政务服务中心（东区）',
    service: '不动产登记·过户',
    notice: ['工本费¥10•请带户口簿', '䶮龥镕喆 — “引号”…'],
  };

  test.each(['gb18030-fs', 'gbk-fs'] as const)('is what was to be printed (%s)', (text) => {
    const texts = ticketTexts(bytesOf(ticket, { ...profile, text }));

    const decoded = judge('iconv', ['-f', 'GB18030', '-t', 'UTF-8'], Buffer.concat(texts)).split('\n');
    expect(decoded).toEqual([
      ...['清河县政务服务中心（东区）', '不动产登记·过户', 'A012'],
      ...['前面还有 3 人', '预计等候约 20 分钟', '等候地点：一楼东区', '2026-11-23 12:00'],
      ...['扫码查看排队进度', '工本费￥10·请带户口簿', '䶮龥镕喆 — “引号”…', ''],
    ]);
  });

  test('holds no character of four bytes: GBK alone reads it too', () => {
    const texts = ticketTexts(bytesOf({ ...ticket, notice: ['王𠮷㛃😀', 'Өргөө', 'ᠮᠣᠩᠭᠣᠯ'] }, profile));

    expect(judge('iconv', ['-f', 'GBK', '-t', 'UTF-8'], Buffer.concat(texts))).toMatch(/清河县[^]*不动产/);
  });
});

describe('a picture on a ticket', () => {
  const profile = profiles.get('escpos-80mm-plain') as PrinterProfile;

  test('that holds the bytes of DLE EOT among its dots is not answered', () => {
    const dots = Uint8Array.from({ length: 3 * 24 }, (_, i) => [0x10, 0x04, 0x01][i % 3] ?? 0);
    const asking = { ...printJob().ticket, service: '㛃' };
    const { bytes } = encodeTicket(asking, {
      profile,
      copy: 0,
      raster: () => ({ widthBytes: 3, rows: dots }),
    });

    expect(Buffer.from(bytes).includes(Buffer.of(0x10, 0x04, 0x01))).toBe(true);
    expect(printed(bytes, profile).replies).toEqual([]);
  });

  test('comes in bands of at most 24 rows', () => {
    const bands = bandsOf(bytesOf({ service: 'ᠮᠣᠩᠭᠣᠯ', language: 'mn' }, profile));

    expect(bands.length).toBeGreaterThan(4);
    expect(Math.max(...bands)).toBe(24);
  });
});

/** Rows of each GS v 0. */
function bandsOf(bytes: Uint8Array): number[] {
  const bands: number[] = [];
  const buffer = Buffer.from(bytes);
  let at = buffer.indexOf('1d763000', 0, 'hex');
  while (at >= 0) {
    const [width, height] = [buffer.readUInt16LE(at + 4), buffer.readUInt16LE(at + 6)];
    bands.push(height);
    at = buffer.indexOf('1d763000', at + 8 + width * height, 'hex');
  }
  return bands;
}
