import type { HidListed } from '../transports/hid-identity.ts';
import type { ListedSerial } from '../transports/serial.ts';
import type { Attached, HidCollection } from './attached.ts';

/** Serial ports as the library lists them on systems other than Linux, which keep their names: COM3. */
export function listedSerialPort(listed: ListedSerial): Attached {
  const { path, vendorId, productId, serialNumber, manufacturer } = listed;
  return {
    kind: 'serial',
    path,
    stable: true,
    names: [path],
    file: path,
    ...(vendorId === undefined ? {} : { vendor: parseInt(vendorId, 16) }),
    ...(productId === undefined ? {} : { product: parseInt(productId, 16) }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(manufacturer === undefined ? {} : { maker: manufacturer }),
  };
}

/** HID devices as the library lists them, a collection each; those of one path are one device. */
export function listedHidDevices(listed: readonly HidListed[]): Attached[] {
  const devices = new Map<string, Attached & { collections: HidCollection[] }>();
  for (const one of listed) {
    const { path, vendorId: vendor, productId: product, usagePage, usage } = one;
    if (path === undefined) continue;
    const device = devices.get(path) ?? {
      kind: 'hid' as const,
      path,
      stable: false,
      names: [path],
      file: path,
      vendor,
      product,
      interface: one.interface,
      collections: [],
      ...(one.serialNumber ? { serialNumber: one.serialNumber } : {}),
      ...(one.manufacturer ? { maker: one.manufacturer } : {}),
      ...(one.productName ? { name: one.productName } : {}),
    };
    if (usagePage !== undefined && usage !== undefined) device.collections.push({ usagePage, usage });
    devices.set(path, device);
  }
  return [...devices.values()];
}
