import type { IncomingMessage } from 'node:http';
import { NAMESPACES } from '@bandecheng/shared/messages';
import type { Server } from 'socket.io';
import type { Link } from './hang-up.ts';

/**
 * Links by polling that one address, or one who is known, may have begun and not joined. A link costs what ten requests
 * do and is held until it joins; pages and agents come by websocket wherever the network lets them.
 */
const BEGUN = 50;

/** Bounds the links by polling that are begun and never asked for again. */
export class PollingKnocks {
  private readonly begun = new Map<string, number>();
  private readonly names = new WeakMap<Link, string>();

  /** @param nameOf by whom a request is counted */
  constructor(
    private readonly nameOf: (request: IncomingMessage) => string,
    private readonly most = BEGUN,
  ) {}

  /** Whether a request for a new link may go on. */
  mayBegin(request: IncomingMessage): boolean {
    return !isPolling(request) || (this.begun.get(this.nameOf(request)) ?? 0) < this.most;
  }

  /** Counts the links of a server from their beginning until they have joined or are gone. */
  watch(server: Server): void {
    server.engine.on('connection', (link: Link) => {
      if (link.transport.name !== 'polling') return;
      const name = this.nameOf(link.request);
      this.names.set(link, name);
      this.begun.set(name, (this.begun.get(name) ?? 0) + 1);
      link.on('close', () => this.settle(link));
    });
    for (const namespace of Object.keys(NAMESPACES))
      server.of(namespace).on('connection', ({ conn }) => this.settle(conn));
  }

  private settle(link: Link): void {
    const name = this.names.get(link);
    if (name === undefined) return;
    this.names.delete(link);
    const left = (this.begun.get(name) ?? 1) - 1;
    if (left === 0) this.begun.delete(name);
    else this.begun.set(name, left);
  }
}

/** As engine.io reads it, or else `%70olling`, or a name said twice, would go uncounted. */
function isPolling({ url = '' }: IncomingMessage): boolean {
  return new URL(url, 'http://hub').searchParams.getAll('transport').at(-1) !== 'websocket';
}
