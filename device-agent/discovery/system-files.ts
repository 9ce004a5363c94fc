import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { usbDeviceFolder, usbSocket } from '../transports/usb-socket.ts';
import type { Attached } from './attached.ts';

/** What Linux says below /sys about the device behind a device file. */
export interface SystemFacts {
  /** The device's real place below /sys; empty: it has none, as consoles and other made-up ports. */
  place: string;
  /** Its USB socket; null: it is not on USB. */
  socket: string | null;
  says: Said;
}
export type Said = Pick<
  Attached,
  'vendor' | 'product' | 'serialNumber' | 'maker' | 'name' | 'driver' | 'interface'
>;

/** Names in a folder, sorted; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** A file of one value; empty where it is not there. */
export async function valueOf(...path: string[]): Promise<string> {
  return (await readFile(join(...path), 'utf8').catch(() => '')).trim();
}

/** `entry`: a folder of /sys/class. */
export async function systemFacts(entry: string): Promise<SystemFacts> {
  const place = await realpath(join(entry, 'device')).catch(() => '');
  const socket = usbSocket(place);
  const says: Said = {};
  const driver = await realpath(join(place, 'driver')).catch(() => '');
  if (driver !== '') says.driver = basename(driver);
  const number = /:\d+\.(\d+)$/.exec(socket ?? '')?.[1];
  if (number !== undefined) says.interface = Number(number);
  const device = usbDeviceFolder(place);
  return { place, socket, says: device === null ? says : { ...says, ...(await usbWords(device)) } };
}

/** What a USB device says of itself; many cheap ones have no serial number. */
async function usbWords(device: string): Promise<Said> {
  const files = ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'];
  const [vendor, product, serialNumber, maker, name] = await Promise.all(
    files.map(async (file) => (await valueOf(device, file)) || undefined),
  );
  return {
    ...(vendor === undefined ? {} : { vendor: parseInt(vendor, 16) }),
    ...(product === undefined ? {} : { product: parseInt(product, 16) }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(maker === undefined ? {} : { maker }),
    ...(name === undefined ? {} : { name }),
  };
}
