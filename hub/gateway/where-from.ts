import type { IncomingMessage } from 'node:http';

/** Whether an address is a proxy that is believed, so many hops away. */
export type IsProxy = (address: string, hops: number) => boolean;

/** Where a request comes from, as express has it, for one that never comes to it. */
export function comesFrom(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  isProxy: IsProxy,
): string {
  const said = String(headers['x-forwarded-for'] ?? '').split(',');
  const hops = [socket.remoteAddress ?? '', ...said.map((hop) => hop.trim()).reverse()];
  return hops.find((address, hop) => !isProxy(address, hop)) ?? '';
}
