import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub } from '../fakes/test-hub.ts';

const PLAIN_HALL = fileURLToPath(new URL('../fixtures/halls/plain-hall.json', import.meta.url));

let folder: string;
let hub: TestHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'displays-'));
  const hall = JSON.parse(await readFile(PLAIN_HALL, 'utf8')) as { services: { id: string }[] };
  const displays = [{ id: 'social-only', name: { zh: '社保区' }, services: ['social'] }];
  const file = join(folder, 'hall.json');
  await writeFile(file, JSON.stringify({ ...hall, displays, voiceFolder: 'voices' }));
  for (const language of ['mn', 'zh-CN', 'notes'])
    await mkdir(join(folder, 'voices', language), { recursive: true });
  await writeFile(join(folder, 'voices', 'mn', 'counter-12.ogg'), 'twelve');
  await writeFile(join(folder, 'voices', 'zh-CN', 'qing.wav'), 'please');
  await writeFile(join(folder, 'voices', 'zh-CN', 'script.txt'), 'read this out');
  await writeFile(join(folder, 'voices', 'loose.wav'), 'in no language');
  hub = await TestHub.start(false, file);
});
afterAll(async () => {
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

const send = (socket: Socket, command: object): Promise<Answer> =>
  socket.timeout(3_000).emitWithAck('command:send', command) as Promise<Answer>;

async function callOne(id: string, service: string): Promise<void> {
  const admin = hub.screen('desk', undefined, await hub.asAdmin());
  expect(await outcome(admin)).toBe('connected');
  for (const command of [
    { id: `late-${id}-issue`, type: 'IssueTicket', service },
    { id: `late-${id}-open`, type: 'OpenCounter', counter: id },
    { id: `late-${id}-call`, type: 'CallNext', counter: id },
  ])
    expect(await send(admin, command)).toMatchObject({ ok: true });
}

/** The first view a display is sent. */
async function firstView(of: string | undefined, cookie: string): Promise<Published<'display'>['data']> {
  const display = hub.screen('display', of, cookie);
  return (await heard<Published<'display'>>(display, 'view:published')).data;
}

/** What of the hall's own audio the pages are told of. */
async function voicesOf(languages: string[]): Promise<void> {
  const { body } = await hub.api('GET', '/api/voices');
  expect(Object.keys(body['voices'] as object).sort()).toEqual(languages);
}

describe("the folder of the hall's own audio files", () => {
  it('is another one as soon as an administrator names another', async () => {
    const admin = await hub.asAdmin();
    const rules = (await hub.api('GET', '/api/hall/rules', undefined, admin)).body;
    await voicesOf(['mn', 'zh-CN']);
    const hall = { ...(rules['hall'] as object), voiceFolder: 'elsewhere' };
    const saved = await hub.api('PUT', '/api/hall', { hall, mark: rules['mark'] }, admin);
    expect(saved.status).toBe(200);
    await voicesOf([]);
    const back = { hall: rules['hall'], mark: saved.body['mark'] };
    expect((await hub.api('PUT', '/api/hall', back, admin)).status).toBe(200);
    await voicesOf(['mn', 'zh-CN']);
  });
});

describe('a display', () => {
  it('that joins late is whole at once', async () => {
    await callOne('c1', 'social');
    const whole = await firstView(undefined, await hub.paired('display'));
    expect(whole.calls).toMatchObject([{ number: 'A001', counterNumber: 1, status: 'called' }]);
    expect(whole.counters[0]).toMatchObject({ counter: 'c1', state: 'open', serving: 'A001' });
    expect(whole.services).toHaveLength(8);

    const part = await firstView('social-only', await hub.paired('display', 'social-only'));
    expect(part.calls).toMatchObject([{ number: 'A001' }]);
    expect(part.services.map(({ service }) => service)).toEqual(['social']);
  });

  it('paired with one part of the hall opens no other', async () => {
    const part = await hub.paired('display', 'social-only');
    expect(await outcome(hub.screen('display', undefined, part))).toBe('not-signed-in');
    expect(await outcome(hub.screen('display', 'social-only', await hub.paired('display')))).toBe(
      'not-signed-in',
    );
  });

  it('of a part that is not there is neither paired nor opened', async () => {
    const admin = await hub.asAdmin();
    const invited = await hub.api('POST', '/api/pairings', { screen: 'display', of: 'cellar' }, admin);
    expect([invited.status, invited.body]).toEqual([404, { ok: false, refused: 'display-unknown' }]);
    expect(await outcome(hub.screen('display', 'cellar', admin))).toBe('display-unknown');
  });
});

describe('a display of a demonstration hall', () => {
  it('opens with one click, one of a part as well', async () => {
    const demo = await TestHub.start(true, join(folder, 'hall.json'));
    try {
      const enter = (of?: string) => demo.api('POST', '/api/demo/enter', { as: 'display', of });
      for (const of of [undefined, 'social-only']) {
        const { cookies } = await enter(of);
        expect(await outcome(demo.screen('display', of, cookies.join('; ')))).toBe('connected');
      }
      expect((await enter('cellar')).body).toEqual({ ok: false, refused: 'display-unknown' });
    } finally {
      // It signs in by itself when it starts, and may not have been answered yet.
      await demo.asAdmin();
      await demo.stop();
    }
  });
});

/** Status of a path that no client tidies up first. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: hub.running.port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the hall’s own audio files', () => {
  it('are listed by language and sent as they are', async () => {
    const { body } = await hub.api('GET', '/api/voices');
    expect(body).toEqual({ ok: true, voices: { mn: ['counter-12.ogg'], 'zh-CN': ['qing.wav'] } });
    const clip = await fetch(`${hub.url}/voice/site/zh-CN/qing.wav`);
    expect([clip.status, await clip.text()]).toEqual([200, 'please']);
    expect(clip.headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/voice/site/zh-CN/script.txt',
    '/voice/site/zh-CN/dao.wav',
    '/voice/site/loose.wav',
    '/voice/site/notes/..%2fzh-CN%2fqing.wav',
    '/voice/site/..%2f..%2fhall.json/qing.wav',
    '/voice/site/zh-CN/..%2f..%2f..%2fhall.json',
    '/voice/site/%2e%2e/hall.json',
    '/voice/site/../hall.json',
    '/voice/site/zh-CN/..\\..\\hall.json',
  ])('and nothing else is: %s', async (path) => {
    expect(await statusOf(path)).toBe(404);
  });
});
