/** One port or device attached to this machine, whether or not anything here knows it. */
export interface Attached {
  /** How agent.json reaches it. */
  kind: 'serial' | 'hid' | 'usb-printer';
  /** What agent.json should call it. */
  path: string;
  /** False: the path has a number that changes with the order of plugging. */
  stable: boolean;
  /** Every name it answers to, `path` among them: device file, links, socket. */
  names: readonly string[];
  /** The device file now: /dev/ttyUSB0, /dev/hidraw3, /dev/usb/lp0, COM3. */
  file: string;
  /** Of USB; absent: it is not on USB, or the system does not say. */
  vendor?: number;
  product?: number;
  serialNumber?: string;
  /** As the device calls itself, which proves nothing. */
  maker?: string;
  name?: string;
  /** The system's driver: ch341, cdc_acm, usblp. */
  driver?: string;
  interface?: number;
  /** What a HID device says it has. */
  collections?: readonly HidCollection[];
  /** What a USB printer says it understands, as its IEEE 1284 id writes it: ESC/POS. */
  commandSet?: string;
}

export interface HidCollection {
  usagePage: number;
  usage: number;
}

export interface Discovery {
  /** By path. */
  attached: Attached[];
  /** What could not be asked on this system, and the system's own words for why. */
  unseen: { kind: Attached['kind']; reason: string }[];
}
