import { describe, expect, test } from 'vitest';
import type { Attached } from '@bandecheng/device-agent/discovery/attached';
import { fitProfiles } from '@bandecheng/device-agent/discovery/fit-profiles';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';

const profiles = [...(await readProfiles()).values()];

const at = (kind: Attached['kind'], says: Partial<Attached>): Attached => ({
  kind,
  path: 'here',
  stable: true,
  names: ['here'],
  file: 'here',
  ...says,
});
const fits = (attached: Attached): string[] =>
  fitProfiles(attached, profiles).map(({ profile, fit }) => `${profile} ${fit}`);

describe('the profiles that may fit', () => {
  test('a CH340 cable: every model that speaks over a serial line, and none of them surely', () => {
    const found = fits(at('serial', { vendor: 0x1a86, product: 0x7523, driver: 'ch341-uart' }));
    expect(found).toContain('ff68-evaluator-5 maybe');
    expect(found).toContain('escpos-80mm maybe');
    expect(found.filter((fit) => fit.endsWith('likely') || fit.startsWith('hid-'))).toEqual([]);
  });

  test('a box whose USB numbers a profile names: that one first', () => {
    const xkeys = { vendor: 0x05f3, product: 0x0405, collections: [{ usagePage: 12, usage: 1 }] };
    expect(fits(at('hid', xkeys))[0]).toBe('xkeys-style-24 likely');
    const otherModel = { ...xkeys, product: 0x0406 };
    expect(fits(at('hid', otherModel))).not.toContain('xkeys-style-24 likely');
  });

  test('a box on a vendor’s own page may be the generic one; a mouse is nothing', () => {
    expect(
      fits(at('hid', { vendor: 1, product: 2, collections: [{ usagePage: 0xff00, usage: 1 }] })),
    ).toEqual(['hid-button-box-5 maybe']);
    expect(fits(at('hid', { vendor: 1, product: 2, collections: [{ usagePage: 1, usage: 2 }] }))).toEqual([]);
  });

  test.each([
    ['that says ESC/POS', 'ESC/POS', 'escpos-80mm likely'],
    ['that says nothing', undefined, 'escpos-80mm maybe'],
  ])('a USB printer %s', (_what, commandSet, fit) => {
    const found = fits(at('usb-printer', commandSet === undefined ? {} : { commandSet }));
    expect(found).toContain(fit);
    expect(found.filter((one) => one.startsWith('ff68'))).toEqual([]);
  });

  test('a USB printer that understands something else fits none', () => {
    expect(fits(at('usb-printer', { commandSet: 'PCL,PJL' }))).toEqual([]);
  });
});
