import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '../../fakes/test-gateway.ts';

let hall: TestGateway;
/** Holds `pages`, and beside it what must not be served. */
let outer: string;
const PAGES = ['index', 'login', 'kiosk', 'display', 'counter', 'desk', 'devices', 'follow'];

beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), 'hub-'));
  const folder = join(outer, 'pages');
  await mkdir(join(folder, 'assets'), { recursive: true });
  for (const page of PAGES) await writeFile(join(folder, `${page}.html`), `<p>${page}</p>`);
  await writeFile(join(folder, 'virtual.html'), '<p>virtual</p>');
  await writeFile(join(folder, 'assets', 'kiosk-1a2b.js'), '1;');
  await writeFile(join(folder, 'chime.wav'), 'RIFF');
  await writeFile(join(outer, 'outside.txt'), 'secret');
  hall = await TestGateway.open(folder);
});
afterAll(async () => {
  await hall.close();
  await rm(outer, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(hall.url + path, { headers });

/** The status of a request whose path no client tidies up first. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = hall.gateway;
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the pages', () => {
  it.each([
    ['/', 'index'],
    ['/login', 'login'],
    ['/kiosk?of=k1', 'kiosk'],
    ['/display', 'display'],
    ['/counter', 'counter'],
    ['/desk', 'desk'],
    ['/devices', 'devices'],
    ['/t/7kq2mx9rt3vb', 'follow'],
  ])('answer at %s, and are asked for again each time', async (address, page) => {
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(`<p>${page}</p>`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('keep what is named after its content for a year, and the rest for an hour', async () => {
    const asset = await get('/assets/kiosk-1a2b.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/chime.wav')).headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('are not sent again to who has them, and in part to who asks for a part', async () => {
    const sound = await get('/chime.wav');
    const mark = sound.headers.get('etag') ?? '';
    // As browsers ask; fetch alone would say no-cache.
    const known = { 'if-none-match': mark, 'cache-control': 'max-age=0' };
    expect((await get('/chime.wav', known)).status).toBe(304);
    const part = await get('/chime.wav', { range: 'bytes=1-2' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      ...[206, 'bytes 1-2/4', 'IF'],
    ]);
    const whole = await get('/chime.wav', { range: 'bytes=9-' });
    expect([whole.status, await whole.text()]).toEqual([200, 'RIFF']);
  });

  it('are read once: a flood of requests opens no file that the journal waits for', async () => {
    await rm(join(outer, 'pages', 'display.html'));
    expect(await (await get('/display')).text()).toBe('<p>display</p>');
  });

  it('are no other files than theirs', async () => {
    for (const path of ['/virtual.html', '/kiosk.html', '/none', '/t/a/b', '/assets/', '/assets'])
      expect((await get(path)).status, path).toBe(404);
    for (const path of [
      '/../outside.txt',
      '/assets/../../outside.txt',
      '/%2e%2e%2foutside.txt',
      '/assets/%00',
    ])
      expect([400, 403, 404], path).toContain(await statusOf(path));
    expect([400, 404]).toContain(await statusOf('/t/%E0%A4%A'));
  });

  it('that are not there are said so in Chinese', async () => {
    const response = await get('/none');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('没有这个页面');
  });

  it('that were never built are said to be missing', async () => {
    const bare = await TestGateway.open();
    const response = await fetch(`${bare.url}/kiosk`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('页面文件还没有生成');
    await bare.close();
  });

  it('run their own scripts alone, and need no https', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${hall.gateway.port};`);
    expect(policy).not.toContain('upgrade-insecure-requests');
    for (const name of ['strict-transport-security', 'cross-origin-opener-policy', 'x-powered-by'])
      expect(headers.get(name), name).toBeNull();
  });
});

describe('the life signs', () => {
  it('tell that the process lives and that it takes work', async () => {
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 200]);
  });
});
