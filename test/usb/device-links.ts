import { mkdir, readdir, readFile, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.ts';

const LINKS = '/run/hall';

/** Where the system lists its devices, how their files are called, and how far up the USB device itself is. */
const CLASSES = {
  printer: { folder: '/sys/class/usbmisc', file: (name: string) => `/dev/usb/${name}`, up: 'device/..' },
  serial: { folder: '/sys/class/tty', file: (name: string) => `/dev/${name}`, up: 'device/..' },
} as const;

/** The link that stays, as a udev rule makes it; no udev runs here. */
export function linkOf(serialNumber: string): string {
  return join(LINKS, serialNumber);
}

/** Resolves when the device is there and its link points to it. */
export async function linkDevice(kind: keyof typeof CLASSES, serialNumber: string): Promise<void> {
  const file = await until(`${serialNumber} shows up`, () => fileOf(kind, serialNumber));
  const link = linkOf(serialNumber);
  await mkdir(LINKS, { recursive: true });
  await symlink(file, `${link}.new`);
  await rename(`${link}.new`, link);
}

async function fileOf(kind: keyof typeof CLASSES, serialNumber: string): Promise<string | null> {
  const { folder, file, up } = CLASSES[kind];
  for (const name of await readdir(folder).catch(() => [])) {
    // Not joined: `..` is to be followed from where the link before it leads.
    const found = await readFile(`${folder}/${name}/${up}/serial`, 'utf8').catch(() => '');
    if (found.trim() === serialNumber) return file(name);
  }
  return null;
}
