import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CallListView } from '@bandecheng/shared/rating/call-list';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../fakes/data-folder.ts';
import { ServedHall } from '../fakes/served-hall.ts';

const run = promisify(execFile);
const PATH = '/api/ratings/call-lists';

let hall: ServedHall;
beforeEach(async () => {
  hall = await ServedHall.open();
});
afterEach(() => hall.stop());

/** Who must stand on the list and who does, by the script of docs/api.md. */
async function recomputed(): Promise<{ drawn: string[]; listed: string[] }> {
  const docs = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const script = /```js\n(.*?CallListDrawn.*?)```/s.exec(docs)?.[1] ?? '';
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: hall.hub.folder,
  });
  return JSON.parse(stdout) as { drawn: string[]; listed: string[] };
}

describe('the quarterly call-back', () => {
  it('is drawn by the hub as anybody can recompute, called through, and counted in the city’s figure', async () => {
    for (const level of ['satisfied', 'very-dissatisfied'] as const) await hall.rated(level);
    for (let i = 0; i < 3; i += 1) await hall.serve();
    const { hub } = hall;
    const [supervisor, desk, clerk] = [
      await hub.as('supervisor'),
      await hub.as('desk'),
      await hub.as('clerk'),
    ];
    const ask = { quarter: '2026-Q4', size: 3 };
    expect((await hub.api('POST', PATH, ask, desk)).status).toBe(403);
    expect((await hub.api('GET', PATH, undefined, clerk)).status).toBe(403);
    const drawn = await hub.api(
      'POST',
      PATH,
      { ...ask, drawn: { seed: '00', of: 1, visits: [] } },
      supervisor,
    );
    expect(drawn.status).toBe(400);
    expect((await hub.api('POST', PATH, ask, supervisor)).body).toEqual({ ok: true, list: '2026-Q4.1' });
    const { drawn: right, listed } = await recomputed();
    expect(listed).toHaveLength(3);
    expect(listed).toEqual(right);

    const list = `${PATH}/2026-Q4.1`;
    const shown = (await hub.api('GET', list, undefined, desk)).body as unknown as CallListView;
    expect(shown).toMatchObject({ of: 5, size: 3, outcomes: { none: 3 }, finished: false });
    expect(shown.rows.map(({ visit }) => visit)).toEqual(listed);
    expect(shown.script[0]).toContain('清河县政务服务中心');
    expect(JSON.stringify(shown)).not.toMatch(/satisfied|"clerk"/);

    const call = (n: number, said: object) =>
      hub.api('POST', `${list}/calls`, { visit: listed[n], ...said }, desk);
    expect((await call(0, { outcome: 'valid' })).status).toBe(400);
    const text = '说窗口很耐心';
    await call(0, { outcome: 'valid', level: 'satisfied', text });
    await call(1, { outcome: 'valid', level: 'dissatisfied' });
    expect((await call(1, { outcome: 'refused' })).body).toMatchObject({ refused: 'call-settled' });
    expect((await call(2, { outcome: 'wrong-number' })).body).toMatchObject({ finished: true });
    const journal = await readFile(join(hub.folder, 'journal', '2026-11-23.jsonl'), 'utf8');
    expect(journal).not.toContain(text);

    const report = await hub.api('GET', '/api/reports/cases?period=2026-Q4', undefined, supervisor);
    const { metrics } = report.body['report'] as { metrics: { metric: string }[] };
    expect(metrics.find(({ metric }) => metric === 'M-call')).toMatchObject({ value: 0.5 });
    const records = async () => (await filesBelow(join(hub.folder, 'vault'))).size;
    const before = await records();
    hub.now += 60_000;
    await hub.restart();
    expect(await records()).toBe(before);
    const again = (await hub.api('GET', list, undefined, desk)).body;
    expect(again).toMatchObject({ finished: true, outcomes: { valid: 2, 'wrong-number': 1 } });
  });
});
