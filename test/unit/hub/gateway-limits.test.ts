import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { fewAtOnce, limitConnections } from '@bandecheng/hub/gateway/connection-limit';
import { hangUpOnDeaf } from '@bandecheng/hub/gateway/hang-up';
import { LoginCrowd } from '@bandecheng/hub/gateway/login-crowd';
import { watchLinks } from '@bandecheng/hub/gateway/watch-links';
import { comesFrom } from '@bandecheng/hub/gateway/where-from';
import { Server as SocketServer } from 'socket.io';
import { io, type Socket as Client } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { frame, httpRequest, JOINED, joining, OPEN, upgrade } from '../../siege/wire-words.ts';

const WITHIN = { timeout: 15_000 };

let http: Server;
let port: number;
const wires: Socket[] = [];
const clients: Client[] = [];

async function listening(prepare: (server: Server) => void): Promise<void> {
  http = createServer((_request, response) => void response.end('ok'));
  prepare(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;
}
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  for (const wire of wires.splice(0)) wire.destroy();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

/** A connection that says this and reads nothing; `cut` once the other end has let go of it. */
function wire(...says: Buffer[]): { cut: boolean; socket: Socket } {
  const socket = connect(port, '127.0.0.1');
  wires.push(socket);
  const kept = { cut: false, socket };
  socket.on('error', () => undefined);
  socket.once('close', () => (kept.cut = true));
  socket.resume();
  for (const bytes of says) socket.write(bytes);
  return kept;
}
/** Whether a request on a connection of its own is answered. */
async function answered(): Promise<boolean> {
  const { socket } = wire(httpRequest('GET', '/'));
  const answer = await new Promise((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
  socket.destroy();
  return answer === true;
}
/** A link that says the first once it is open, and the rest once it has joined. */
function link(first?: Buffer, ...says: Buffer[]): { cut: boolean; socket: Socket } {
  const opening = wire(upgrade());
  opening.socket.on('data', (bytes: Buffer) => {
    if (first !== undefined && bytes.includes(OPEN)) opening.socket.write(first);
    if (bytes.includes(JOINED)) for (const said of says) opening.socket.write(said);
  });
  return opening;
}
const cut = (...all: { cut: boolean }[]) => all.filter((one) => one.cut).length;

describe('connections that say nothing', () => {
  it('have their share for each address, and what is too much is cut', async () => {
    await listening((server) => limitConnections(server, () => false, { ofAnAddress: 3, openFiles: 2_000 }));
    const all = Array.from({ length: 5 }, () => wire());
    await expect.poll(() => cut(...all), WITHIN).toBe(2);
    // Whoever hangs up makes room.
    all.find((one) => !one.cut)?.socket.destroy();
    await expect.poll(() => answered(), WITHIN).toBe(true);
  });

  it('are not counted behind a proxy, where a whole hall may stand', async () => {
    await listening((server) => limitConnections(server, () => true, { ofAnAddress: 1, openFiles: 2_000 }));
    for (let i = 0; i < 5; i++) wire();
    expect(await answered()).toBe(true);
  });

  it.each([
    [1_024, 524],
    [800, 400],
    [20_000, 19_500],
  ])('of %i open files leave the journal its own: %i connections', async (openFiles, most) => {
    await listening((server) => limitConnections(server, () => false, { ofAnAddress: 3, openFiles }));
    expect(http.maxConnections).toBe(most);
  });
});

describe('requests piled up on one connection', () => {
  it('end it, and as many one after another do not', async () => {
    let handled = 0;
    http = createServer(
      fewAtOnce((_request, response) => {
        handled += 1;
        setTimeout(() => response.end('ok'), 5);
      }),
    );
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    port = (http.address() as AddressInfo).port;
    const piling = wire(Buffer.concat(Array<Buffer>(40).fill(httpRequest('GET', '/'))));
    await expect.poll(() => [piling.cut, handled], WITHIN).toEqual([true, 8]);
    for (let i = 0; i < 20; i++) expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
  });
});

describe('links', () => {
  const limits = { joinsWithinMs: 300, farewellMs: 50, strangerKb: 4, kbASecond: 20 };
  let sockets: SocketServer;
  const serving = (within = limits) =>
    listening((server) => {
      sockets = new SocketServer(server, { transports: ['websocket', 'polling'], connectTimeout: 60_000 });
      watchLinks(sockets, within);
    });

  it('that join nothing are cut, whether or not they answer a farewell, and by polling too', async () => {
    await serving();
    const mute = link();
    await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
    expect(sockets.engine.clientsCount).toBeGreaterThan(0);
    await expect.poll(() => [mute.cut, sockets.engine.clientsCount], WITHIN).toEqual([true, 0]);
  });

  it('that are closed for what they say are gone soon, though they answer no farewell', async () => {
    await serving();
    const senseless = link(frame('49{{'));
    await expect.poll(() => senseless.cut, WITHIN).toBe(true);
  });

  it('that have joined stay, and those that never stop talking are cut', async () => {
    await serving();
    const quiet = link(joining('/screen', {}));
    const stranger = link(frame(`4${'x'.repeat(5_000)}`));
    const talker = link(joining('/screen', {}), ...Array<Buffer>(30).fill(frame('42/screen,["x"]')));
    await expect.poll(() => [stranger.cut, talker.cut], WITHIN).toEqual([true, true]);
    await expect.poll(() => sockets.engine.clientsCount, WITHIN).toBe(1);
    expect(quiet.cut).toBe(false);
  });

  it('of strangers are cut in the middle of a message too long for them, before it is all read', async () => {
    await serving({ ...limits, joinsWithinMs: 60_000 });
    const heard: string[] = [];
    sockets.engine.on('connection', (opened: { on(event: 'data', hear: (said: string) => void): void }) =>
      opened.on('data', (said) => heard.push(said)),
    );
    const whole = frame(`4${'x'.repeat(200_000)}`);
    const talker = link(whole.subarray(0, 100_000));
    await expect.poll(() => talker.cut, WITHIN).toBe(true);
    expect(heard).toEqual([]);
  });

  it('of an agent with many devices join, though its handshake is a long frame', async () => {
    await serving({ ...limits, strangerKb: 96 });
    const large = link(joining('/agent', { devices: 'x'.repeat(80_000) }));
    const joined = new Promise((resolve) => sockets.of('/agent').once('connection', () => resolve('joined')));
    const cutOff = new Promise((resolve) => large.socket.once('close', () => resolve('cut')));
    expect(await Promise.race([joined, cutOff])).toBe('joined');
  });

  it('of somebody who follows a ticket are cut far sooner than those of the staff', async () => {
    await serving({ ...limits, kbASecond: 1_000 });
    const says = Array<Buffer>(50).fill(frame('42/screen,["x"]'));
    const follower = link(joining('/screen', { screen: 'follow' }), ...says);
    const clerk = link(joining('/screen', { screen: 'counter' }), ...says);
    await expect.poll(() => [follower.cut, clerk.cut], WITHIN).toEqual([true, false]);
  });

  it('of an agent that reports and reads no answer are cut before the answers fill the memory', async () => {
    await serving();
    const agents = sockets.of('/agent');
    const client = io(`http://127.0.0.1:${port}/agent`, { forceNew: true, reconnection: false });
    clients.push(client);
    await expect.poll(() => agents.sockets.size, WITHIN).toBe(1);
    const [served] = agents.sockets.values();
    hangUpOnDeaf(agents);
    expect(agents.sockets.size).toBe(1);
    for (let i = 0; i < 1_100; i++) served?.emit('told', i);
    hangUpOnDeaf(agents);
    await expect.poll(() => agents.sockets.size, WITHIN).toBe(0);
  });
});

describe('a flood of wrong passwords from many addresses', () => {
  it('is checked one by one, and a browser the account is known on is never held up', async () => {
    await listening(() => undefined);
    const crowd = new LoginCrowd();
    const stranger = { address: 'a' };
    let [running, most] = [0, 0];
    const check = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const checks = Array.from({ length: 16 }, () => crowd.check(stranger, check));
    expect([crowd.isFullFor(stranger), crowd.isFullFor({ address: 'a', device: 'known' })]).toEqual([
      true,
      false,
    ]);
    expect(await crowd.check({ address: 'a', device: 'known' }, async () => 'right')).toBe('right');
    await Promise.all(checks);
    expect([most, crowd.isFullFor(stranger)]).toEqual([1, false]);
    // What breaks for one breaks for nobody else.
    await expect(crowd.check(stranger, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await crowd.check(stranger, async () => 'wrong')).toBe('wrong');
  });
});

describe('where a link comes from', () => {
  it('is its own address, or what a trusted proxy says, and nobody else is believed', async () => {
    await listening(() => undefined);
    const from = (remoteAddress: string, forwarded?: string) =>
      comesFrom(
        { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } as Socket },
        (address) => address.startsWith('10.'),
      );
    expect(from('192.168.1.9')).toBe('192.168.1.9');
    expect(from('192.168.1.9', '1.2.3.4')).toBe('192.168.1.9');
    expect(from('10.0.0.1', '6.6.6.6, 192.168.1.9, 10.0.0.2')).toBe('192.168.1.9');
  });
});
