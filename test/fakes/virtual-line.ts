import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface VirtualLine {
  readonly port: number;
  stop(): Promise<void>;
}

/** One RS-485 line with several virtual devices on it: each hears all that is sent, the host hears all that is said. */
export async function virtualLine(devices: readonly { port: number }[]): Promise<VirtualLine> {
  let host: Socket | null = null;
  const cables = devices.map(({ port }) => connect(port, '127.0.0.1'));
  for (const cable of cables) {
    cable.setNoDelay(true);
    cable.on('error', () => undefined);
    cable.on('data', (bytes) => host?.write(bytes));
  }
  await Promise.all(cables.map((cable) => once(cable, 'connect')));
  const server = createServer((socket) => {
    host = socket;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => cables.forEach((cable) => cable.write(bytes)));
    socket.on('close', () => {
      if (host === socket) host = null;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    port: address.port,
    async stop() {
      for (const cable of cables) cable.destroy();
      host?.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
