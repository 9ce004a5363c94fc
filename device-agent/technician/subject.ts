import type { TransportConfig } from '../config.ts';
import { discover } from '../discovery/discover.ts';
import { usedBy } from '../discovery/used-by.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { SerialLine } from '../profiles/profile-parts.ts';
import { hidTransport } from '../transports/hid.ts';
import { serialTransport } from '../transports/serial.ts';
import { tcpTransport } from '../transports/tcp.ts';
import type { Connect } from '../transports/transport.ts';
import { usbPrinterTransport } from '../transports/usb-printer.ts';
import { portText } from './attached-ports.ts';
import type { DevicesArguments } from './read-arguments.ts';
import type { Site } from './site.ts';

/** The port a technician means, and what is known of it. */
export interface Subject {
  transport: TransportConfig;
  /** As people read it. */
  port: string;
  /** Device of agent.json that uses it. */
  device: string | null;
  profile: DeviceProfile | null;
  address: number | null;
  /** Of the first HID collection, or of the profile: of this page a learned box must be. */
  usagePage: number | null;
}

const USUAL_BAUD_RATE = 9_600;

export type FoundSubject = { ok: true; subject: Subject } | { ok: false; reason: string };

/** `hid:05f3:0403`, with a serial number behind it where several are attached. */
const HID_NAME = /^hid:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i;
const NETWORK_NAME = /^([^/:\s]+):(\d+)$/;
const USB_PRINTER_NAME = /^\/dev\/(usb\/)?lp\d+$/;

/**
 * A device of agent.json by its id, a port by any of its names, `host:port`, or `hid:vendor:product`. Refuses a
 * profile that does not exist, and a port that a running agent holds.
 */
export async function findSubject(args: DevicesArguments, site: Site): Promise<FoundSubject> {
  const profile = args.profile === null ? null : site.profiles.get(args.profile);
  if (profile === undefined)
    return { ok: false, reason: devicesToolZh.noSuchProfile([...site.profiles.keys()].sort().join('、')) };
  const devices = site.config?.devices ?? [];
  const named = devices.find(({ id }) => id === args.subject);
  const reason = named === undefined ? nameReason(args.subject) : null;
  if (reason !== null) return { ok: false, reason };
  const { attached } = named === undefined ? await discover() : { attached: [] };
  const port = attached.find(({ names, file }) => names.includes(args.subject) || file === args.subject);
  const transport = named?.transport ?? transportOf(args.subject, port);
  const user =
    named?.id ??
    (port === undefined ? undefined : usedBy(port, devices)[0]) ??
    devices.find((device) => portText(device.transport) === portText(transport))?.id;
  if (user !== undefined && site.agentRuns) return { ok: false, reason: devicesToolZh.agentHolds(user) };
  const config = devices.find(({ id }) => id === user);
  const meant = profile ?? (config === undefined ? null : (site.profiles.get(config.profile) ?? null));
  const ownPage = meant !== null && 'usagePage' in meant ? meant.usagePage : null;
  return {
    ok: true,
    subject: {
      transport,
      port: portText(transport),
      device: user ?? null,
      profile: meant,
      address: args.address ?? config?.address ?? null,
      usagePage: port?.collections?.[0]?.usagePage ?? ownPage,
    },
  };
}

/** Why a name is none of a port; null where it may be one. */
function nameReason(name: string): string | null {
  if (/^hid:/i.test(name)) return HID_NAME.test(name) ? null : devicesToolZh.notHid(name);
  const port = NETWORK_NAME.exec(name)?.[2];
  if (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)) return null;
  return devicesToolZh.notNetworkPort(name);
}

function transportOf(
  name: string,
  port: { kind: string; path: string; vendor?: number; product?: number } | undefined,
): TransportConfig {
  const hid = HID_NAME.exec(name);
  if (hid !== null) {
    const [, vendor = '', product = '', serialNumber] = hid;
    const numbers = { vendor: parseInt(vendor, 16), product: parseInt(product, 16) };
    return { kind: 'hid', ...numbers, ...(serialNumber === undefined ? {} : { serialNumber }) };
  }
  if (port?.kind === 'hid')
    return { kind: 'hid', vendor: port.vendor ?? 0, product: port.product ?? 0, path: port.path };
  if (port !== undefined)
    return { kind: port.kind === 'usb-printer' ? 'usb-printer' : 'serial', path: port.path };
  const network = NETWORK_NAME.exec(name);
  if (network !== null) return { kind: 'tcp', host: network[1] ?? '', port: Number(network[2]) };
  return { kind: USB_PRINTER_NAME.test(name) ? 'usb-printer' : 'serial', path: name };
}

/** The line settings typed, for a port of which no profile tells them. */
export function typedLine({
  baud,
  parity,
}: {
  baud: number;
  parity: DevicesArguments['parity'];
}): SerialLine {
  return { baudRate: baud, dataBits: 8, parity, stopBits: 1, flow: 'none' };
}

/** The settings of a line as people say them: `9600 8N1`; empty for what has none. */
export function lineText(transport: TransportConfig, line: SerialLine): string {
  if (transport.kind !== 'serial') return '';
  return `${line.baudRate} ${line.dataBits}${line.parity.slice(0, 1).toUpperCase()}${line.stopBits}`;
}

/** A connection to the port itself, without a driver. `line` counts for a serial port alone. */
export function connectSubject(
  { transport, profile }: Pick<Subject, 'transport' | 'profile'>,
  line: SerialLine,
): Connect {
  switch (transport.kind) {
    case 'tcp':
      return (listener) => tcpTransport({ host: transport.host, port: transport.port }, listener);
    case 'serial':
      return (listener) => serialTransport(transport.path, line, listener);
    case 'usb-printer':
      return (listener) => usbPrinterTransport(transport.path, listener);
    case 'hid': {
      const { usagePage, usage } = profile !== null && 'usagePage' in profile ? profile : {};
      return (listener) => hidTransport({ usagePage, usage, ...transport }, listener);
    }
  }
}

/** Of the profile, where one is meant, otherwise as typed; a speed that was typed goes before the profile's. */
export function lineOf(
  { profile }: Pick<Subject, 'profile'>,
  { baud, parity }: DevicesArguments,
): SerialLine {
  const own =
    profile !== null && 'serial' in profile
      ? profile.serial
      : typedLine({ baud: baud ?? USUAL_BAUD_RATE, parity });
  return baud === null ? own : { ...own, baudRate: baud };
}
