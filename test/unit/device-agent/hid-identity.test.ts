import { describe, expect, test } from 'vitest';
import { findHid, type HidIdentity, type HidListed } from '@bandecheng/device-agent/transports/hid-identity';
import { BOX } from '../../fakes/fake-hid.ts';

const ANY: HidIdentity = { vendor: BOX.vendorId, product: BOX.productId };
const SECOND: HidListed = { ...BOX, path: '/dev/hidraw1', serialNumber: 'C2' };
const KEYBOARD: HidListed = { ...BOX, path: '/dev/hidraw2', usagePage: 1, usage: 6, interface: 1 };

describe('the HID device that is meant', () => {
  test('is found by vendor and product where it is alone', () => {
    expect(findHid([BOX], ANY, true)).toEqual({ path: '/dev/hidraw0' });
  });

  test('is told from its twin by the serial number, in whatever order they are listed', () => {
    for (const attached of [
      [BOX, SECOND],
      [SECOND, BOX],
    ])
      expect(findHid(attached, { ...ANY, serialNumber: 'C2' }, true)).toEqual({ path: '/dev/hidraw1' });
  });

  test('is told from a twin without serial number by the socket it is in', () => {
    const twins = ['usb-0000:00:14.0-1/input0', 'usb-0000:00:14.0-2/input0'].map((socket, i) => ({
      ...BOX,
      serialNumber: '',
      path: `/dev/hidraw${i}`,
      alsoCalled: [socket],
    }));
    expect(findHid(twins, { ...ANY, path: 'usb-0000:00:14.0-2/input0' }, true)).toEqual({
      path: '/dev/hidraw1',
    });
  });

  test('is none of two that fit', () => {
    expect(findHid([BOX, SECOND], ANY, true)).toEqual({ lost: 'ambiguous-port' });
  });

  test('is one device though the system lists each of its collections', () => {
    expect(findHid([BOX, { ...BOX, usage: 2 }], ANY, true)).toEqual({ path: '/dev/hidraw0' });
  });

  test('is the collection with the profile’s usage page, not the keyboard beside it', () => {
    expect(findHid([KEYBOARD, BOX], { ...ANY, usagePage: 0xff00 }, true)).toEqual({ path: '/dev/hidraw0' });
  });

  test('is found by its interface where the usage pages do not tell', () => {
    const other = { ...BOX, path: '/dev/hidraw4', interface: 2 };
    expect(findHid([BOX, other], { ...ANY, interface: 2 }, true)).toEqual({ path: '/dev/hidraw4' });
  });

  test.each([
    ['nothing is attached', []],
    ['another maker’s is attached', [{ ...BOX, vendorId: 1 }]],
    ['only its twin is attached', [SECOND]],
    ['it has no device file', [{ ...BOX, path: undefined }]],
  ])('is missing when %s', (_, attached) => {
    expect(findHid(attached, { ...ANY, serialNumber: 'C1' }, true)).toEqual({ lost: 'port-missing' });
  });

  test('shows itself as a keyboard: that is said, and not that it is missing', () => {
    expect(findHid([KEYBOARD], { ...ANY, usagePage: 0xff00 }, true)).toEqual({ lost: 'keyboard-mode' });
  });

  test('is a keyboard that only Linux opens', () => {
    const wanted = { ...ANY, usagePage: 1, usage: 6 };
    expect(findHid([KEYBOARD], wanted, true)).toEqual({ path: '/dev/hidraw2' });
    expect(findHid([KEYBOARD], wanted, false)).toEqual({ lost: 'keyboard-mode' });
  });
});
