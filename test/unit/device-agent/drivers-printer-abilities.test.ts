import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

  const without = (status: Pick<PrinterProfile['status'], 'dleEot' | 'gsR'>): PrinterProfile => ({
    ...profile,
    status: { ...status, gsH: false, asb: false },
  });

  describe('without some abilities', () => {
    test('without fences the evidence is that it is well before and after', async () => {
      const driver = await bench.start(without({ dleEot: true, gsR: false }));
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(4_000);
      expect(bench.outcomes).toEqual(['printing', 'printed C']);
      expect(bench.printer.heard).not.toContain('job+fence');
    });

    test('without fences a trouble after the job leaves it unknown', async () => {
      const driver = await bench.start(without({ dleEot: true, gsR: false }));
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(200);
      bench.printer.status[3] = PAPER_OUT;
      await bench.pass(4_000);
      expect(bench.outcomes).toEqual(['printing', 'unknown paper-out']);
    });

    test('without any status the evidence is that the bytes went out', async () => {
      const driver = await bench.start(without({ dleEot: false, gsR: false }));
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printing', 'printed E']);
      expect(bench.printer.heard).toEqual(['job']);
      expect(bench.states).toEqual(['']);
    });
  });

  describe('that confirms what it printed', () => {
    beforeEach(() => {
      bench.printer.confirms = true;
    });

    test('is asked for both fences behind the first ticket, and then for the stronger alone', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      await Promise.all([driver.print(JOB), driver.print(NEXT)]);
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printing', 'printed A+', 'printing', 'printed A+']);
      expect(bench.printer.asked).toEqual(['GS ( H, GS r', 'GS ( H']);
      expect(new Set(bench.printer.tokens).size).toBe(2);
    });

    test('with a cutter that reports a fault behind the ticket gives the lesser grade', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      bench.printer.stuck = true;
      await driver.print(JOB);
      await bench.pass(300);
      bench.printer.status[2] = 0x1a;
      bench.printer.stuck = false;
      bench.printer.work();
      await bench.pass(2_000);
      expect(bench.outcomes).toEqual(['printing', 'printed A']);
    });

    test('without a cutter has no cut to vouch for', async () => {
      const driver = await bench.start({ ...profile, cutter: false });
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(1_000);
      expect(bench.outcomes).toEqual(['printing', 'printed A']);
    });

    test('is known for it after a restart', async () => {
      const first = await bench.start();
      await bench.pass(100);
      await first.print(JOB);
      await bench.pass(1_000);
      await Promise.all([first.stop(), bench.pass(5_000)]);
      const second = await bench.start();
      await bench.pass(1_000);
      await second.print(NEXT);
      await bench.pass(1_000);
      expect(bench.printer.asked).toEqual(['GS ( H, GS r', 'GS ( H']);
    });

    test('and is replaced by one that does not, leaves one ticket unknown and is then asked for both again', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(1_000);
      bench.printer.confirms = false;
      await driver.print(NEXT);
      await bench.pass(14_000);
      expect(bench.outcomes.slice(2)).toEqual(['printing', 'unknown no-answer']);
      await driver.print(printJob({ job: '2026-11-23-A014/0', deadlineAt: NOON + 60_000 }));
      await bench.pass(3_000);
      expect(bench.outcomes.at(-1)).toBe('printed B');
      expect(bench.printer.asked).toContain('GS ( H, GS r');
    });

    test('is asked for GS r alone where that is all it answered', async () => {
      bench.printer.confirms = false;
      const driver = await bench.start();
      await bench.pass(100);
      await Promise.all([driver.print(JOB), driver.print(NEXT)]);
      await bench.pass(2_000);
      expect(bench.outcomes).toEqual(['printing', 'printed B', 'printing', 'printed B']);
      expect(bench.printer.asked).toEqual(['GS ( H, GS r', 'GS r']);
    });

    test('and still answers GS r to somebody is not known by that', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(1_000);
      bench.printer.stuck = true;
      await driver.print(NEXT);
      await bench.pass(300);
      bench.device.sends([0x00]);
      await bench.pass(14_000);
      expect(bench.outcomes.slice(2)).toEqual(['printing', 'unknown no-answer']);
    });

    test('claimed by no fence in its profile is sent none', async () => {
      const driver = await bench.start(without({ dleEot: true, gsR: false }));
      await bench.pass(100);
      await driver.print(JOB);
      await bench.pass(4_000);
      expect(bench.printer.tokens).toEqual([]);
      expect(bench.outcomes).toEqual(['printing', 'printed C']);
    });
  });

  describe('that tells of itself', () => {
    const COVER_TOLD = [0x38, 0, 0, 0];
    const WELL_TOLD = [0x10, 0, 0, 0];

    test('is asked to when the line is up, and again behind each ticket', async () => {
      const driver = await bench.start();
      await bench.pass(100);
      expect(bench.printer.heard.filter((heard) => heard === 'tell')).toHaveLength(1);
      await driver.print(JOB);
      await bench.pass(500);
      expect(bench.printer.heard.filter((heard) => heard === 'tell')).toHaveLength(2);
    });

    test('is on the board at once, without waiting for the next look', async () => {
      await bench.start();
      await bench.pass(1_000);
      bench.printer.status = [OFFLINE, COVER_OPEN, WELL, WELL];
      bench.device.sends(COVER_TOLD);
      await bench.pass(0);
      expect(bench.states).toEqual(['', 'cover-open,printer-offline']);
      bench.printer.status = [WELL, WELL, WELL, WELL];
      bench.device.sends(WELL_TOLD);
      await bench.pass(0);
      expect(bench.states).toEqual(['', 'cover-open,printer-offline', '']);
    });

    test('is believed before the answers of a look that had begun earlier', async () => {
      await bench.start();
      await bench.pass(1_000);
      const answered = bench.device.onWrite;
      // The cover opens between the answers to questions 2 and 4.
      bench.device.onWrite = (bytes) => {
        answered(bytes);
        if (bytes[2] !== 3) return;
        bench.device.onWrite = answered;
        bench.device.sends(COVER_TOLD);
        bench.printer.status = [OFFLINE, COVER_OPEN, WELL, WELL];
      };
      await bench.pass(2_000);
      expect(bench.states).toEqual(['', 'cover-open,printer-offline']);
    });

    test('and answers no question is known by that alone', async () => {
      const asb = { dleEot: false, gsR: false, gsH: false, asb: true };
      const driver = await bench.start({ ...profile, status: asb });
      await bench.pass(100);
      bench.device.sends(COVER_TOLD);
      await driver.print(JOB);
      await bench.pass(5_000);
      expect([bench.states.at(-1), bench.outcomes]).toEqual(['cover-open,printer-offline', []]);
      bench.device.sends(WELL_TOLD);
      await bench.pass(5_000);
      expect([bench.states.at(-1), bench.outcomes.at(-1)]).toEqual(['', 'printed C']);
    });

    test('by its profile and never does is known to have been sent the ticket, no more', async () => {
      const asb = { dleEot: false, gsR: false, gsH: false, asb: true };
      const driver = await bench.start({ ...profile, status: asb });
      await driver.print(JOB);
      await bench.pass(5_000);
      expect(bench.outcomes).toEqual(['printing', 'printed E']);
    });
  });
});
