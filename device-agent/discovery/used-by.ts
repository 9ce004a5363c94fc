import { realpathSync } from 'node:fs';
import type { DeviceConfig, TransportConfig } from '../config.ts';
import { findHid, type HidListed } from '../transports/hid-identity.ts';
import type { Attached } from './attached.ts';

/** Ids of the devices of agent.json that mean this port, by whichever of its names. */
export function usedBy(attached: Attached, devices: readonly DeviceConfig[]): string[] {
  return devices.filter(({ transport }) => means(transport, attached)).map(({ id }) => id);
}

function means(transport: TransportConfig, attached: Attached): boolean {
  if (transport.kind === 'tcp' || transport.kind !== attached.kind) return false;
  if (transport.kind === 'hid') return 'path' in findHid(asListed(attached, transport.path), transport, true);
  return attached.names.includes(transport.path) || attached.names.includes(fileBehind(transport.path));
}

function asListed(attached: Attached, asked: string | undefined): HidListed[] {
  const { vendor: vendorId, product: productId, file: path, serialNumber } = attached;
  if (vendorId === undefined || productId === undefined) return [];
  const link = asked !== undefined && attached.names.includes(fileBehind(asked)) ? [asked] : [];
  const alsoCalled = [...attached.names, ...link];
  const listed = { vendorId, productId, path, serialNumber, interface: attached.interface ?? -1, alsoCalled };
  const collections = attached.collections ?? [];
  return collections.length === 0
    ? [listed]
    : collections.map((collection) => ({ ...listed, ...collection }));
}

/** What a link of the site's own leads to. */
function fileBehind(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
