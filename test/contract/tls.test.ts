import { X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_HALL, outcome, TestHub } from '../fakes/test-hub.ts';

const PEM = fileURLToPath(new URL('../fixtures/tls/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hall-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function hallWith(more: object): Promise<string> {
  const example = JSON.parse(await readFile(EXAMPLE_HALL, 'utf8')) as object;
  const path = join(folder, 'hall.json');
  await writeFile(
    path,
    JSON.stringify({ ...example, policiesFolder: undefined, policy: undefined, ...more }),
  );
  return path;
}

async function usePair(name: 'hall' | 'renewed'): Promise<void> {
  for (const part of ['cert', 'key'])
    await copyFile(`${PEM}${name}-${part}.pem`, join(folder, `${part}.pem`));
}

interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Common name of the certificate it came with. */
  name: string;
}

/** A request over a connection of its own; the certificate is looked at and not verified. */
function ask(url: string, more: { headers?: Record<string, string>; body?: object } = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const method = more.body === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/json', ...more.headers };
    const asked = request(url, { rejectUnauthorized: false, agent: false, method, headers }, (response) => {
      const socket = response.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } };
      const name = socket.getPeerCertificate().subject.CN;
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, name }));
    });
    asked.on('error', reject);
    asked.end(more.body === undefined ? undefined : JSON.stringify(more.body));
  });
}

describe('a hub with a certificate', () => {
  it('serves pages and sockets over https, with cookies that never go over http, and takes a renewed one', async () => {
    await usePair('hall');
    const hub = await TestHub.start(false, await hallWith({ tls: { cert: 'cert.pem', key: 'key.pem' } }));
    try {
      expect(hub.url).toMatch(/^https:/);
      const login = { account: 'admin', password: hub.running.firstPassword ?? '' };
      const signedIn = await ask(`${hub.url}/api/session`, { headers: { origin: hub.url }, body: login });
      expect(signedIn).toMatchObject({ status: 200, name: 'hall.test' });
      const lines = signedIn.headers['set-cookie'] as string[];
      for (const line of lines) expect(line).toMatch(/; HttpOnly; SameSite=Strict.*; Secure$/);
      expect((await ask(`${hub.url}/`)).headers['content-security-policy']).toContain(
        `connect-src 'self' wss://${new URL(hub.url).host}`,
      );
      const cookie = lines.map((line) => line.split(';', 1)[0]).join('; ');
      const desk = io(`${hub.url}/screen`, {
        ...{ auth: { protocol: PROTOCOL_VERSION, screen: 'desk' }, extraHeaders: { cookie } },
        ...{ transports: ['websocket'], forceNew: true, reconnection: false, rejectUnauthorized: false },
      });
      expect(await outcome(desk)).toBe('connected');
      await usePair('renewed');
      await hub.running.renewTls();
      expect(await ask(`${hub.url}/healthz`)).toMatchObject({ status: 200, name: 'renewed.test' });
      expect(desk.connected).toBe(true);
      await copyFile(`${PEM}hall-key.pem`, join(folder, 'key.pem'));
      await hub.running.renewTls();
      expect(await ask(`${hub.url}/healthz`)).toMatchObject({ name: 'renewed.test' });
      expect(JSON.stringify(hub.logged)).toContain('私钥与证书不是一对');
      expect(JSON.stringify(hub.logged)).not.toContain('PRIVATE KEY');
      desk.disconnect();
    } finally {
      await hub.stop();
    }
  });

  it('says at its start that the certificate ends within the month', async () => {
    await usePair('hall');
    const endsAt = new Date(new X509Certificate(await readFile(join(folder, 'cert.pem'))).validTo).getTime();
    const path = await hallWith({ tls: { cert: 'cert.pem', key: 'key.pem' } });
    const hub = await TestHub.start(false, path, undefined, { now: endsAt - 10 * 24 * 60 * 60_000 });
    try {
      expect(hub.running.warnings()).toEqual([
        { word: 'certificate-ends', grave: false, about: { days: 10 } },
      ]);
    } finally {
      await hub.stop();
    }
  });

  it('does not start with a key that is not its certificate’s, and names the file and nothing of it', async () => {
    await usePair('hall');
    await copyFile(`${PEM}renewed-key.pem`, join(folder, 'key.pem'));
    const path = await hallWith({ tls: { cert: 'cert.pem', key: 'key.pem' } });
    await expect(TestHub.start(false, path)).rejects.toThrow('私钥与证书不是一对 [config-invalid]');
  });
});

describe('a hub behind a reverse proxy', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' });
  const signIn = async (hub: TestHub, address: string, account: string, password: string) => {
    const headers = { origin: hub.url, 'content-type': 'application/json', ...from(address) };
    const body = JSON.stringify({ account, password });
    return fetch(`${hub.url}/api/session`, { method: 'POST', headers, body });
  };

  it('believes the trusted one where a request comes from, and that it came by https', async () => {
    const hub = await TestHub.start(false, await hallWith({ proxy: { trust: ['127.0.0.1'] } }));
    try {
      for (let i = 0; i < 6; i++) await signIn(hub, '10.0.0.7', 'li', 'wrong');
      expect((await signIn(hub, '10.0.0.7', 'li', 'wrong')).status).toBe(429);
      const other = await signIn(hub, '10.0.0.8', 'admin', hub.running.firstPassword ?? '');
      expect(other.status).toBe(200);
      for (const line of other.headers.getSetCookie()) expect(line).toMatch(/; Secure$/);
    } finally {
      await hub.stop();
    }
  });

  it('believes nobody else: whoever says to come from elsewhere is still held up, and over plain http', async () => {
    const hub = await TestHub.start(false, await hallWith({ proxy: { trust: ['10.9.9.9'] } }));
    try {
      for (let i = 0; i < 6; i++) await signIn(hub, `10.0.0.${i}`, 'li', 'wrong');
      expect((await signIn(hub, '10.0.0.99', 'li', 'wrong')).status).toBe(429);
      const page = await fetch(`${hub.url}/`, { headers: from('10.0.0.1') });
      expect(page.headers.get('content-security-policy')).toContain(' ws://');
    } finally {
      await hub.stop();
    }
  });
});
