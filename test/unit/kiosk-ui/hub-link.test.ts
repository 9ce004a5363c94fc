import { openScreen, type ScreenLink } from '@bandecheng/kiosk-ui/link/hub-link';
import type { Published } from '@bandecheng/shared/protocol';
import type { FollowView } from '@bandecheng/shared/views';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Namespace, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

/** The hub's side of the wire, by hand. */
interface HandHub {
  address: string;
  screens: Namespace;
  /** The newest screen that joined. */
  screen(): Promise<Socket>;
  stop(): Promise<void>;
}

async function startHub(port = 0, refuse?: string): Promise<HandHub> {
  const http: HttpServer = createServer();
  const io = new Server(http, { pingInterval: 5_000, pingTimeout: 4_000 });
  const screens = io.of('/screen');
  screens.use((_socket, next) => next(refuse === undefined ? undefined : new Error(refuse)));
  const joined: Socket[] = [];
  screens.on('connection', (socket) => joined.push(socket));
  await new Promise<void>((done) => http.listen(port, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    screens,
    async screen() {
      await expect.poll(() => joined.length).toBeGreaterThan(0);
      return joined[joined.length - 1]!;
    },
    stop: () => io.close(),
  };
}

const follow = (ahead: number): FollowView => ({
  hall: { zh: '清河县政务服务中心' },
  number: 'A012',
  service: { zh: '社保' },
  area: { zh: 'A 区' },
  status: 'waiting',
  ahead,
  estimateMinutes: 5,
  estimateRange: { low: 5, high: 30 },
  next: [],
  timeZone: 'Asia/Shanghai',
  language: 'zh',
});

const published = (seq: number, ahead: number, at = NINE): Published<'follow'> => ({
  view: 'follow',
  seq,
  at,
  data: follow(ahead),
});

let hub: HandHub;
let link: ScreenLink<'follow'>;
const ahead = () => link.views.follow.value?.data.ahead;

beforeEach(async () => {
  hub = await startHub();
});
afterEach(async () => {
  link.close();
  await hub.stop();
});

describe('the link of a screen', () => {
  it('says which screen it is, and with which protocol', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    const screen = await hub.screen();
    expect(screen.handshake.auth).toEqual({ protocol: 1, screen: 'follow', of: 'k3y' });
  });

  it('shows the newest view and lets an older one that comes late go by', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    const screen = await hub.screen();

    screen.emit('view:published', published(8, 4));
    screen.emit('view:published', published(7, 5));
    screen.emit('view:published', published(9, 3));

    await expect.poll(ahead).toBe(3);
    screen.emit('view:published', published(8, 4));
    screen.emit('hub:beat', { at: NINE + 60_000, seqs: { follow: 9 } });
    await expect.poll(() => link.now() >= NINE + 60_000).toBe(true);
    expect(ahead()).toBe(3);
  });

  it('asks again when a beat tells of a view it has not got', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    const screen = await hub.screen();
    let asked = 0;
    screen.on('view:ask', () => (asked += 1));

    screen.emit('view:published', published(8, 4));
    screen.emit('hub:beat', { at: NINE, seqs: { follow: 8 } });
    screen.emit('hub:beat', { at: NINE, seqs: { follow: 9 } });

    await expect.poll(() => asked).toBe(1);
  });

  it('keeps the hub’s time, not the machine’s', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    const screen = await hub.screen();
    const longAgo = Date.UTC(2001, 0, 1);

    screen.emit('hub:beat', { at: longAgo, seqs: {} });

    await expect.poll(() => Math.abs(link.now() - longAgo)).toBeLessThan(5_000);
    expect(link.staleSince.value).toBeNull();
  });

  it('says at once that it is cut off, keeps what it showed, and takes a new hub’s lower numbers', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    (await hub.screen()).emit('view:published', published(5_000, 4));
    await expect.poll(ahead).toBe(4);
    const port = Number(new URL(hub.address).port);

    await hub.stop();
    await expect.poll(() => link.staleSince.value).not.toBeNull();
    expect(link.connected.value).toBe(false);
    expect(ahead()).toBe(4);
    expect(
      await link.send({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }),
    ).toEqual({
      ok: false,
      fault: 'unavailable',
    });

    hub = await startHub(port);
    (await hub.screen()).emit('view:published', published(3, 2));
    await expect.poll(ahead).toBe(2);
    expect(link.staleSince.value).toBeNull();
  });

  it('gives the reason when the hub does not let it in', async () => {
    await hub.stop();
    hub = await startHub(0, 'ticket-unknown');
    link = openScreen('follow', 'k3y', hub.address);
    await expect.poll(() => link.refusedReason.value).toBe('ticket-unknown');
    expect(link.connected.value).toBe(false);
  });

  it('sends a command with an id and hands over the hub’s answer', async () => {
    link = openScreen('follow', 'k3y', hub.address);
    const screen = await hub.screen();
    await expect.poll(() => link.connected.value).toBe(true);
    const received: unknown[] = [];
    screen.on('command:send', (command: unknown, answer: (a: unknown) => void) => {
      received.push(command);
      answer({ ok: true, seq: 12 });
    });

    const answer = await link.send({ type: 'CallNext', counter: 'c1' });

    expect(answer).toEqual({ ok: true, seq: 12 });
    expect(received).toEqual([
      { type: 'CallNext', counter: 'c1', id: expect.stringMatching(/^ui-[0-9a-f]{30}$/) as string },
    ]);
  });
});
