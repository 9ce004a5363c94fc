import { selfWarnings, type SelfFindings } from '@bandecheng/hub/self-warnings';
import { selfAlerts } from '@bandecheng/kiosk-ui/screens/desk/hall-alerts';
import { SELF_WARNINGS } from '@bandecheng/shared/self-check';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const DAY = 24 * 60 * 60_000;
const WELL: SelfFindings = {
  ...{ now: NINE, freeBytes: 50e9, lastLineAt: NINE - 1_000, certificateEndsAt: null, addressReached: null },
};
const HERE = { listen: '127.0.0.1' };
const words = (found: Partial<SelfFindings>, hall: Parameters<typeof selfWarnings>[1] = HERE) =>
  selfWarnings({ ...WELL, ...found }, hall).map(({ word, grave }) => (grave ? `${word}!` : word));

describe('what the hub finds wrong with itself', () => {
  it('is nothing on a machine that is well, and on a disk that does not say', () => {
    expect(words({})).toEqual([]);
    expect(words({ freeBytes: null, lastLineAt: 0, addressReached: true })).toEqual([]);
  });

  it('is a disk that fills up, and gravely one that is full', () => {
    expect(words({ freeBytes: 1_999 * 2 ** 20 })).toEqual(['disk-low']);
    expect(words({ freeBytes: 199 * 2 ** 20 })).toEqual(['disk-full!']);
  });

  it('is a clock more than a minute before the newest line of the record', () => {
    expect(words({ lastLineAt: NINE + 60_000 })).toEqual([]);
    expect(words({ lastLineAt: NINE + 60_001 })).toEqual(['clock-behind!']);
  });

  it('is a certificate in its last thirty days, and gravely one that has ended', () => {
    expect(words({ certificateEndsAt: NINE + 30 * DAY })).toEqual([]);
    expect(words({ certificateEndsAt: NINE + 30 * DAY - 1 })).toEqual(['certificate-ends']);
    expect(words({ certificateEndsAt: NINE - 1 })).toEqual(['certificate-ended!']);
  });

  it('is plain http in the hall’s network, and not on this machine alone, with a certificate or behind a proxy', () => {
    const listen = '0.0.0.0';
    expect(words({}, { listen })).toEqual(['plain-network']);
    expect(words({}, { listen: '192.168.1.10' })).toEqual(['plain-network']);
    expect(words({}, { listen, tls: { cert: 'c', key: 'k' } })).toEqual([]);
    expect(words({}, { listen, proxy: { trust: ['10.0.0.1'] } })).toEqual([]);
  });

  it('is told at the desk in plain words with what to do, the gravest first', () => {
    const all = selfWarnings(
      {
        now: NINE,
        freeBytes: 5e6,
        lastLineAt: NINE + 3_600_000,
        certificateEndsAt: NINE + DAY,
        addressReached: false,
      },
      { listen: '0.0.0.0', publicAddress: 'http://hall.example' },
    );
    expect(selfAlerts(all, 'Asia/Shanghai').map(({ what }) => what)).toEqual([
      '服务器磁盘快满了，只剩 4 MB',
      '服务器的时钟比最后一条记录还早 60 分钟',
      'https 证书还有 1 天到期',
      '号票二维码的网址 http://hall.example 打不开',
      '大厅网络里走的是明文 http',
    ]);
    for (const { what, todo } of selfAlerts(
      SELF_WARNINGS.map((word) => ({ word, grave: false })),
      'Asia/Shanghai',
    ))
      expect(`${what}${todo}`).toMatch(/^[^{}]*请[^{}]*$/);
  });
});
