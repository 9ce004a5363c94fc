import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JobLedger } from '@bandecheng/device-agent/outbox/job-ledger';
import { printJob } from '../../fakes/print-job.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const SHA256 = 'a'.repeat(64);

describe('the ledger of print jobs', () => {
  let folder: string;
  let now: number;
  let ledger: JobLedger;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bdc-jobs-'));
    now = NOON;
    ledger = await open();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = (): Promise<JobLedger> => JobLedger.open(join(folder, 'jobs.json'), () => now);
  const job = (n: number) => printJob({ job: `2026-11-23-A00${n}/0`, deadlineAt: NOON + 60_000 });

  test('a job that was taken is found after a kill, in the order it came', async () => {
    await Promise.all([ledger.take(job(2)), ledger.take(job(1)), ledger.take(job(3))]);
    const { waiting } = (await open()).openJobs('printer-k1');
    expect(waiting).toEqual([job(2), job(1), job(3)]);
  });

  test('a job that was begun is begun after a kill, and not waiting', async () => {
    await ledger.take(job(1));
    await ledger.begin(job(1).job, SHA256);
    expect((await open()).openJobs('printer-k1')).toEqual({
      waiting: [],
      begun: [job(1).job],
      unreported: [],
    });
  });

  test('what was sent is known by its SHA-256 after a kill, while it prints and when it is over', async () => {
    const onDisk = (): Promise<string> => readFile(join(folder, 'jobs.json'), 'utf8');
    await ledger.take(job(1));
    await ledger.begin(job(1).job, SHA256);
    expect(JSON.parse(await onDisk())).toMatchObject({ jobs: { [job(1).job]: { sha256: SHA256 } } });

    const next = await open();
    await next.settle(job(1).job, { state: 'unknown', reason: 'agent-stopped' });
    expect(JSON.parse(await onDisk())).toMatchObject({ jobs: { [job(1).job]: { sha256: SHA256 } } });
  });

  test('an outcome is told again after a kill until it was reported', async () => {
    await ledger.take(job(1));
    await ledger.begin(job(1).job, SHA256);
    await ledger.settle(job(1).job, { state: 'printed', grade: 'B' });
    expect((await open()).openJobs('printer-k1').unreported).toEqual([
      { job: job(1).job, outcome: { state: 'printed', grade: 'B' } },
    ]);
    await ledger.reported(job(1).job);
    expect((await open()).openJobs('printer-k1')).toEqual({ waiting: [], begun: [], unreported: [] });
  });

  test('a job asked for again is known, and once over its outcome is given', async () => {
    expect(await ledger.take(job(1))).toBe('taken');
    expect(await ledger.take(job(1))).toBe('known');
    await ledger.begin(job(1).job, SHA256);
    expect(await ledger.take(job(1))).toBe('known');
    await ledger.settle(job(1).job, { state: 'unknown', reason: 'port-lost' });
    expect(await (await open()).take(job(1))).toEqual({ state: 'unknown', reason: 'port-lost' });
  });

  test('the same number with another deadline is another ticket once the first is over, and not before', async () => {
    const again = { ...job(1), deadlineAt: job(1).deadlineAt + 1 };
    await ledger.take(job(1));
    await ledger.begin(job(1).job, SHA256);
    expect(await ledger.take(again)).toBe('known');
    await ledger.settle(job(1).job, { state: 'printed', grade: 'B' });
    expect(await ledger.take(job(1))).toEqual({ state: 'printed', grade: 'B' });
    expect(await ledger.take(again)).toBe('taken');
    expect((await open()).openJobs('printer-k1')).toEqual({ waiting: [again], begun: [], unreported: [] });
  });

  test('the jobs of one printer are not those of another', async () => {
    await ledger.take(job(1));
    expect(ledger.openJobs('printer-k2').waiting).toEqual([]);
  });

  test('a job that is over is forgotten half an hour past its deadline, not before', async () => {
    await ledger.take(job(1));
    await ledger.settle(job(1).job, { state: 'failed', reason: 'past-deadline' });
    await ledger.reported(job(1).job);
    now = NOON + 60_000 + 30 * 60_000;
    await ledger.take({ ...job(2), deadlineAt: now + 60_000 });
    expect(await ledger.take(job(1))).toMatchObject({ state: 'failed' });
    now += 1;
    await ledger.take({ ...job(3), deadlineAt: now + 60_000 });
    expect(await ledger.take(job(1))).toBe('taken');
  });

  test('a job whose beginning the disk did not take is still waiting', async () => {
    await ledger.take(job(1));
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way of the folder');
    await expect(ledger.begin(job(1).job, SHA256)).rejects.toThrow();
    expect(ledger.openJobs('printer-k1').waiting).toEqual([job(1)]);
    await expect(ledger.take(job(2))).rejects.toThrow();
    expect(ledger.openJobs('printer-k1').waiting).toEqual([job(1)]);
  });

  test('what a printer was found to answer is known after a kill, for its profile alone', async () => {
    await ledger.keepFences('printer-k1', 'escpos-80mm', { gsH: true, gsR: false });
    const reopened = await open();
    expect(reopened.fencesOf('printer-k1', 'escpos-80mm')).toEqual({ gsH: true, gsR: false });
    expect(reopened.fencesOf('printer-k1', 'escpos-58mm')).toBeNull();
    expect(reopened.fencesOf('printer-k2', 'escpos-80mm')).toBeNull();
    await reopened.keepFences('printer-k1', 'escpos-80mm', null);
    expect((await open()).fencesOf('printer-k1', 'escpos-80mm')).toBeNull();
  });

  test('a ledger of the version before, which knew nothing of that, is read', async () => {
    await ledger.take(job(1));
    const { jobs } = JSON.parse(await readFile(join(folder, 'jobs.json'), 'utf8')) as { jobs: object };
    await writeFile(join(folder, 'jobs.json'), JSON.stringify({ jobs }));
    const reopened = await open();
    expect(reopened.openJobs('printer-k1').waiting).toEqual([job(1)]);
    expect(reopened.fencesOf('printer-k1', 'escpos-80mm')).toBeNull();
  });

  test.each(['', '{"jobs":', '{"jobs":{"a":{"stage":"printed"}}}'])(
    'a file that is no ledger stops the agent: %j',
    async (text) => {
      await writeFile(join(folder, 'jobs.json'), text);
      await expect(open()).rejects.toMatchObject({
        fault: 'outbox-damaged',
        place: join(folder, 'jobs.json'),
      });
    },
  );
});
