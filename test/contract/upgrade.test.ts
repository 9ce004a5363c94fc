import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readState } from '@bandecheng/hub/read-state';
import { verify } from '@bandecheng/hub/verify';
import type { CaseReport } from '@bandecheng/shared/case/case-report';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHub } from '../fakes/test-hub.ts';

const RELEASES = fileURLToPath(new URL('../fixtures/data', import.meta.url));
const versions = readdirSync(RELEASES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

interface Figures {
  period: string;
  now: number;
  erased: string;
  opensCase: string;
  metrics: { metric: string; value: number | null; numerator: number | null; denominator: number | null }[];
  totals: Record<keyof CaseReport['totals'], number>;
  /** Of the evaluators: 0.1.0 knew no other way to rate at first. */
  levelsByDay?: Record<string, Record<string, number>>;
  /** By channel, since there are several. */
  ratedByDay?: Record<string, Record<string, Record<string, number>>>;
  days: Record<string, { lines: number; digest: string }>;
}

describe.each(versions)('the data of a hall run by %s', (version) => {
  const released = join(RELEASES, version);
  const data = join(released, 'data');
  const figures = JSON.parse(readFileSync(join(released, 'figures.json'), 'utf8')) as Figures;
  let hub: TestHub;
  let supervisor: string;

  beforeAll(async () => {
    hub = await TestHub.start(false, join(released, 'hall.json'), undefined, { data, now: figures.now });
    supervisor = await hub.signIn('a-supervisor', 'password-1');
  });
  afterAll(() => hub.stop());

  it('verifies to the digests that were kept then', async () => {
    const said: string[] = [];
    const kept = Object.entries(figures.days).map(([day, { digest }]) => `${day}=${digest}`);

    expect(await verify([data, '--digest', kept.join(',')], {}, (line) => said.push(line))).toBe(0);
    for (const [day, { lines }] of Object.entries(figures.days))
      expect(said.join('\n')).toContain(`${day}  ${lines} 条`);
  });

  it('comes to the same figures, by the cases and by the presses at the counters', async () => {
    const { body } = await hub.api(
      'GET',
      `/api/reports/cases?period=${figures.period}`,
      undefined,
      supervisor,
    );
    const { metrics, totals } = body['report'] as CaseReport;
    const known = figures.metrics.map(({ metric }) => metric);
    // A figure added since is none that was said then.
    const still = metrics.filter(({ metric }) => known.includes(metric));

    expect(
      still.map(({ metric, value, numerator, denominator }) => ({
        ...{ metric, value, numerator: numerator?.n ?? null, denominator: denominator?.n ?? null },
      })),
    ).toEqual(figures.metrics);
    expect(Object.fromEntries(Object.entries(totals).map(([name, { n }]) => [name, n]))).toMatchObject(
      figures.totals,
    );
  });

  it('opens what the vault keeps, and keeps forgotten whom it forgot', async () => {
    const detail = async (id: string) =>
      (await hub.api('GET', `/api/cases/${id}`, undefined, supervisor)).body as unknown as CaseDetail;

    expect(JSON.stringify((await detail(figures.opensCase)).fields)).toContain('张');
    expect(JSON.stringify((await detail(figures.erased)).fields)).not.toContain('张');
  });

  it('is not told its hall.json anew, which would undo what an administrator edited since', async () => {
    expect(await hub.seen('HallConfigured')).toBe(1);
  });

  it('goes on, stops, and starts again from its new snapshot', async () => {
    hub.now += 86_400_000;
    await hub.restart();
    const before = hub.running.url;
    await hub.restart(async () => {
      const state = await readState(hub.folder);
      expect((state?.day ?? '') > Object.keys(figures.days).at(-1)!).toBe(true);
      for (const [day, levels] of Object.entries(figures.levelsByDay ?? {}))
        expect(state?.ratedByDay.get(day)?.levels).toEqual({ evaluator: levels });
      for (const [day, levels] of Object.entries(figures.ratedByDay ?? {}))
        expect(state?.ratedByDay.get(day)?.levels).toEqual(levels);
      await rm(join(hub.folder, 'snapshot.json'));
    });

    expect(hub.running.url).not.toBe(before);
    expect(await verify([hub.folder], {}, () => undefined)).toBe(0);
  });
});
