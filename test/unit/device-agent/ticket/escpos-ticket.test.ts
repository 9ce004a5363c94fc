import { describe, expect, it } from 'vitest';
import { encodeTicket } from '@bandecheng/device-agent/codecs/escpos-codec';
import { GS_R_PAPER } from '@bandecheng/device-agent/codecs/printer-replies';
import type { RasterLine } from '@bandecheng/device-agent/codecs/raster-line';
import { waitText } from '@bandecheng/device-agent/codecs/ticket-layout';
import { ticketZh } from '@bandecheng/device-agent/locales/zh/ticket';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { TicketJob } from '@bandecheng/shared/protocol';
import { hex } from '../hex.ts';
import { readTicket } from './read-ticket.ts';

type Ticket = TicketJob['ticket'];

const profiles = await readProfiles();
const wide = profiles.get('escpos-80mm') as PrinterProfile;
const narrow = profiles.get('escpos-58mm') as PrinterProfile;

const standard: Ticket = {
  hall: '云溪县政务服务大厅',
  service: '社会保险登记',
  number: 'A012',
  ahead: 3,
  estimateMinutes: 17,
  area: '一楼东侧',
  issuedText: '2026-11-23 09:15',
  followUpUrl: 'http://192.168.1.10:3000/f/k7Qm2Xw9Z',
  notice: ['请备好身份证和户口簿原件及复印件各一份'],
  language: 'zh',
  class: 'ordinary',
};

const noRaster: RasterLine = () => null;
/** A picture as large as asked for, all black, with so many characters missing. */
const blackRaster =
  (missing = 0): RasterLine =>
  (_, widthDots, heightDots) => {
    const widthBytes = Math.ceil(widthDots / 8);
    return { widthBytes, rows: new Uint8Array(widthBytes * heightDots).fill(0xff), missing };
  };

function encode(change: Partial<Ticket>, profile = wide, copy = 0, raster = noRaster) {
  return encodeTicket({ ...standard, ...change }, { profile, copy, raster });
}
const words = (change: Partial<Ticket>, profile = wide, copy = 0) =>
  readTicket(encode(change, profile, copy).bytes);
const texts = (read: string[]) =>
  read.filter((word) => word.startsWith('text ')).map((word) => word.slice(5));

describe('a ticket', () => {
  it('says all that its holder needs, from the top down', () => {
    expect(words({})).toEqual([
      'init',
      'chinese',
      'align 1',
      'text 云溪县政务服务大厅',
      'gap',
      'size 11',
      'text 社会保险登记',
      'size 33',
      'text A012',
      'gap',
      'size 00',
      'text 前面还有 3 人',
      'text 预计等候约 20 分钟',
      'text 等候地点：一楼东侧',
      'text 2026-11-23 09:15',
      'qr-65 50 0',
      'qr-67 6',
      'qr-69 49',
      'qr http://192.168.1.10:3000/f/k7Qm2Xw9Z',
      'qr-81 48',
      'text 扫码查看排队进度',
      'gap',
      'align 0',
      'text 请备好身份证和户口簿原件及复印件各一份',
      'cut 66 8',
    ]);
  });

  it('has these very bytes', () => {
    const ticket = {
      hall: '大厅',
      service: '登记',
      followUpUrl: 'http://h/1',
      notice: [],
      ahead: 0,
      area: '',
    };

    expect(hex(encode(ticket).bytes)).toBe(
      [
        '1B 40 1C 26 1B 61 01',
        'B4 F3 CC FC 0A 0A',
        '1D 21 11 B5 C7 BC C7 0A',
        '1D 21 33 41 30 31 32 0A 0A',
        '1D 21 00 C7 B0 C3 E6 C3 BB D3 D0 C8 CB A3 AC C7 EB C1 F4 D2 E2 BD D0 BA C5 0A',
        '32 30 32 36 2D 31 31 2D 32 33 20 30 39 3A 31 35 0A',
        '1D 28 6B 04 00 31 41 32 00',
        '1D 28 6B 03 00 31 43 06',
        '1D 28 6B 03 00 31 45 31',
        '1D 28 6B 0D 00 31 50 30 68 74 74 70 3A 2F 2F 68 2F 31',
        '1D 28 6B 03 00 31 51 30',
        'C9 A8 C2 EB B2 E9 BF B4 C5 C5 B6 D3 BD F8 B6 C8 0A',
        '1D 56 42 08',
      ].join(' '),
    );
  });

  // By hand, line feeds counted with their lines: begin 7, hall 19, gaps 3, service 3 + 13, number 3 + 5, back to the
  // small size 3, ahead 14, wait 19, area 19, time 17, QR code 41 + 36, its wording 17, notice 3 + 39, cut 4, fence 3.
  const BY_HAND = 268;

  it('takes at most 420 bytes with its fence, and no more than by hand', () => {
    const size = encode({}).bytes.length + GS_R_PAPER.length;

    expect(size).toBeLessThanOrEqual(420);
    expect(size).toBeLessThanOrEqual(BY_HAND * 1.1);
  });

  it('is the same bytes for the same input, so that a reprint can be compared', () => {
    expect(encode({}).bytes).toEqual(encode({}).bytes);
  });

  it('asks the printer nothing: query and fence are the driver’s', () => {
    const line = hex(encode({}).bytes);

    expect(line).not.toMatch(/10 04|1D 72/);
  });

  it('bears 补打 when it is a reprint, with the same number', () => {
    expect(texts(words({}, wide, 1))).toEqual(expect.arrayContaining(['【补打】', 'A012']));
    expect(texts(words({}, wide, 0))).not.toContain('【补打】');
  });

  it.each([
    ['elderly', '老年人优先'],
    ['disabled', '残疾人优先'],
    ['military', '军人优先'],
    ['appointment', '预约'],
  ])('of the class %s says so', (ticketClass, mark) => {
    expect(texts(words({ class: ticketClass }))).toContain(mark);
  });

  it('of a class from a newer hub prints without its mark', () => {
    expect(texts(words({ class: 'astronaut' }))).toEqual(texts(words({})));
  });

  it('promises no waiting time to the first in line', () => {
    const said = texts(words({ ahead: 0, estimateMinutes: 0 }));

    expect(said).toContain('前面没有人，请留意叫号');
    expect(said.join()).not.toContain('预计');
  });

  it.each([
    [0, '预计等候 5 分钟以内'],
    [5, '预计等候 5 分钟以内'],
    [5.2, '预计等候约 10 分钟'],
    [41, '预计等候约 45 分钟'],
    [60, '预计等候约 60 分钟'],
    [61, '预计等候约 70 分钟'],
    [120, '预计等候约 120 分钟'],
    [121, '预计等候 2 小时以上'],
  ])('rounds %d minutes to "%s"', (minutes, said) => {
    expect(waitText({ estimateMinutes: minutes }, ticketZh)).toBe(said);
  });

  it.each([
    [{ estimateMinutes: 4, estimateLow: 2, estimateHigh: 5 }, '预计等候 5 分钟以内'],
    [{ estimateMinutes: 9, estimateLow: 4, estimateHigh: 14 }, '预计等候 15 分钟以内'],
    [{ estimateMinutes: 19, estimateLow: 12, estimateHigh: 27 }, '预计等候 10 至 30 分钟'],
    [{ estimateMinutes: 90, estimateLow: 55, estimateHigh: 131 }, '预计等候 50 至 140 分钟'],
    [{ estimateMinutes: 130, estimateLow: 80, estimateHigh: 180 }, '预计等候 2 小时以上'],
  ])('says the range of a wait: %j is "%s"', (wait, said) => {
    expect(waitText(wait, ticketZh)).toBe(said);
  });

  it('without a follow-up address has no QR code and no word of it', () => {
    expect(words({ followUpUrl: '' }).join()).not.toMatch(/qr|扫码/);
  });

  it('has no QR code on a printer that cannot draw one', () => {
    expect(words({}, { ...wide, qr: 'none' }).join()).not.toMatch(/qr|扫码/);
  });

  it('has a picture of the QR code where the printer cannot draw one, white above and below it', () => {
    const read = words({ followUpUrl: 'http://h/1' }, { ...wide, qr: 'raster' });
    const first = read.findIndex((word) => word.startsWith('raster'));

    // Version 1 has 21 modules of 6 dots: 126 dots in 16 bytes, and bands of 24 rows.
    expect(read.slice(first - 1, first + 8)).toEqual([
      'gap',
      ...Array<string>(5).fill('raster 128x24'),
      'raster 128x6',
      'gap',
      'text 扫码查看排队进度',
    ]);
  });

  it('makes the modules of its QR code smaller rather than wider than the paper', () => {
    const read = words({ followUpUrl: `http://h/${'厅'.repeat(111)}` }, { ...narrow, qr: 'raster' });
    const width = Number(/raster (\d+)x/.exec(read.join())?.[1]);

    expect(width).toBeLessThanOrEqual(384);
    expect(width).toBeGreaterThan(250);
  });

  it('counts the QR code in bytes, also of an address in Chinese', () => {
    expect(words({ followUpUrl: 'http://大厅/1' })).toContain('qr http://大厅/1');
  });

  it('speaks English where asked, and Chinese for Mongolian', () => {
    expect(texts(words({ language: 'en', ahead: 1 }))).toContain('1 person ahead');
    expect(texts(words({ language: 'mn' }))).toEqual(texts(words({})));
  });

  it('in Mongolian has the hall’s own texts in Mongolian, as pictures tall enough to read', () => {
    const { bytes, replaced } = encode(
      { language: 'mn', service: 'ᠮᠣᠩᠭᠣᠯ', area: '' },
      wide,
      0,
      blackRaster(),
    );
    const read = readTicket(bytes);

    expect(read.filter((word) => word.startsWith('raster'))).toEqual(['raster 144x24', 'raster 144x24']);
    expect(texts(read)).toContain('前面还有 3 人');
    expect(replaced).toBe(0);
  });

  it('for a printer without a Chinese font is pictures, and text where it is ASCII alone', () => {
    const { bytes, rasterLines } = encode({}, { ...wide, text: 'raster' }, 0, blackRaster());
    const read = readTicket(bytes);

    expect(read).not.toContain('chinese');
    expect(texts(read)).toEqual(['A012', '2026-11-23 09:15']);
    expect(rasterLines).toBe(7);
  });

  it('is torn off by hand where there is no cutter', () => {
    expect(words({}, narrow).at(-1)).toBe('feed 4');
  });
});

describe('text on the paper', () => {
  it('in double size is cut to half the columns', () => {
    const read = words({ service: '城乡居民基本养老保险关系转移接续' });

    expect(read).toContain('text 城乡居民基本养老保险关系');
    expect(read).toContain('text 转移接续');
  });

  it('on narrow paper is cut to its columns', () => {
    const notice = ['请备好身份证和户口簿原件及复印件各一份'];

    expect(texts(words({ notice }, narrow))).toEqual(
      expect.arrayContaining(['请备好身份证和户口簿原件及复印件', '各一份']),
    );
  });

  it('of a long number shrinks rather than breaks', () => {
    const read = words({ number: 'AB12345678' }, narrow);

    expect(read[read.indexOf('text AB12345678') - 1]).toBe('size 22');
  });

  it('cannot command the printer: controls in names are gone', () => {
    const read = words({ service: '登记\x1b@\x10\x14\x01\x00\x01', notice: ['\x1dV\x00明'] });

    expect(texts(read)).toEqual(expect.arrayContaining(['登记@', 'V明']));
  });

  it('cannot command the printer out of the QR code either', () => {
    expect(words({ followUpUrl: 'http://h/\x10\x04\x01' })).toContain('qr http://h/');
  });

  it('¥ and • are printed as the font has them', () => {
    expect(texts(words({ notice: ['工本费¥10•免复印'] }))).toContain('工本费￥10·免复印');
  });

  it.each(['𠮷祥', '㛃', '😀'])('%s becomes a picture of its line where the raster can draw it', (name) => {
    const { bytes, rasterLines, replaced } = encode({ service: `${name}登记` }, wide, 0, blackRaster());
    const width = 48 * (2 + [...name].length);

    expect(readTicket(bytes)).toEqual(expect.arrayContaining([`raster ${width}x24`, `raster ${width}x24`]));
    expect(readTicket(bytes).filter((word) => word.startsWith('raster'))).toHaveLength(2);
    expect({ rasterLines, replaced }).toEqual({ rasterLines: 1, replaced: 0 });
  });

  it('that no font has at all is □ and counted, without the weight of a picture', () => {
    for (const raster of [noRaster, blackRaster(2)]) {
      const { bytes, rasterLines, replaced } = encode({ service: '𠮷登𠮷' }, wide, 0, raster);

      expect(texts(readTicket(bytes))).toContain('□登□');
      expect({ rasterLines, replaced }).toEqual({ rasterLines: 0, replaced: 2 });
    }
  });

  it('that is half drawable becomes a picture, the rest counted', () => {
    const { rasterLines, replaced } = encode({ service: '𠮷登㐴' }, wide, 0, blackRaster(1));

    expect({ rasterLines, replaced }).toEqual({ rasterLines: 1, replaced: 1 });
  });
});
