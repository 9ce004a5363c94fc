import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrinterDriver } from '@bandecheng/device-agent/drivers/driver';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { printJob } from '../../fakes/print-job.ts';
import { PrinterBench } from '../../fakes/printer-bench.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
const WELL = 0x12;
const PAPER_OUT = 0x7e;
const SHA256 = 'a'.repeat(64);

const JOB = printJob({ deadlineAt: NOON + 60_000 });
const NEXT = printJob({ job: '2026-11-23-A013/0', deadlineAt: NOON + 60_000 });

describe('a printer', () => {
  let bench: PrinterBench;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    bench = new PrinterBench(profile);
  });
  afterEach(async () => {
    await bench.end();
    vi.useRealTimers();
  });

  test('that vanished from the network without a word has its connection opened anew, and is not called well for that', async () => {
    await bench.start();
    await bench.pass(1_000);
    bench.printer.status = [null, null, null, null];
    await bench.pass(60_000);
    expect(bench.device.connections).toBeGreaterThan(2);
    expect(bench.states).toEqual(['', 'no-answer']);

    bench.printer.status = [WELL, WELL, WELL, WELL];
    await bench.pass(40_000);
    expect(bench.states).toEqual(['', 'no-answer', '']);
  });

  describe('that fails in the middle of a job', () => {
    async function startStuck(): Promise<PrinterDriver> {
      const driver = await bench.start();
      await bench.pass(1_000);
      bench.printer.stuck = true;
      await driver.print(JOB);
      await bench.pass(300);
      expect(bench.outcomes).toEqual(['printing']);
      return driver;
    }

    test('leaves the job unknown for want of a fence, with what it saw meanwhile', async () => {
      await startStuck();
      bench.printer.status[3] = PAPER_OUT;
      await bench.pass(12_000);
      expect(bench.outcomes).toEqual(['printing', 'unknown paper-out']);
      expect(bench.states).toEqual(['', 'paper-out']);
    });

    test('takes the fence that comes once the paper is in again', async () => {
      await startStuck();
      bench.printer.status[3] = PAPER_OUT;
      await bench.pass(4_000);
      bench.printer.status[3] = WELL;
      bench.printer.stuck = false;
      bench.printer.work();
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printing', 'printed B']);
    });

    test('the late fence of an unknown job is not taken for the next job’s', async () => {
      const driver = await startStuck();
      await bench.pass(12_000);
      expect(bench.outcomes).toEqual(['printing', 'unknown no-answer']);
      await driver.print(NEXT);
      await bench.pass(2_500);
      expect(bench.printer.heard).not.toContain('job');
      // The roll is in: the first job comes out with its fence, then all the fences asked for since.
      bench.printer.stuck = false;
      bench.printer.work();
      await bench.pass(200);
      bench.printer.stuck = true;
      await bench.pass(1_000);
      expect(bench.outcomes.slice(2)).toEqual(['printing']);
      bench.printer.stuck = false;
      bench.printer.work();
      await bench.pass(1_000);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB), bench.slipOf(NEXT)]);
      expect(bench.outcomes).toEqual(['printing', 'unknown no-answer', 'printing', 'printed B']);
    });

    test('the late token of an unknown job is ignored', async () => {
      bench.printer.confirms = true;
      const driver = await bench.start();
      await bench.pass(1_000);
      await driver.print(printJob({ job: '2026-11-23-A011/0', deadlineAt: NOON + 60_000 }));
      await bench.pass(1_000);
      bench.printer.stuck = true;
      await driver.print(JOB);
      await bench.pass(12_000);
      expect(bench.outcomes.slice(2)).toEqual(['printing', 'unknown no-answer']);
      bench.printer.stuck = false;
      bench.printer.work();
      const taken = bench.device.onWrite;
      bench.device.onWrite = (bytes) => {
        bench.printer.stuck = bytes.length > 100;
        taken(bytes);
      };
      await driver.print(NEXT);
      await bench.pass(1_000);
      bench.device.onWrite = taken;
      const [, unknown = ''] = bench.printer.tokens;
      bench.device.sends([0x37, 0x22, ...Buffer.from(unknown), 0]);
      await bench.pass(1_000);
      expect(bench.outcomes.slice(4)).toEqual(['printing']);
      bench.printer.stuck = false;
      bench.printer.work();
      await bench.pass(1_000);
      expect(bench.outcomes.slice(4)).toEqual(['printing', 'printed A+']);
    });

    test('a pulled cable leaves the job unknown, and it is not sent again', async () => {
      await startStuck();
      bench.device.unplug();
      await bench.pass(30_000);
      expect(bench.outcomes).toEqual(['printing', 'unknown port-lost']);
      expect(bench.printer.heard.filter((heard) => heard === 'job+fence')).toHaveLength(1);
    });

    test('a stopping agent waits for the fence, and says unknown when none comes', async () => {
      const driver = await startStuck();
      const stopped = driver.stop();
      await bench.pass(6_000);
      await stopped;
      expect(bench.outcomes).toEqual(['printing', 'unknown agent-stopped']);
      expect(bench.device.open).toBe(false);
      expect(await driver.print(NEXT)).toBe(false);
    });
  });

  describe('of an agent that was killed', () => {
    test('between the first byte and the fence, says the job is unknown and never prints it again', async () => {
      const ledger = await bench.openLedger();
      await ledger.take(JOB);
      await ledger.begin(JOB.job, SHA256);
      const driver = await bench.start();
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['unknown agent-stopped']);
      expect(await driver.print(JOB)).toBe(true);
      await bench.pass(5_000);
      expect(bench.printer.slips).toEqual([]);
      expect(bench.outcomes).toEqual(['unknown agent-stopped', 'unknown agent-stopped']);
    });

    test('before the first byte, prints the job when the hub asks for it again', async () => {
      const ledger = await bench.openLedger();
      await ledger.take(JOB);
      const driver = await bench.start();
      await bench.pass(5_000);
      expect(bench.printer.slips).toEqual([]);
      await driver.print(JOB);
      await bench.pass(1_000);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B']);
    });

    test('before the outcome was reported, reports it', async () => {
      const ledger = await bench.openLedger();
      await ledger.take(JOB);
      await ledger.begin(JOB.job, SHA256);
      await ledger.settle(JOB.job, { state: 'printed', grade: 'B' });
      await bench.start();
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printed B']);
      await bench.start();
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printed B']);
    });
  });
});
