import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { printerTimes } from '@bandecheng/device-agent/drivers/printer-times';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { printJob } from '../../fakes/print-job.ts';
import { PrinterBench } from '../../fakes/printer-bench.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
const WELL = 0x12;
const OFFLINE = 0x1a;
const COVER_OPEN = 0x16;
const PAPER_OUT = 0x7e;
const NEAR_END = 0x1e;

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

  describe('that is well', () => {
    test('prints a job once and knows it by the fence behind it', async () => {
      const driver = await bench.start();
      await bench.pass(1_000);
      expect(await driver.print(JOB)).toBe(true);
      await bench.pass(500);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B']);
    });

    test('keeps the SHA-256 of the very bytes it sent with the job', async () => {
      const driver = await bench.start();
      await bench.pass(1_000);
      await driver.print(JOB);
      expect(bench.sha256Of(JOB)).toBeUndefined();
      await bench.pass(500);
      const [slip = ''] = bench.printer.slips;
      const sha256 = createHash('sha256').update(Buffer.from(slip, 'hex')).digest('hex');
      expect(bench.sha256Of(JOB)).toBe(sha256);
    });

    test('asks the four status questions before a job, and one at a time', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      bench.printer.heard = [];
      await driver.print(JOB);
      await bench.pass(100);
      expect(bench.printer.heard.slice(0, 5)).toEqual([
        'status 1',
        'status 2',
        'status 3',
        'status 4',
        'job+fence',
      ]);
    });

    test('prints jobs one after another in the order they came', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      await Promise.all([driver.print(JOB), driver.print(NEXT)]);
      await bench.pass(1_000);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB), bench.slipOf(NEXT)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B', 'printing', 'printed B']);
    });

    test('a job asked for twice is printed once, and its outcome told again', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      expect(await Promise.all([driver.print(JOB), driver.print(JOB)])).toEqual([true, true]);
      await bench.pass(1_000);
      expect(await driver.print(JOB)).toBe(true);
      await bench.pass(1_000);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B', 'printed B']);
    });

    test('a number that a restored hub gives again is printed for whoever has it now', async () => {
      const driver = await bench.start();
      await bench.pass(1_000);
      await driver.print(JOB);
      await bench.pass(20_000);
      const again = printJob({ deadlineAt: JOB.deadlineAt + 20_000 });
      expect(await driver.print(again)).toBe(true);
      await bench.pass(500);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB), bench.slipOf(again)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B', 'printing', 'printed B']);
      // when that hub asks once more for the same one
      await driver.print(again);
      await bench.pass(500);
      expect(bench.printer.slips).toHaveLength(2);
    });

    test('a job that comes past its deadline never prints', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      await driver.print(printJob({ deadlineAt: Date.now() }));
      await bench.pass(1_000);
      expect(bench.printer.slips).toEqual([]);
      expect(bench.outcomes).toEqual(['failed past-deadline']);
    });

    test('a ticket that cannot be laid out is failed and does not hold up the next', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      const broken = { ...JOB, ticket: { ...JOB.ticket, notice: null as unknown as string[] } };
      await Promise.all([driver.print(broken), driver.print(NEXT)]);
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['failed job-malformed', 'printing', 'printed B']);
    });
  });

  describe('whose state changes', () => {
    test.each([
      ['paper-near-end', 4, NEAR_END],
      ['paper-out', 4, PAPER_OUT],
      ['cover-open', 2, COVER_OPEN],
      ['printer-offline', 1, OFFLINE],
      ['cutter-fault', 3, 0x1a],
    ] as const)('tells %s within 1.5 s, and that it is over', async (problem, n, byte) => {
      await bench.start();
      await bench.pass(1_000);
      expect(bench.states).toEqual(['']);
      bench.printer.status[n - 1] = byte;
      await bench.pass(1_500);
      expect(bench.states).toEqual(['', problem]);
      bench.printer.status[n - 1] = WELL;
      await bench.pass(1_500);
      expect(bench.states).toEqual(['', problem, '']);
    });

    test('tells several troubles at once, the gravest first', async () => {
      bench.printer.status = [OFFLINE, COVER_OPEN, WELL, NEAR_END];
      await bench.start();
      await bench.pass(1_000);
      expect(bench.states).toEqual(['cover-open,printer-offline,paper-near-end']);
    });

    test('one lost reply is no trouble; silence is told after three looks', async () => {
      await bench.start();
      await bench.pass(1_000);
      bench.printer.status[0] = null;
      await bench.pass(1_000);
      bench.printer.status[0] = WELL;
      await bench.pass(5_000);
      expect(bench.states).toEqual(['']);
      bench.printer.status = [null, null, null, null];
      await bench.pass(6_000);
      expect(bench.states).toEqual(['', 'no-answer']);
      bench.printer.status = [WELL, WELL, WELL, WELL];
      await bench.pass(2_000);
      expect(bench.states).toEqual(['', 'no-answer', '']);
    });

    test('a late status reply is not taken for the answer to the next question', async () => {
      await bench.start();
      await bench.pass(1_000);
      bench.printer.status[3] = null;
      await bench.pass(1_100);
      // The answer to question 4, paper near its end, arrives behind question 1 and before its answer.
      const answered = bench.device.onWrite;
      bench.device.onWrite = (bytes) => {
        bench.device.onWrite = answered;
        bench.device.sends([NEAR_END]);
        answered(bytes);
      };
      bench.printer.status[3] = WELL;
      await bench.pass(3_000);
      expect(bench.states).toEqual(['']);
    });
  });

  describe('that cannot print now', () => {
    test('keeps the job until the paper is in, and then prints it', async () => {
      bench.printer.status[3] = PAPER_OUT;
      const driver = await bench.start();
      await driver.print(JOB);
      await bench.pass(20_000);
      expect([bench.printer.slips, bench.outcomes]).toEqual([[], []]);
      bench.printer.status[3] = WELL;
      await bench.pass(2_000);
      expect(bench.printer.slips).toEqual([bench.slipOf(JOB)]);
      expect(bench.outcomes).toEqual(['printing', 'printed B']);
    });

    test('fails the job at its deadline with what was in its way, nothing sent', async () => {
      bench.printer.status[1] = COVER_OPEN;
      const driver = await bench.start();
      await driver.print(JOB);
      await bench.pass(62_000);
      expect(bench.outcomes).toEqual(['failed cover-open']);
      bench.printer.status[1] = WELL;
      await bench.pass(5_000);
      expect(bench.printer.slips).toEqual([]);
    });

    test('a ghost ticket does not come out after a replug', async () => {
      const driver = await bench.start();
      await bench.pass(1_000);
      bench.device.refusals = Array.from({ length: 9 }, () => 'port-missing' as const);
      bench.device.unplug();
      await driver.print(JOB);
      await bench.pass(300_000);
      expect(bench.outcomes).toEqual(['failed port-missing']);
      expect(bench.states.at(-1)).toBe('');
      expect(bench.printer.slips).toEqual([]);
    });

    test('silence is not printed into', async () => {
      bench.printer.status = [null, null, null, null];
      const driver = await bench.start();
      await driver.print(JOB);
      await bench.pass(62_000);
      expect(bench.outcomes).toEqual(['failed no-answer']);
      expect(bench.printer.heard).not.toContain('job+fence');
    });
  });

  test('a wait out of its range is refused by name', () => {
    expect(() => printerTimes({ fenceMs: 100 })).toThrow(/fenceMs/);
    expect(printerTimes({ fenceMs: 3_000 })).toMatchObject({ fenceMs: 3_000, pollMs: 700 });
  });
});
