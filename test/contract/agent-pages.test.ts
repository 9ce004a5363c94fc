import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket as NetSocket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { servePages, type Pages } from '@bandecheng/device-agent/pages/serve-pages';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeStanding } from '../fakes/fake-standing.ts';
import { hearing, send, TestGateway } from '../fakes/test-gateway.ts';
import { SMALL_HALL, TODAY } from '../given.ts';

/** An address of this machine that others use. */
const ADDRESS = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.internal === false && one.family === 'IPv4')?.address;

let folder: string;
let hub: TestGateway;
let standing: FakeStanding;
let pages: Pages;
let sockets: Socket[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandecheng-pages-'));
  mkdirSync(join(folder, 'assets'));
  for (const page of ['index', 'kiosk', 'desk'])
    writeFileSync(join(folder, `${page}.html`), `<p>${page}</p>`);
  writeFileSync(join(folder, 'assets', 'kiosk-1a2b.js'), 'go();');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  hub = await TestGateway.open(folder);
  standing = new FakeStanding(() => hub.hub.state);
  pages = await pagesOf(hub.url);
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  await pages.stop();
  await hub.close();
});

function pagesOf(url: string, host = '127.0.0.1'): Promise<Pages> {
  return servePages({ hub: url, port: 0, host, folder, standing, hall: () => SMALL_HALL });
}

/** A page's socket at the agent's address, as that page opens it. */
function open(screen: string, of?: string, more: object = {}, at = pages.url): Socket {
  const socket = io(`${at}/screen`, {
    ...{ auth: { protocol: PROTOCOL_VERSION, screen, of }, forceNew: true, reconnection: false },
    ...{ transports: ['websocket'], extraHeaders: { origin: pages.url, cookie: 'bdc_session=admin' } },
    ...more,
  });
  sockets.push(socket);
  socket.onAny((name: string, message: unknown) => hearing(socket, name).push(message));
  return socket;
}

/** `connected`, or the word it was refused with. */
function outcomeOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
}

const views = (socket: Socket): unknown[] => hearing(socket, 'view:published');
const issue = (id: string, kiosk = 'k1'): object => ({
  ...{ id, type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', kiosk },
});

describe('pages through the agent, the hub within reach', () => {
  it("are the hub's: page, headers, API and errors, with the host the browser named", async () => {
    const [byAgent, byHub] = [await fetch(`${pages.url}/kiosk`), await fetch(`${hub.url}/kiosk`)];
    expect(await byAgent.text()).toBe('<p>kiosk</p>');
    expect(byAgent.headers.get('etag')).toBe(byHub.headers.get('etag'));
    expect(byAgent.headers.get('content-security-policy')).toContain(`ws://${new URL(pages.url).host};`);
    expect(await (await fetch(`${pages.url}/api/hall`)).json()).toMatchObject({ ok: true, id: 'small' });
    // The hub takes it for a page of its own, whatever the port.
    const origin = { origin: pages.url, 'content-type': 'application/json' };
    const login = { method: 'POST', headers: origin, body: JSON.stringify({ account: 'a', password: 'b' }) };
    expect((await fetch(`${pages.url}/api/session`, login)).status).toBe(401);
    expect((await fetch(`${pages.url}/nowhere`)).status).toBe(404);
  });

  it('carry their socket, by websocket and by polling, and a foreign page gets none', async () => {
    for (const transports of [['websocket'], ['polling']]) {
      const kiosk = open('kiosk', 'k1', { transports });
      expect(await outcomeOf(kiosk)).toBe('connected');
      await expect.poll(() => views(kiosk)).toHaveLength(1);
      const given = await send(kiosk, issue(`from-${transports.join()}`));
      expect(given).toMatchObject({ ok: true, ticket: { service: 'social' } });
    }
    expect(hub.hub.state.tickets.size).toBe(2);
    const foreign = open('kiosk', 'k1', { extraHeaders: { origin: 'http://elsewhere.example' } });
    expect(await outcomeOf(foreign)).not.toBe('connected');
  });

  it('do not make who calls from elsewhere a caller from this machine', async () => {
    expect((await fetch(`${hub.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${pages.url}/metrics`)).status).toBe(403);
  });
});

describe('pages by the agent alone', () => {
  it("come from its own disk with the headers of the hub's, and tell of the hall what every page asks", async () => {
    const byHub = await fetch(`${pages.url}/kiosk`);
    standing.beAlone(true);
    await hub.gateway.stop();
    const alone = await fetch(`${pages.url}/kiosk?of=k1`);
    expect(await alone.text()).toBe('<p>kiosk</p>');
    const ofTransfer = ['date', 'etag', 'last-modified', 'accept-ranges', 'connection', 'keep-alive'];
    const said = ({ headers }: Response): Record<string, string> =>
      Object.fromEntries([...headers].filter(([name]) => !ofTransfer.includes(name)));
    expect(said(alone)).toEqual({
      ...said(byHub),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect((await fetch(`${pages.url}/`)).status).toBe(200);
    const asset = await fetch(`${pages.url}/assets/kiosk-1a2b.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const about = (await (await fetch(`${pages.url}/api/hall`)).json()) as object;
    expect(about).toMatchObject({ ok: true, kiosks: [{ id: 'k1' }], demo: false });
    expect((await fetch(`${pages.url}/readyz`)).status).toBe(200);
    const other = await fetch(`${pages.url}/api/session`);
    expect([other.status, await other.json()]).toEqual([503, { ok: false, fault: 'unavailable' }]);
  });

  it('are also there in the seconds in which the hub is gone and nobody has noticed', async () => {
    await hub.gateway.stop();
    expect(await (await fetch(`${pages.url}/kiosk`)).text()).toBe('<p>kiosk</p>');
    const asked = { method: 'POST', body: '{}' };
    expect((await fetch(`${pages.url}/api/session`, asked)).status).toBe(503);
    expect(await outcomeOf(open('kiosk', 'k1'))).not.toBe('connected');
  });

  it('lead nowhere but into their folder', async () => {
    standing.beAlone(true);
    const { port } = new URL(pages.url);
    const tricks = [
      '/../agent.json',
      '/assets/../../x.js',
      '/%2e%2e/x.js',
      '//etc/x.js',
      '/kiosk.html',
      '/a\\b.js',
    ];
    for (const path of tricks) {
      const asked = get({ host: '127.0.0.1', port, path });
      const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      expect([path, response.statusCode]).toEqual([path, 404]);
    }
  });
});

describe('screens by the agent alone', () => {
  beforeEach(() => standing.beAlone(true));

  it('are sent the time, their view, and a newer one when something changed', async () => {
    const kiosk = open('kiosk', 'k1');
    expect(await outcomeOf(kiosk)).toBe('connected');
    await expect.poll(() => views(kiosk)).toHaveLength(1);
    expect(hearing(kiosk, 'hub:beat')[0]).toMatchObject({ at: standing.now() });
    expect(views(kiosk)[0]).toMatchObject({ view: 'kiosk', data: { timeZone: SMALL_HALL.timeZone } });
    standing.changed();
    await expect.poll(() => views(kiosk)).toHaveLength(2);
    const [first, second] = views(kiosk) as { seq: number }[];
    expect(second!.seq).toBeGreaterThan(first!.seq);
  });

  it('ask for what is theirs alone: a kiosk gives numbers, a console works its counter, a display looks on', async () => {
    const [kiosk, counter, display] = [open('kiosk', 'k1'), open('counter', 'c1'), open('display')];
    for (const socket of [kiosk, counter, display]) expect(await outcomeOf(socket)).toBe('connected');
    const next = (id: string, at: string): object => ({ id, type: 'CallNext', counter: at });
    expect(await send(kiosk, issue('command-one'))).toEqual({ ok: true, seq: 1 });
    expect(await send(counter, next('command-two', 'c1'))).toEqual({ ok: true, seq: 1 });
    // Which ticket it is, the agent looks at: the command names no counter.
    const requeue = { id: 'command-requeue', type: 'RequeueTicket', ticket: `${TODAY}-A001` };
    expect(await send(counter, requeue)).toEqual({ ok: true, seq: 1 });
    expect(standing.asked.pop()).toMatchObject({ place: { counter: 'c1' } });
    expect(standing.asked.map(({ place }) => place)).toEqual([{ kiosk: 'k1' }, { counter: 'c1' }]);
    const refused = { ok: false, refused: 'not-allowed' };
    expect(await send(kiosk, issue('command-three', 'k2'))).toEqual(refused);
    expect(await send(kiosk, next('command-four', 'c1'))).toEqual(refused);
    expect(await send(counter, next('command-five', 'c2'))).toEqual(refused);
    expect(await send(display, issue('command-six'))).toEqual(refused);
    expect(await send(kiosk, { id: 'command-seven', type: 'IssueTicket' })).toHaveProperty('problems');
    expect(standing.asked).toHaveLength(2);
  });

  it('are no more than stand at this agent, and none of a foreign page', async () => {
    expect(await outcomeOf(open('kiosk', 'k9'))).toBe('kiosk-unknown');
    expect(await outcomeOf(open('counter', 'c2'))).toBe('counter-unknown');
    // At this word a page goes on saying that the hub is away, and calls again.
    expect(await outcomeOf(open('desk'))).toBe('stopping');
    const foreign = open('kiosk', 'k1', { extraHeaders: { origin: 'http://elsewhere.example' } });
    expect(await outcomeOf(foreign)).not.toBe('connected');
    expect(await outcomeOf(open('kiosk', 'k1', { auth: { protocol: 0, screen: 'kiosk', of: 'k1' } }))).toBe(
      'version-differs',
    );
  });

  it.runIf(ADDRESS !== undefined)(
    'are for who stands at the machine; from elsewhere a display may be watched',
    async () => {
      await pages.stop();
      pages = await pagesOf(hub.url, '0.0.0.0');
      const from = pages.url.replace('0.0.0.0', ADDRESS ?? '');
      const origin = { extraHeaders: { origin: from } };
      expect(await outcomeOf(open('kiosk', 'k1', origin, from))).toBe('stopping');
      expect(await outcomeOf(open('counter', 'c1', origin, from))).toBe('stopping');
      expect(await outcomeOf(open('display', undefined, origin, from))).toBe('connected');
    },
  );

  it('wait till the hub has taken what was done: asked again before, it would give a second number', async () => {
    const kiosk = open('kiosk', 'k1');
    await outcomeOf(kiosk);
    await send(kiosk, issue('command-first'));
    standing.handOver(true);
    const asked = send(kiosk, issue('command-meanwhile'));
    await expect.poll(() => standing.asked).toHaveLength(2);
    expect([kiosk.connected, hub.hub.state.tickets.size]).toEqual([true, 0]);
    // A page that comes now calls again in a second.
    expect(await outcomeOf(open('kiosk', 'k1'))).toBe('stopping');
    const hungUp = once(kiosk as never, 'disconnect');
    standing.handOver(false);
    await hungUp;
    await expect(asked).rejects.toThrow();
    const atHub = open('kiosk', 'k1');
    expect(await outcomeOf(atHub)).toBe('connected');
    expect(await send(atHub, issue('command-meanwhile'))).toMatchObject({
      ok: true,
      ticket: { number: 'A001' },
    });
  });

  it('are answered again what they were, and nothing else, by an agent that its hub does not let in', async () => {
    const kiosk = open('kiosk', 'k1');
    await outcomeOf(kiosk);
    await send(kiosk, issue('command-first'));
    standing.beRefused();
    const again = open('kiosk', 'k1');
    expect(await outcomeOf(again)).toBe('connected');
    expect(await send(again, issue('command-first'))).toEqual({ ok: true, seq: 1 });
    const asked = send(again, issue('command-meanwhile'));
    standing.handOver(false);
    await expect(asked).rejects.toThrow();
    expect(hub.hub.state.tickets.size).toBe(0);
  });

  it('are answered what they asked for before they are hung up on: unanswered, the hub would do it again', async () => {
    const kiosk = open('kiosk', 'k1');
    await outcomeOf(kiosk);
    const done = standing.holdAnswers();
    const answer = send(kiosk, issue('command-held'));
    await expect.poll(() => standing.asked).toHaveLength(1);
    standing.beAlone(false);
    done();
    expect(await answer).toEqual({ ok: true, seq: 1 });
    await expect.poll(() => kiosk.connected).toBe(false);
  });

  it("are hung up on when the hub is back, and the next call is the hub's", async () => {
    const kiosk = open('kiosk', 'k1');
    await outcomeOf(kiosk);
    const lost = once(kiosk as never, 'disconnect');
    standing.beAlone(false);
    // No farewell: a page answers that with a pause.
    expect(await lost).toContain('transport close');
    kiosk.connect();
    expect(await outcomeOf(kiosk)).toBe('connected');
    expect(await send(kiosk, issue('command-after'))).toMatchObject({
      ok: true,
      ticket: { service: 'social' },
    });
    expect(standing.asked).toEqual([]);
  });
});

describe('a hub whose machine vanishes without a word', () => {
  let frozen: Server;
  let held: NetSocket[];

  beforeEach(async () => {
    held = [];
    frozen = createServer((socket) => held.push(socket.on('error', () => undefined)));
    frozen.listen(0, '127.0.0.1');
    await once(frozen, 'listening');
    await pages.stop();
    pages = await pagesOf(`http://127.0.0.1:${(frozen.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    for (const socket of held) socket.destroy();
    frozen.close();
  });

  it('holds no page: what waited for it is answered by the agent once the link is given up', async () => {
    const page = fetch(`${pages.url}/kiosk`);
    await expect.poll(() => held).toHaveLength(1);
    standing.beAlone(true);
    expect(await (await page).text()).toBe('<p>kiosk</p>');
  });

  it('holds no socket: one that was passed on is ended, and called anew it is the agent that answers', async () => {
    // given: a websocket that stands, from here to a hub that will never say another word
    const upgraded = get(`${pages.url}/socket.io/`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
    });
    await expect.poll(() => held).toHaveLength(1);
    held[0]!.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [, socket] = (await once(upgraded, 'upgrade')) as [unknown, NetSocket];
    const ended = once(socket, 'close');
    // when
    standing.beAlone(true);
    // then
    await ended;
    expect(await outcomeOf(open('kiosk', 'k1'))).toBe('connected');
  });
});
