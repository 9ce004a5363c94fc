import { networkInterfaces } from 'node:os';
import type { Hall } from '@bandecheng/shared/hall';

/** Where this machine reaches its hub. `scheme`: https where the hub has a certificate. */
export function ownAddress(listen: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const everywhere = listen === '0.0.0.0' || listen === '::';
  const host = everywhere ? '127.0.0.1' : listen;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * What the QR of a ticket begins with: the hall's own word for it, else this machine's first address on the
 * network, which a telephone in the hall may or may not reach.
 */
export function hallAddress(hall: Pick<Hall, 'publicAddress' | 'listen' | 'tls'>, port: number): string {
  if (hall.publicAddress !== undefined) return hall.publicAddress;
  const scheme = schemeOf(hall);
  if (hall.listen !== '0.0.0.0') return ownAddress(hall.listen, port, scheme);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return ownAddress(outside?.address ?? '127.0.0.1', port, scheme);
}

/** What the hub itself speaks; a proxy before it may speak otherwise. */
export function schemeOf({ tls }: Pick<Hall, 'tls'>): 'http' | 'https' {
  return tls === undefined ? 'http' : 'https';
}
