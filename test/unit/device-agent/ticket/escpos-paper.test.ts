import { encodeJob } from '@bandecheng/device-agent/codecs/escpos-codec';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { takePrintOrder } from '@bandecheng/device-agent/link/hub-messages';
import type { PaperJob } from '@bandecheng/shared/protocol';
import { describe, expect, it } from 'vitest';
import { hubWishes } from '../../../fakes/hub-wishes.ts';
import { readTicket } from './read-ticket.ts';

const profiles = await readProfiles();
const wide = profiles.get('escpos-80mm') as PrinterProfile;
const narrow = profiles.get('escpos-58mm') as PrinterProfile;

const job: PaperJob = {
  ...{ job: 'B20261123-001/receipt/0', device: 'printer-k1', deadlineAt: 0, copy: 0 },
  paper: {
    title: '受理回执',
    lines: ['编号：B20261123-001', '', '答复申请人：2026年11月30日（周一）17:00 前'],
  },
};
const words = (set: Partial<PaperJob> = {}, profile = wide) =>
  readTicket(encodeJob({ ...job, ...set }, { profile, raster: () => null }).bytes);

describe('a short paper', () => {
  it('has its title large, then line by line what the hub worded, and is cut', () => {
    expect(words()).toEqual([
      ...['init', 'chinese', 'align 1', 'size 11', 'text 受理回执', 'gap'],
      ...['align 0', 'size 00', 'text 编号：B20261123-001', 'gap'],
      'text 答复申请人：2026年11月30日（周一）17:00 前',
      'cut 66 8',
    ]);
  });

  it('bears 补打 when it is printed once more', () => {
    expect(words({ copy: 1 })).toContain('text 【补打】');
  });

  it('wraps its lines on narrow paper', () => {
    expect(words({}, narrow).filter((word) => word.startsWith('text '))).toHaveLength(4);
  });

  it('has its code where it was given one and the printer can draw it', () => {
    const paper = { ...job.paper, qr: 'http://h/1' };
    expect(words({ paper })).toContain('qr http://h/1');
    expect(words({ paper }, { ...wide, qr: 'none' }).join()).not.toContain('qr');
  });

  it('is taken from the wire as a ticket is, and refused when it is neither', async () => {
    const taken: string[] = [];
    const wishes = hubWishes({
      print: (order) => Promise.resolve(taken.push(`print ${order.job}`) > 0),
      malformedJob: (id) => Promise.resolve(taken.push(`malformed ${id}`) > 0),
    });
    await takePrintOrder(job, wishes);
    await takePrintOrder({ ...job, paper: undefined }, wishes);
    expect(taken).toEqual(['print B20261123-001/receipt/0', 'malformed B20261123-001/receipt/0']);
  });
});
