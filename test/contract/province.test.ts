import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorStanding } from '@bandecheng/shared/province/standing';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { filesBelow, holdersOf } from '../fakes/data-folder.ts';
import { PROVINCE_SECRET, ProvinceStandIn } from '../fakes/province-stand-in.ts';
import { ServedHall } from '../fakes/served-hall.ts';

const SETTINGS = { areaCode: '371002', deptCode: '11371002MB', dataSource: '165', projectPrefix: '37' };
const soon = { timeout: 30_000, interval: 50 };

let province: ProvinceStandIn;
let hall: ServedHall;
let business: ApiClient;
beforeEach(async () => {
  province = await ProvinceStandIn.start();
});
afterEach(async () => {
  await hall.stop();
  await province.stop();
});

async function open(more: object = {}): Promise<void> {
  const transport = { kind: 'http', url: province.url };
  const connector = {
    connector: 'provincial-5-best',
    settings: SETTINGS,
    secret: PROVINCE_SECRET,
    transport,
  };
  hall = await ServedHall.open({ connectors: [{ ...connector, ...more }] });
  business = await ApiClient.of(hall.hub, 'business', ['ratings']);
}

async function number(visit: string, project: string): Promise<void> {
  const { status } = await business.post(`/visits/${visit}/project`, { project });
  expect(status).toBe(200);
}

async function standing(): Promise<ConnectorStanding> {
  const { body } = await hall.hub.api('GET', '/api/province', undefined, await hall.hub.asAdmin());
  return (body['connectors'] as [ConnectorStanding])[0];
}

/** The rows behind a number of the hand-over. */
async function behind(asked: string): Promise<Record<string, unknown>> {
  const path = `/api/province/provincial-5-best/rows?${asked}`;
  return (await hall.hub.api('GET', path, undefined, await hall.hub.asAdmin())).body;
}

const again = async (rows: unknown) =>
  hall.hub.api(
    'POST',
    '/api/province/again',
    { connector: 'provincial-5-best', rows },
    await hall.hub.asAdmin(),
  );

describe('the hand-over to the province', () => {
  it('tells each level once, its service first, and keeps a 差评 without a reason back', async () => {
    await open();
    const visits = [];
    for (const level of LEVELS) visits.push(await hall.rated(level));
    await expect.poll(async () => (await standing()).ratings['not-exportable'], soon).toBe(5);
    expect((await standing()).reasons).toEqual([
      { state: 'not-exportable', reason: 'no-case', zh: '没有办件编号', n: 5 },
    ]);
    for (const [i, visit] of visits.entries()) await number(visit, `SB${i + 1}`);
    await expect.poll(async () => (await standing()).ratings.sent, soon).toBe(3);
    await expect.poll(async () => (await standing()).services.sent, soon).toBe(5);
    expect(province.taken().filter((line) => line.startsWith('rating'))).toEqual([
      'rating 37SB1 5',
      'rating 37SB2 4',
      'rating 37SB3 3',
    ]);
    for (const n of [1, 2, 3]) {
      const lines = province.taken().filter((line) => line.includes(`37SB${n}`));
      expect(lines[0]).toBe(`service 37SB${n}`);
    }
    expect(province.asked.find(({ path }) => path.endsWith('evainstance'))?.key).toBe('SB1+1+1');
    const { reasons, days, levels } = await standing();
    expect(reasons).toMatchObject([{ reason: 'no-reasons', n: 2 }]);
    expect(days).toEqual([
      { day: '2026-11-23', ratings: { pending: 0, sent: 3, refused: 0, 'not-exportable': 2 } },
    ]);
    expect(levels.at(-1)).toEqual({ level: 'very-dissatisfied', zh: '非常不满意', code: 1 });
  });

  it('loses nothing and tells nothing twice when the hub is killed before its file is written', async () => {
    await open();
    const file = join(hall.hub.folder, 'province', 'provincial-5-best.jsonl');
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), soon).toMatch(/\n$/);
    const before = await readFile(file);
    province.failures = 1;
    await number(await hall.rated('satisfied'), 'SB1');
    await expect.poll(async () => (await standing()).failure, soon).toBe('status 503');
    await hall.hub.restart(async () => {
      await writeFile(file, before);
      // A killed hub has written no snapshot either.
      await rm(join(hall.hub.folder, 'snapshot.json'), { force: true });
    });
    await expect.poll(async () => (await standing()).ratings.sent, soon).toBe(1);
    expect(province.taken()).toEqual(['service 37SB1', 'rating 37SB1 4']);
    await hall.enter();
    province.losesAnswer = true;
    await number(await hall.rated('very-satisfied'), 'SB2');
    await expect.poll(async () => (await standing()).ratings.sent, soon).toBe(2);
    expect(province.asked.map(({ answer }) => answer).filter((answer) => answer !== 'ok')).toEqual([
      '已存在服务数据',
    ]);
    expect(province.taken()).toHaveLength(4);
  });

  it('keeps what is refused with the province’s words until it is put right, and delays no press', async () => {
    await open();
    const visit = await hall.rated('satisfied');
    await number(visit, 'SB-1');
    await expect.poll(async () => (await standing()).services.refused, soon).toBe(1);
    expect(await standing()).toMatchObject({
      refused: [{ row: visit, kind: 'service', project: 'SB-1', words: '项目编号有误' }],
      reasons: [{ state: 'pending', reason: 'service-first', n: 1 }],
    });
    const waiting = await behind('kind=rating&state=pending&reason=service-first');
    expect(waiting).toMatchObject({
      of: 1,
      rows: [{ visit, level: 'satisfied', words: '等服务记录先报送' }],
    });
    expect(await behind('kind=service&state=refused&day=2026-11-23')).toMatchObject({ of: 1, counted: 0 });
    expect((await again([visit])).body).toEqual({ ok: true, rows: 1 });
    await expect.poll(() => province.asked.length, soon).toBe(2);
    await expect.poll(async () => (await standing()).services.refused, soon).toBe(1);
    await number(visit, 'SB1');
    await expect.poll(async () => (await standing()).ratings.sent, soon).toBe(1);
    expect((await again('all')).body).toEqual({ ok: true, rows: 0 });
    province.failures = 1_000;
    await number(await hall.rated('satisfied'), 'SB2');
    await expect.poll(async () => (await standing()).failures, soon).toBeGreaterThan(0);
    await hall.rated('very-satisfied');
    expect(await hall.hub.seen('PressRecorded')).toBe(3);
    const clerk = await hall.hub.as('clerk');
    expect((await hall.hub.api('GET', '/api/province', undefined, clerk)).status).toBe(403);
    expect((await business.post('/visits/2026-11-23-A999.1/project', { project: 'X1' })).body).toMatchObject({
      status: 404,
      word: 'visit-unknown',
    });
  });

  it('tried dry writes encrypted files alone, which an administrator reads for a reason that goes on record', async () => {
    await open({ dryRun: true });
    await number(await hall.rated('satisfied'), 'SB20261123');
    await expect.poll(async () => (await standing()).ratings.sent, soon).toBe(1);
    expect(province.asked).toEqual([]);
    const path = '/api/province/provincial-5-best/records/2026-11-23';
    const cookie = await hall.hub.asAdmin();
    const why = `${path}?reason=verify`;
    expect((await hall.hub.api('GET', path, undefined, cookie)).status).toBe(400);
    expect(await hall.hub.seen('HandedRecordsSeen')).toBe(0);
    const text = await (await fetch(hall.hub.url + why, { headers: { cookie } })).text();
    expect(await hall.hub.journalText()).toMatch(/"HandedRecordsSeen".*"day":"2026-11-23","reason":"verify"/);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { kind: 'service', key: 'SB20261123+1', record: { projectNo: '37SB20261123' } },
      { kind: 'rating', key: 'SB20261123+1+1', record: { satisfaction: 4 } },
    ]);
    expect(holdersOf(Buffer.from('37SB20261123'), await filesBelow(hall.hub.folder))).toEqual([]);
    expect((await hall.hub.api('GET', why.replace('23', '24'), undefined, cookie)).status).toBe(404);
  });
});
