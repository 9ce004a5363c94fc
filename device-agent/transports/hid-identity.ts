import type { LossReason } from './transport.ts';

/** Which HID device is meant. Every field given must fit, and exactly one attached device may fit. */
export interface HidIdentity {
  vendor: number;
  product: number;
  serialNumber?: string | undefined;
  /** The device file, a link to it, or the socket it is in as the system names it (`usb-0000:00:14.0-2/input0`). */
  path?: string | undefined;
  /** Of the collection that sends the profile's reports. */
  usagePage?: number | undefined;
  usage?: number | undefined;
  interface?: number | undefined;
}

/** One collection of an attached device. */
export interface HidListed {
  vendorId: number;
  productId: number;
  path?: string | undefined;
  serialNumber?: string | undefined;
  manufacturer?: string | undefined;
  productName?: string | undefined;
  interface: number;
  usagePage?: number | undefined;
  usage?: number | undefined;
  /** Other names of `path`: what links to it, and its socket. */
  alsoCalled?: readonly string[] | undefined;
}

const GENERIC_DESKTOP = 0x01;
/** Mouse, keyboard, keypad: systems other than Linux keep these to themselves. */
const TYPING_USAGES: readonly (number | undefined)[] = [0x02, 0x06, 0x07];

export type FoundHid = { path: string } | { lost: LossReason };

/**
 * The one attached device that is meant. With several that fit, none: two boxes of one model must never change
 * counters. A device of this maker that shows itself as a keyboard alone, or one that this system would not open
 * (`keyboardsOpen` false), is told from one that is not there.
 */
export function findHid(
  attached: readonly HidListed[],
  wanted: HidIdentity,
  keyboardsOpen: boolean,
): FoundHid {
  const ours = attached.filter((listed) => isThisOne(listed, wanted));
  const fitting = ours.filter((listed) => isThisCollection(listed, wanted));
  const openable = fitting.filter((listed) => keyboardsOpen || !isTyping(listed));
  const paths = new Set(openable.flatMap(({ path }) => (path === undefined ? [] : [path])));
  const [path] = paths;
  if (path === undefined) return { lost: ours.some(isTyping) ? 'keyboard-mode' : 'port-missing' };
  return paths.size > 1 ? { lost: 'ambiguous-port' } : { path };
}

function isThisOne(listed: HidListed, wanted: HidIdentity): boolean {
  const { vendor, product, serialNumber, path } = wanted;
  if (listed.vendorId !== vendor || listed.productId !== product) return false;
  if (serialNumber !== undefined && listed.serialNumber !== serialNumber) return false;
  return path === undefined || listed.path === path || (listed.alsoCalled ?? []).includes(path);
}

/** Where the system names no usage page, the rest of the identity must do. */
function isThisCollection(listed: HidListed, { usagePage, usage, interface: wanted }: HidIdentity): boolean {
  if (wanted !== undefined && listed.interface !== wanted) return false;
  if (usage !== undefined && listed.usage !== undefined && listed.usage !== usage) return false;
  return usagePage === undefined || listed.usagePage === undefined || listed.usagePage === usagePage;
}

function isTyping({ usagePage, usage }: HidListed): boolean {
  return usagePage === GENERIC_DESKTOP && TYPING_USAGES.includes(usage);
}
