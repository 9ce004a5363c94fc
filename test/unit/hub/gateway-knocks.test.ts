import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { HubLink } from '@bandecheng/device-agent/link/hub-link';
import { createHttpServer, type HttpParts } from '@bandecheng/hub/gateway/http-server';
import type { Identity } from '@bandecheng/hub/gateway/identity';
import { REQUESTS_A_MINUTE } from '@bandecheng/hub/gateway/request-limit';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { SmallHub } from '../../fakes/small-hub.ts';
import { TestGateway } from '../../fakes/test-gateway.ts';
import { httpRequest } from '../../siege/wire-words.ts';

const identity: Identity = {
  staff: () => null,
  pairing: () => null,
  agent: (agent, key) => agent === 'hall-1' && key === 'its-key',
  apiKey: () => null,
};
const PARTS: HttpParts = {
  ...{ tls: null, trusted: [], clock: () => 0, routes: [], pagesFolder: '/nonexistent', identity },
  v1: { routes: [], knows: () => false, problem: () => ({ status: 500, body: '' }) as never },
  ...{ voiceFolder: () => null, operation: {} as never, ready: () => true, log: pino({ enabled: false }) },
};
const ADDRESS = '10.0.0.9';
const knock = (headers: IncomingHttpHeaders = {}): IncomingMessage =>
  ({ headers, socket: { remoteAddress: ADDRESS }, url: '/socket.io/' }) as IncomingMessage;
const of = (agent: string, key: string) =>
  knock({ 'x-bandecheng-agent': agent, authorization: `Bearer ${key}` });

/** With what an agent's own link knocks. */
async function headersOfAgent(agent: string, key: string): Promise<IncomingHttpHeaders> {
  const hub = new SmallHub();
  await hub.start();
  const link = new HubLink({
    ...{ hub: `http://127.0.0.1:${hub.port}`, agent, key, devices: [], wishes: {} as never },
    reports: {
      ...{ id: 'outbox0001', after: [], pending: () => [], accept: () => true },
      ...{ startAnew: async () => undefined, onStored: () => undefined },
    },
    ...{ ownNow: () => 0, random: () => 0.5, log: () => undefined },
  });
  try {
    link.start();
    await expect.poll(() => hub.agent, { timeout: 10_000 }).not.toBeNull();
    return hub.agent?.handshake.headers ?? {};
  } finally {
    link.stop();
    await hub.stop();
  }
}

it('an agent comes back through the address that somebody floods the hub from, and nobody in its name', async () => {
  const { mayKnock } = createHttpServer(PARTS);
  for (let i = 0; i < REQUESTS_A_MINUTE; i++) expect(mayKnock(knock())).toBe(true);
  expect(mayKnock(knock())).toBe(false);
  expect(mayKnock(of('hall-1', 'guessed'))).toBe(false);
  expect(mayKnock(of('hall-2', 'its-key'))).toBe(false);
  expect(mayKnock(of('hall-1', 'its-key'))).toBe(true);
  expect(mayKnock(knock(await headersOfAgent('hall-1', 'its-key')))).toBe(true);
});

it('links by polling that join nothing fill the share of their address, and whoever is known or comes by websocket is let in', async () => {
  const hall = await TestGateway.open();
  const at = `${hall.url}/socket.io/?EIO=4&transport=polling`;
  const begin = (headers: Record<string, string> = {}) => fetch(at, { headers });
  try {
    const answer = await hall.ticket();
    const key = answer.ok ? answer.ticket?.key : '';
    const begun = await Promise.all(Array.from({ length: 50 }, () => begin()));
    expect(new Set(begun.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await begin()).status).toBe(403);
    for (const hidden of ['transport=%70olling', 'transport=websocket&transport=polling'])
      expect((await fetch(`${hall.url}/socket.io/?EIO=4&${hidden}`)).status).toBe(403);

    expect((await begin({ cookie: 'bdc_session=desk' })).status).toBe(200);
    expect((await hall.screen('follow', key, 'desk')).connected).toBe(true);
    const { sid } = JSON.parse((await begun[0]?.text())?.slice(1) ?? '') as { sid: string };
    const handshake = { protocol: PROTOCOL_VERSION, screen: 'follow', of: key };
    await fetch(`${at}&sid=${sid}`, { method: 'POST', body: `40/screen,${JSON.stringify(handshake)}` });
    await expect.poll(async () => (await begin()).status, { timeout: 3_000 }).toBe(200);
    expect((await begin()).status).toBe(403);
  } finally {
    await hall.close();
  }
});

it('a stranger’s long body is not read to its end: once it is answered the wire is cut, and one who is known is told why', async () => {
  const hall = await TestGateway.open();
  const wires: Socket[] = [];
  const long = (path: string, cookie = '') => httpRequest('POST', path, 'x'.repeat(900_000), cookie);
  const endless = (path: string) => {
    const head = httpRequest(
      'POST',
      path,
      undefined,
      'Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n',
    );
    return Buffer.concat([head, Buffer.from(`fffff\r\n${'x'.repeat(30_000)}`)]);
  };
  const sending = (body: Buffer) => {
    const wire = connect(hall.gateway.port, '127.0.0.1');
    wires.push(wire);
    const kept = { heard: '', cut: false, wire, rest: body.subarray(20_000) };
    wire.on('error', () => undefined);
    wire.on('data', (bytes: Buffer) => (kept.heard += bytes.toString()));
    wire.once('close', () => (kept.cut = true));
    wire.write(body.subarray(0, 20_000));
    return kept;
  };
  try {
    for (const path of ['/api/session', '/api/v1/appointments/import']) {
      for (const body of [long(path), endless(path)]) {
        const stranger = sending(body);
        await expect.poll(() => stranger.cut, { timeout: 3_000 }).toBe(true);
        expect(stranger.heard).toContain('HTTP/1.1 413');
      }
    }
    const clerk = sending(long('/api/session', 'Cookie: bdc_session=desk\r\n'));
    await expect.poll(() => clerk.heard, { timeout: 3_000 }).toContain('HTTP/1.1 413');
    clerk.wire.write(Buffer.concat([clerk.rest, httpRequest('GET', '/healthz')]));
    await expect.poll(() => clerk.heard, { timeout: 3_000 }).toContain('{"ok":true}');
  } finally {
    for (const wire of wires) wire.destroy();
    await hall.close();
  }
});
