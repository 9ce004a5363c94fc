import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hangUpOnDeaf } from '@bandecheng/hub/gateway/hang-up';
import { createSocketServer } from '@bandecheng/hub/gateway/socket-server';
import { ScreenRooms, type ScreenNamespace, type ScreenSocket } from '@bandecheng/hub/gateway/screen-rooms';
import type { Published } from '@bandecheng/shared/protocol';
import type { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';

/** Large enough that a few of them fill what the system keeps for a connection. */
const LARGE = 'x'.repeat(200_000);
const VIEWS = 150;

let sockets: Server;
let rooms: ScreenRooms;
let namespace: ScreenNamespace;
let newest: Published;
const clients: Socket[] = [];

const view = (seq: number): Published => ({ view: 'devices', seq, at: 0, data: LARGE as never });

beforeEach(async () => {
  const http = createServer();
  sockets = createSocketServer(http);
  namespace = sockets.of('/screen');
  newest = view(1);
  rooms = new ScreenRooms(namespace, async () => newest);
  namespace.on('connection', (socket) => {
    const readmit = () => ({ actor: null });
    Object.assign(socket.data, { actor: null, rooms: ['devices'], slow: false, asking: false, readmit });
    void rooms.enter(socket);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  address = `http://127.0.0.1:${port}/screen`;
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await sockets.close();
});

let address: string;

/** A screen that is in its room, and the numbers of the views it takes. */
async function screen(): Promise<{ client: Socket; seqs: number[]; served: ScreenSocket }> {
  const client = io(address, { forceNew: true, reconnection: false, transports: ['websocket'] });
  clients.push(client);
  const seqs: number[] = [];
  client.on('view:published', (published: Published) => seqs.push(published.seq));
  await expect.poll(() => seqs).toEqual([1]);
  const served = namespace.sockets.get(client.id ?? '');
  if (served === undefined) throw new Error('the server does not know the client');
  return { client, seqs, served };
}

/** The TCP socket under a client: paused, it takes nothing more. */
function wireOf(client: Socket): { pause(): void; resume(): void } {
  const engine = client.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; resume(): void } } };
  };
  return engine.transport.ws._socket;
}

async function publish(seq: number): Promise<void> {
  newest = view(seq);
  rooms.deliver('devices', newest);
  await new Promise((resolve) => setImmediate(resolve));
}

const waiting = (socket: ScreenSocket) =>
  (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;

describe('a screen that does not take what it is sent', () => {
  it('holds nobody up, keeps a handful of views waiting, and is sent the newest when it wakes', async () => {
    const quick = await screen();
    const slow = await screen();
    wireOf(slow.client).pause();
    let most = 0;
    for (let seq = 2; seq <= VIEWS; seq++) {
      await publish(seq);
      most = Math.max(most, waiting(slow.served));
      await expect.poll(() => quick.seqs.at(-1), { interval: 1 }).toBe(seq);
    }
    expect(quick.seqs).toHaveLength(VIEWS);
    expect(slow.served.data.slow).toBe(true);
    expect(most).toBeLessThanOrEqual(10);
    wireOf(slow.client).resume();
    await expect.poll(() => slow.seqs.at(-1)).toBe(VIEWS);
    expect(slow.seqs.length).toBeLessThan(VIEWS);
    expect(slow.seqs).toEqual([...slow.seqs].sort((a, b) => a - b));
    await publish(VIEWS + 1);
    await expect.poll(() => slow.seqs.at(-1)).toBe(VIEWS + 1);
  });

  it('is hung up on once a thousand messages wait for it, and nobody else is', async () => {
    const good = await screen();
    const deaf = await screen();
    wireOf(deaf.client).pause();
    for (let i = 0; i < 50; i++) deaf.served.emit('view:published', view(2));
    // By now the wire is full: what follows waits in the hub.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    for (let i = 0; i <= 1_000; i++) deaf.served.emit('hub:beat', { at: i, seqs: {} });
    expect(waiting(deaf.served)).toBeGreaterThan(1_000);
    hangUpOnDeaf(namespace);
    await expect.poll(() => namespace.sockets.has(deaf.served.id)).toBe(false);
    expect(namespace.sockets.has(good.served.id)).toBe(true);
  });

  it('that goes away while its view is made is not waited for', async () => {
    const { client, served } = await screen();
    client.disconnect();
    await expect.poll(() => served.connected).toBe(false);
    await rooms.enter(served);
    expect(rooms.watching('devices')).toBe(0);
  });
});
