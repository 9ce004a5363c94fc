const READABLE = 1;
const WRITABLE = 2;

/** The part of a port of bindings-cpp 13 that waits for it, on systems other than Windows. */
interface Poller {
  poll(events: number): void;
  on(event: 'readable' | 'writable', listener: () => void): unknown;
}

/**
 * Lets an open port be read while a write waits for room. In bindings-cpp 13 (poller.cpp) each wait takes the place
 * of the one before: while the device holds a write back by its flow control, nothing it says would be heard, its
 * paper end among it. So the waits are added up. Where the library has no poller this does nothing.
 */
export function readWhileWriting(port: unknown): void {
  const poller = pollerOf(port);
  if (poller === null) return;
  const poll = poller.poll.bind(poller);
  let awaited = 0;
  poller.on('readable', () => (awaited &= ~READABLE));
  poller.on('writable', () => (awaited &= ~WRITABLE));
  poller.poll = (events) => {
    awaited |= events;
    poll(awaited);
  };
}

function pollerOf(port: unknown): Poller | null {
  const poller = typeof port === 'object' && port !== null && 'poller' in port ? port.poller : null;
  const fits = typeof poller === 'object' && poller !== null && 'poll' in poller && 'on' in poller;
  return fits ? (poller as Poller) : null;
}
