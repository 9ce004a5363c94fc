import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { listHidDevices } from '../transports/hid.ts';
import type { HidListed } from '../transports/hid-identity.ts';
import { listSerialPorts, type ListedSerial } from '../transports/serial.ts';
import { SYSTEM_PLACES, type SystemPlaces } from '../transports/usb-socket.ts';
import type { Attached, Discovery } from './attached.ts';
import { listedHidDevices, listedSerialPort } from './library-ports.ts';
import { linuxHidDevices, linuxSerialPorts, linuxUsbPrinters } from './linux-ports.ts';

/** What a test puts in place of this machine. */
export interface DiscoveryParts extends Partial<SystemPlaces> {
  platform?: NodeJS.Platform;
  listSerial?: () => Promise<ListedSerial[]>;
  listHid?: () => Promise<HidListed[]>;
}

/**
 * What is attached to this machine, known or not. Never rejects: what cannot be asked is named with the reason.
 *
 * On Linux it reads /sys and /dev alone, so that it needs neither udev nor a native part, and sees ports whose names
 * the library leaves out (ttyCH343USB0, ttyM0, ttyr00). Elsewhere the libraries list; a USB printer has no device
 * file there.
 */
export async function discover(parts: DiscoveryParts = {}): Promise<Discovery> {
  const { platform = process.platform, listSerial = listSerialPorts, listHid = listHidDevices } = parts;
  const places = { ...SYSTEM_PLACES, ...parts };
  const ask = async (kind: Attached['kind'], list: () => Promise<Attached[]>): Promise<Discovery> =>
    list().then(
      (attached) => ({ attached, unseen: [] }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        return { attached: [], unseen: [{ kind, reason }] };
      },
    );
  const onLinux = (list: (places: SystemPlaces) => Promise<Attached[]>) => async (): Promise<Attached[]> => {
    await access(join(places.sys, 'class'));
    return list(places);
  };
  const looks = await Promise.all(
    platform === 'linux'
      ? [
          ask('serial', onLinux(linuxSerialPorts)),
          ask('hid', onLinux(linuxHidDevices)),
          ask('usb-printer', onLinux(linuxUsbPrinters)),
        ]
      : [
          ask('serial', async () => (await listSerial()).map(listedSerialPort)),
          ask('hid', async () => listedHidDevices(await listHid())),
        ],
  );
  return {
    attached: looks.flatMap(({ attached }) => attached).sort((a, b) => a.path.localeCompare(b.path, 'en')),
    unseen: looks.flatMap(({ unseen }) => unseen),
  };
}
