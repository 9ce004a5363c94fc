import { SharedPort, type LineMember, type Share, type SharedLineTimes } from './shared-port.ts';
import { TransportLost, type Connect, type Transport, type TransportListener } from './transport.ts';

/** Makes the transports of one device of a shared line. */
export type JoinLine = (member: LineMember) => Connect;

/**
 * A line with several devices, each told by its address. It owns the one port: each device gets a Connect of its
 * own, and the port opens with the first of them and closes with the last.
 *
 * One frame is out at a time, and the next goes when the answer to it is whole or overdue and the line has been
 * silent for the turnaround; the devices take turns. A device hears its own frames, each byte once; what is nobody's
 * is given to everybody when the line falls silent, as noise is everybody's trouble.
 */
export function sharedLine(connect: Connect, times: SharedLineTimes): JoinLine {
  let current: SharedPort | null = null;
  let closed: Promise<void> = Promise.resolve();

  function portFor(member: LineMember): SharedPort {
    current?.comesBack(member);
    if (current !== null) return current;
    const fresh = new SharedPort(connect, times, closed, (closing) => {
      if (current === fresh) current = null;
      closed = closing;
    });
    current = fresh;
    return fresh;
  }

  return (member) => (listener) =>
    new SharedTransport(
      () => portFor(member),
      member,
      listener,
      () => closed,
    );
}

/** One device's part of one connection. */
class SharedTransport implements Transport {
  private part: { port: SharedPort; share: Share } | null = null;
  private wasOpened = false;

  constructor(
    private readonly findPort: () => SharedPort,
    private readonly member: LineMember,
    private readonly listener: TransportListener,
    private readonly portClosed: () => Promise<void>,
  ) {}

  async open(): Promise<void> {
    if (this.wasOpened) throw new TransportLost('shared line', 'port-lost');
    this.wasOpened = true;
    const port = this.findPort();
    this.part = { port, share: port.join(this.member, this.listener) };
    await port.opened;
    if (this.part === null) throw new TransportLost('shared line', 'port-lost');
  }

  write(bytes: Uint8Array): Promise<void> {
    const { part } = this;
    if (part === null) return Promise.reject(new TransportLost('shared line', 'port-lost'));
    return part.port.write(part.share, bytes);
  }

  async close(): Promise<void> {
    const { part } = this;
    this.part = null;
    part?.port.leave(part.share);
    await this.portClosed();
  }
}
