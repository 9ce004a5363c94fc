import type { AttachedList, AttachedPort } from '@bandecheng/shared/technician';
import type { DeviceConfig, TransportConfig } from '../config.ts';
import type { Attached } from '../discovery/attached.ts';
import { discover, type DiscoveryParts } from '../discovery/discover.ts';
import { fitProfiles } from '../discovery/fit-profiles.ts';
import { usedBy } from '../discovery/used-by.ts';
import type { DeviceProfile } from '../profiles/profile.ts';

/** Profiles named for one port. */
const FITS_NAMED = 5;

/** The ports of this machine, with the profiles that may fit and the devices of agent.json that use them. */
export async function attachedPorts(
  devices: readonly DeviceConfig[],
  profiles: Iterable<DeviceProfile>,
  parts: DiscoveryParts = {},
): Promise<Pick<AttachedList, 'ports' | 'unseen'>> {
  const known = [...profiles];
  const { attached, unseen } = await discover(parts);
  return { unseen, ports: attached.map((port) => described(port, known, devices)) };
}

function described(
  port: Attached,
  profiles: readonly DeviceProfile[],
  devices: readonly DeviceConfig[],
): AttachedPort {
  const { kind, path, stable, file, vendor, product, serialNumber } = port;
  return {
    kind,
    path,
    stable,
    file,
    title: [port.maker, port.name].filter((word) => word !== undefined && word !== '').join(' '),
    ...(vendor === undefined ? {} : { vendor: hex4(vendor) }),
    ...(product === undefined ? {} : { product: hex4(product) }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    fits: fitProfiles(port, profiles)
      .slice(0, FITS_NAMED)
      .map(({ profile, title, fit }) => ({ profile, title, fit })),
    usedBy: usedBy(port, devices),
  };
}

/** A port of agent.json as people read it. */
export function portText(transport: TransportConfig): string {
  if (transport.kind === 'tcp') return `${transport.host}:${transport.port}`;
  if (transport.kind !== 'hid') return transport.path;
  const { vendor, product, serialNumber, path } = transport;
  return [`${hex4(vendor)}:${hex4(product)}`, serialNumber, path]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** A USB number as lsusb and agent.json write it. */
export function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
