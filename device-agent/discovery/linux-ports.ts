import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemPlaces } from '../transports/usb-socket.ts';
import type { Attached } from './attached.ts';
import { hidCollections } from './hid-collections.ts';
import { namesIn, systemFacts, valueOf, type Said, type SystemFacts } from './system-files.ts';

/**
 * Ports without a device below /sys: only names such as ttyr00 of a serial server's driver are ports; tty1 is a
 * console, ttyp0 an old pseudo terminal.
 */
const MADE_UP_PORT = /^tty(?![a-ep-z]\d$)[A-Za-z]+\d+$/;

/** The serial ports of a Linux machine, under whatever name their driver gives them. */
export async function linuxSerialPorts({ sys, dev }: SystemPlaces): Promise<Attached[]> {
  const links = await serialLinks(dev);
  const found: { file: string; facts: SystemFacts }[] = [];
  for (const tty of await namesIn(join(sys, 'class/tty'))) {
    const entry = join(sys, 'class/tty', tty);
    const facts = await systemFacts(entry);
    if (facts.place === '' && !MADE_UP_PORT.test(tty)) continue;
    // A board's numbered ports that are not there: the kernel calls their chip unknown.
    if ((await valueOf(entry, 'type')) === '0') continue;
    found.push({ file: join(dev, tty), facts });
  }
  return found.map(({ file, facts }) => {
    const ownLinks = links.filter((link) => link.file === file).map(({ name }) => name);
    // An adapter with several ports has them all in one socket.
    const alone = found.filter((other) => other.facts.socket === facts.socket).length === 1;
    const socket = facts.socket !== null && alone ? [facts.socket] : [];
    const byPath = ownLinks.find((name) => name.includes('/by-path/'));
    return attached('serial', facts, file, byPath ?? socket[0], [...ownLinks, ...socket]);
  });
}

/** The HID devices of a Linux machine, keyboards and mice among them. */
export async function linuxHidDevices({ sys, dev }: SystemPlaces): Promise<Attached[]> {
  const found: Attached[] = [];
  for (const raw of await namesIn(join(sys, 'class/hidraw'))) {
    const entry = join(sys, 'class/hidraw', raw);
    const facts = await systemFacts(entry);
    const about = await valueOf(facts.place, 'uevent');
    const says = { ...hidWords(about), ...facts.says };
    const socket = /^HID_PHYS=(.+)$/m.exec(about)?.[1];
    const descriptor = await readFile(join(facts.place, 'report_descriptor')).catch(() => Buffer.alloc(0));
    found.push({
      ...attached('hid', { ...facts, says }, join(dev, raw), socket, socket === undefined ? [] : [socket]),
      collections: hidCollections(descriptor),
    });
  }
  return found;
}

/** What the kernel's HID layer says of a device; all there is of one that is not on USB. */
function hidWords(about: string): Said {
  const [, vendor, product] = /^HID_ID=\w+:(\w+):(\w+)$/m.exec(about) ?? [];
  const name = /^HID_NAME=(.+)$/m.exec(about)?.[1];
  const serialNumber = /^HID_UNIQ=(.+)$/m.exec(about)?.[1];
  return {
    ...(vendor === undefined ? {} : { vendor: parseInt(vendor, 16) }),
    ...(product === undefined ? {} : { product: parseInt(product, 16) }),
    ...(name === undefined ? {} : { name }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
  };
}

/** The printers on USB of a Linux machine. */
export async function linuxUsbPrinters({ sys, dev }: SystemPlaces): Promise<Attached[]> {
  const found: Attached[] = [];
  for (const lp of await namesIn(join(sys, 'class/usbmisc'))) {
    if (!/^lp\d+$/.test(lp)) continue;
    const facts = await systemFacts(join(sys, 'class/usbmisc', lp));
    const id = await valueOf(facts.place, 'ieee1284_id');
    const commandSet = /(?:^|;)\s*(?:CMD|COMMAND SET):([^;]*)/i.exec(id)?.[1]?.trim();
    const { socket } = facts;
    found.push({
      ...attached(
        'usb-printer',
        facts,
        join(dev, 'usb', lp),
        socket ?? undefined,
        socket === null ? [] : [socket],
      ),
      ...(commandSet === undefined ? {} : { commandSet }),
    });
  }
  return found;
}

function attached(
  kind: Attached['kind'],
  { socket, says }: SystemFacts,
  file: string,
  stays: string | undefined,
  others: readonly string[],
): Attached {
  return {
    kind,
    path: stays ?? file,
    // A port of the board itself keeps its number.
    stable: stays !== undefined || (socket === null && kind === 'serial'),
    names: [...new Set([file, ...others])],
    file,
    ...says,
  };
}

/** What udev calls the serial ports besides; it may not be there. */
async function serialLinks(dev: string): Promise<{ name: string; file: string }[]> {
  const links: { name: string; file: string }[] = [];
  for (const folder of ['by-path', 'by-id'])
    for (const link of await namesIn(join(dev, 'serial', folder))) {
      const name = join(dev, 'serial', folder, link);
      links.push({ name, file: await realpath(name).catch(() => '') });
    }
  return links;
}
