import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LossReason } from './transport.ts';

/** Where Linux shows its devices; a test gives a made-up tree. */
export interface SystemPlaces {
  sys: string;
  dev: string;
}

export const SYSTEM_PLACES: SystemPlaces = { sys: '/sys', dev: '/dev' };

/** The classes of device files that a USB interface may have, and the folder of those files below /dev. */
const CLASSES: readonly [name: string, folder: string][] = [
  ['tty', ''],
  ['usbmisc', 'usb'],
];

/**
 * The socket of a USB device by its real place below /sys: its controller, the ports on the way, and the interface,
 * `usb-0000:00:14.0-2.4:1.0`. It stays when things are plugged in another order. Written as HID_PHYS writes it.
 * Null for what is not on USB.
 */
export function usbSocket(place: string): string | null {
  const parts = place.split('/');
  const bus = parts.findIndex((part) => /^usb\d+$/.test(part));
  const face = parts.find((part, i) => i > bus && /^\d+-[\d.]+:\d+\.\d+$/.test(part));
  const controller = parts[bus - 1];
  if (bus < 1 || face === undefined || controller === undefined) return null;
  return `usb-${controller}-${face.slice(face.indexOf('-') + 1)}`;
}

/** Whether a path of agent.json names a socket, not a file. */
function isUsbSocket(path: string): boolean {
  return path.startsWith('usb-');
}

export type FoundFile = { file: string } | { lost: LossReason };

/**
 * The device file to open for a path of agent.json: the path itself, or for a socket the file of what is plugged in
 * there now. An adapter with several ports has several files in one socket, and none of them is meant.
 */
export async function deviceFile(path: string, places: SystemPlaces = SYSTEM_PLACES): Promise<FoundFile> {
  if (!isUsbSocket(path)) return { file: path };
  const files: string[] = [];
  for (const [name, folder] of CLASSES) {
    const home = join(places.sys, 'class', name);
    for (const entry of await readdir(home).catch(() => [])) {
      const place = await realpath(join(home, entry, 'device')).catch(() => '');
      if (usbSocket(place) === path) files.push(join(places.dev, folder, entry));
    }
  }
  const [file] = files;
  if (file === undefined) return { lost: 'port-missing' };
  return files.length > 1 ? { lost: 'ambiguous-port' } : { file };
}

/** The folder of the USB device itself, which has vendor and product; null for what is not on USB. */
export function usbDeviceFolder(place: string): string | null {
  for (let folder = place; folder !== dirname(folder); folder = dirname(folder))
    if (/^\d+-[\d.]+$/.test(basename(folder))) return folder;
  return null;
}
