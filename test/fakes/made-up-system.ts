import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

export interface MadeUpUsb {
  /** Ports on the way from the controller: `2`, or `4.1` behind a hub. */
  ports: string;
  vendor: string;
  product: string;
  serial?: string;
  manufacturer?: string;
  name?: string;
}

/** Trees of /sys and /dev laid out as Linux 6 does, with what a test plugs in. */
export class MadeUpSystem {
  private constructor(readonly root: string) {}

  static async make(): Promise<MadeUpSystem> {
    const system = new MadeUpSystem(await mkdtemp(join(tmpdir(), 'bdc-sys-')));
    await mkdir(join(system.sys, 'class'), { recursive: true });
    await mkdir(system.dev);
    return system;
  }

  get sys(): string {
    return join(this.root, 'sys');
  }
  get dev(): string {
    return join(this.root, 'dev');
  }

  destroy(): Promise<void> {
    return rm(this.root, { recursive: true });
  }

  /** The folder of the interface. */
  async usb(device: MadeUpUsb, number = 0): Promise<string> {
    const folder = join(this.sys, 'devices/pci0000:00/0000:00:14.0/usb1', `1-${device.ports}`);
    await this.put(join(folder, 'idVendor'), `${device.vendor}\n`);
    await this.put(join(folder, 'idProduct'), `${device.product}\n`);
    if (device.serial !== undefined) await this.put(join(folder, 'serial'), `${device.serial}\n`);
    if (device.manufacturer !== undefined) await this.put(join(folder, 'manufacturer'), device.manufacturer);
    if (device.name !== undefined) await this.put(join(folder, 'product'), `${device.name}\n`);
    const face = join(folder, `1-${device.ports}:1.${number}`);
    await mkdir(face, { recursive: true });
    return face;
  }

  /** A device file of a class whose device is `place`; `folder` lies below /dev. */
  async file(kind: string, name: string, place: string | null, folder = ''): Promise<void> {
    const entry = place === null ? join(this.sys, 'devices/virtual', kind, name) : join(place, kind, name);
    await mkdir(entry, { recursive: true });
    if (place !== null) await this.link(join(entry, 'device'), place);
    await this.link(join(this.sys, 'class', kind, name), entry);
    await this.put(join(this.dev, folder, name), '');
  }

  /** An adapter's serial port: usb-serial puts a folder of its own below the interface. */
  async adapter(device: MadeUpUsb, name: string, driver: string): Promise<void> {
    const port = join(await this.usb(device), name);
    await mkdir(port, { recursive: true });
    const drivers = join(this.sys, 'bus/usb-serial/drivers', driver);
    await mkdir(drivers, { recursive: true });
    await this.link(join(port, 'driver'), drivers);
    await this.file('tty', name, port);
  }

  /** A HID interface; `descriptor` in hexadecimal. */
  async hid(device: MadeUpUsb, name: string, descriptor: string, number = 0): Promise<void> {
    const ids = `0003:${device.vendor.toUpperCase()}:${device.product.toUpperCase()}`;
    const place = join(await this.usb(device, number), `${ids}.0001`);
    await this.put(
      join(place, 'uevent'),
      `HID_ID=0003:0000${device.vendor}:0000${device.product}\nHID_NAME=${device.name ?? ''}\n` +
        `HID_PHYS=usb-0000:00:14.0-${device.ports}/input${number}\nHID_UNIQ=${device.serial ?? ''}\n`,
    );
    await this.put(join(place, 'report_descriptor'), Buffer.from(descriptor.replaceAll(' ', ''), 'hex'));
    await this.file('hidraw', name, place);
  }

  async printer(device: MadeUpUsb, name: string, id: string): Promise<void> {
    const place = await this.usb(device);
    await this.put(join(place, 'ieee1284_id'), `${id}\n`);
    await this.file('usbmisc', name, place, 'usb');
  }

  /** udev's link to a serial port. */
  async serialLink(folder: 'by-path' | 'by-id', link: string, name: string): Promise<void> {
    await this.link(join(this.dev, 'serial', folder, link), join(this.dev, name));
  }

  async put(path: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  async link(path: string, target: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await symlink(join(relative(dirname(path), dirname(target)), basename(target)), path);
  }
}
