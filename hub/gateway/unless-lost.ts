/** A connection, as far as its end is waited for. */
export interface LosableSocket {
  once(name: 'disconnect', listener: () => void): unknown;
  off(name: 'disconnect', listener: () => void): unknown;
}

/**
 * What came back over a connection; null when nothing did in time, or the connection ended first: the library itself
 * waits on for one that has ended. Never rejects.
 */
export async function unlessLost(socket: LosableSocket, answer: Promise<unknown>): Promise<unknown> {
  let onLost = (): void => undefined;
  const lost = new Promise<null>((resolve) => {
    onLost = () => resolve(null);
    socket.once('disconnect', onLost);
  });
  const reply = await Promise.race([answer.catch(() => null), lost]);
  socket.off('disconnect', onLost);
  return reply;
}
