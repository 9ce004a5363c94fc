import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrinterDriver } from '@bandecheng/device-agent/drivers/driver';
import { printerDriver } from '@bandecheng/device-agent/drivers/printer-driver';
import { JobLedger } from '@bandecheng/device-agent/outbox/job-ledger';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { PrintJob } from '@bandecheng/shared/protocol';
import { DriverBench, WIRES } from '../fakes/driver-bench.ts';
import { printJob } from '../fakes/print-job.ts';

const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
/** Short waits: the virtual printer prints at once. */
const TIMES = { pollMs: 100, statusReplyMs: 200, lateReplyMs: 60, fenceMs: 900, syncMs: 300, stopMs: 300 };
const WITHIN = { timeout: 5_000 };

describe.each(WIRES)('the printer driver and a virtual printer on a %s', (wire) => {
  let printer: VirtualPrinter;
  let bench: DriverBench;
  let driver: PrinterDriver;

  beforeEach(async () => {
    printer = await startVirtualPrinter({ profile });
    bench = await DriverBench.wire(wire, printer, profile);
    driver = await startDriver();
    await expect.poll(() => bench.states, WITHIN).toEqual(['']);
  });
  afterEach(async () => {
    await bench.end();
    await printer.stop();
  });

  async function startDriver(): Promise<PrinterDriver> {
    const ledger = await JobLedger.open(join(bench.folder, 'jobs.json'), Date.now);
    const parts = { profile, ledger, raster: () => null, times: TIMES };
    return bench.start(printerDriver(parts, bench.context('printer-k1')));
  }

  const job = (number: string, set: Partial<PrintJob> = {}): PrintJob => {
    const order = printJob({ job: number, deadlineAt: Date.now() + 20_000, ...set });
    return { ...order, ticket: { ...order.ticket, number } };
  };
  const slips = (): string[] =>
    printer.slips().map(({ lines }) => lines.map((line) => ('text' in line ? line.text : '')).join('\n'));
  const slipsWith = (number: string): string[] => slips().filter((text) => text.includes(number));

  test('a ticket comes out once, whole and cut, and is known by its fence', async () => {
    expect(await driver.print(job('A012'))).toBe(true);
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 printed B']);
    expect(slips()).toHaveLength(1);
    expect(slips()[0]).toMatch(/清河县政务服务中心[^]*A012[^]*请携带身份证原件/);
    expect(printer.slips()[0]?.end).toMatch(/^cut/);
  });

  test('twenty tickets asked for at once come out in order', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => `B${100 + i}`);
    await Promise.all(numbers.map((number) => driver.print(job(number))));
    await expect.poll(() => bench.outcomes.length, WITHIN).toBe(40);
    expect(slips().map((text) => /B1\d\d/.exec(text)?.[0])).toEqual(numbers);
  });

  test.each([
    ['paper-near-end', 'paper-near-end'],
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
    ['cutter-fault', 'cutter-fault'],
    ['offline', 'printer-offline'],
  ] as const)('%s shows and clears', async (fault, problem) => {
    printer.fault(fault);
    await expect.poll(() => bench.states.at(-1)?.split(',').includes(problem), WITHIN).toBe(true);
    printer.fault(fault, false);
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('');
  });

  test('without paper a ticket waits, and comes out when there is some', async () => {
    printer.fault('paper-out');
    await expect.poll(() => bench.states.at(-1), WITHIN).toContain('paper-out');
    await driver.print(job('A012'));
    expect(bench.outcomes).toEqual([]);
    printer.fault('paper-out', false);
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 printed B']);
    expect(slips()).toHaveLength(1);
  });

  test('paper that ends inside a ticket leaves it unknown; after the new roll only new tickets are sent', async () => {
    printer.fault('paper-out-after', true, 2);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 unknown paper-out']);
    printer.fault('paper-out', false);
    await driver.print(job('A013'));
    await expect.poll(() => bench.outcomes.slice(2), WITHIN).toEqual(['A013 printing', 'A013 printed B']);
    expect(slipsWith('A013')).toHaveLength(1);
    expect(slipsWith('A012').length).toBeLessThanOrEqual(1);
  });

  test('a connection that breaks inside a ticket leaves it unknown, and it is not sent again', async () => {
    printer.fault('drop-after', true, 150);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 unknown port-lost']);
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('');
    await driver.print(job('A013'));
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A013 printed B');
    expect(slipsWith('A012').length).toBeLessThanOrEqual(1);
  });

  test('a ghost ticket does not come out after a replug', async () => {
    printer.fault('unplugged');
    await expect.poll(() => bench.states.at(-1), WITHIN).not.toBe('');
    await driver.print(job('A012', { deadlineAt: Date.now() + 300 }));
    await expect.poll(() => bench.outcomes, WITHIN).toHaveLength(1);
    expect(bench.outcomes[0]).toMatch(/^A012 failed port-/);
    printer.fault('unplugged', false);
    await expect.poll(() => bench.states.at(-1), { timeout: 10_000 }).toBe('');
    await driver.print(job('A013'));
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A013 printed B');
    expect(slips()).toHaveLength(1);
  });

  test('a printer that gives no answer is told, and not printed into', async () => {
    printer.fault('silent');
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('no-answer');
    await driver.print(job('A012', { deadlineAt: Date.now() + 300 }));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 failed no-answer']);
    printer.fault('silent', false);
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('');
    expect(slips()).toEqual([]);
  });

  test('a printer that falls silent inside a ticket leaves it unknown, whatever came out', async () => {
    printer.fault('slow', true, 2_000);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing']);
    printer.fault('silent');
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A012 unknown no-answer');
  });

  test('noise before every answer changes nothing', async () => {
    printer.fault('garbage');
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 printed B']);
    expect(bench.states).toEqual(['']);
  });
});

test('a network printer that serves another program is left to it, and taken when it is free', async () => {
  const printer = await startVirtualPrinter({ profile });
  const benches: DriverBench[] = [];
  for (let i = 0; i < 2; i++) {
    const bench = await DriverBench.wire('tcp', printer, profile);
    benches.push(bench);
    const ledger = await JobLedger.open(join(bench.folder, 'jobs.json'), Date.now);
    const parts = { profile, ledger, raster: () => null, times: TIMES };
    bench.start(printerDriver(parts, bench.context('printer-k1')));
    await expect.poll(() => bench.states.length, WITHIN).toBeGreaterThan(0);
  }
  expect(benches.map((bench) => bench.states[0])).toEqual([
    '',
    expect.stringMatching(/^port-(busy|missing)$/),
  ]);
  await benches[0]?.end();
  await expect.poll(() => benches[1]?.states.at(-1), WITHIN).toBe('');
  await benches[1]?.end();
  await printer.stop();
});
