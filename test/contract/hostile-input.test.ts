import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGES } from '@bandecheng/hub/gateway/pages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { hallOfCity, TestHub } from '../fakes/test-hub.ts';
import { dice } from '../fuzz/dice.ts';
import { fuzzHub } from '../fuzz/hub/fuzz-hub.ts';
import { judgeRecord } from '../fuzz/hub/judge-record.ts';
import type { Siftings } from '../fuzz/hub/siftings.ts';

/*
 * One pass of `npm run fuzz -- hub`: every message and every route. What takes its time is left to the long run: half
 * requests on the port, and the record against the types of all events.
 */

const PARTS = ['sockets', 'pages', 'v1', 'files', 'addresses'] as const;

let hub: TestHub;
let folder: string;
let found: Siftings;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const always = { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' };
  const pages = join(folder, 'pages');
  await mkdir(pages);
  for (const { file } of Object.values(PAGES)) await writeFile(join(pages, file), '<!doctype html>');
  hub = await TestHub.start(false, await hallOfCity('huancui', folder, { hours: always }), pages);
  const { url, port, firstPassword } = hub.running;
  const target = { url, port, firstPassword: firstPassword ?? '' };
  found = await fuzzHub(target, 1, dice(20_261_123), () => undefined, PARTS);
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

describe('everything that nobody should send, by every door and as everybody', () => {
  it('is answered with a word, and breaks nothing', () => {
    expect(found.problems).toEqual([]);
    expect(hub.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(found.sent).toBeGreaterThan(1_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('leaves the record whole, with nothing smuggled in and no person', async () => {
    const { lines, problems } = await judgeRecord(hub.folder, () => null);
    expect(problems).toEqual([]);
    expect(lines).toBeGreaterThan(50);
  });

  it('has a long body read for nobody but those who may send one', async () => {
    const long = { hall: 'x'.repeat(200_000), mark: 'x' };
    const byNobody = await hub.api('PUT', '/api/hall', long);
    const byAdmin = await hub.api('PUT', '/api/hall', long, await hub.asAdmin());
    expect([byNobody.status, byAdmin.status]).toEqual([413, 400]);
    const byWrongKey = await ApiClient.stranger(hub, 'wrong').csv(
      '/appointments/import',
      'a,b\r\n'.repeat(40_000),
    );
    expect(byWrongKey.status).toBe(413);
  });
});
