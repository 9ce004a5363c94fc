import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrinterDriver } from '@bandecheng/device-agent/drivers/driver';
import { printerDriver } from '@bandecheng/device-agent/drivers/printer-driver';
import { JobLedger } from '@bandecheng/device-agent/outbox/job-ledger';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { TicketJob } from '@bandecheng/shared/protocol';
import { DriverBench, WIRES } from '../fakes/driver-bench.ts';
import { printJob } from '../fakes/print-job.ts';

const profiles = await readProfiles();
const profile = profiles.get('escpos-80mm') as PrinterProfile;
const plain = profiles.get('escpos-80mm-plain') as PrinterProfile;
/** One that confirms what it printed. */
const confirming: PrinterProfile = { ...profile, status: { ...profile.status, gsH: true } };
/** One that answers nothing and tells its changes. */
const telling: PrinterProfile = { ...plain, status: { ...plain.status, asb: true } };
/** Short waits: the virtual printer prints at once. */
const TIMES = { pollMs: 100, statusReplyMs: 200, lateReplyMs: 60, fenceMs: 900, syncMs: 300, stopMs: 300 };
const WITHIN = { timeout: 5_000 };

describe.each(WIRES)('the printer driver and a virtual printer on a %s', (wire) => {
  let printer: VirtualPrinter;
  let bench: DriverBench;
  let driver: PrinterDriver;

  beforeEach(() => setUp(profile));
  afterEach(tearDown);

  async function setUp(model: PrinterProfile): Promise<void> {
    printer = await startVirtualPrinter({ profile: model });
    bench = await DriverBench.wire(wire, printer, model);
    const ledger = await JobLedger.open(join(bench.folder, 'jobs.json'), Date.now);
    const parts = { profile: model, ledger, raster: () => null, times: TIMES };
    driver = bench.start(printerDriver(parts, bench.context('printer-k1')));
    await expect.poll(() => bench.states, WITHIN).toEqual(['']);
  }

  async function tearDown(): Promise<void> {
    await bench.end();
    await printer.stop();
  }

  /** Another model in the place of the usual one. */
  async function swapFor(model: PrinterProfile): Promise<void> {
    await tearDown();
    await setUp(model);
  }

  const job = (number: string, set: Partial<TicketJob> = {}): TicketJob => {
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

  test('a printer that stops reading inside a ticket leaves it unknown, and takes the next one when it reads again', async () => {
    printer.fault('slow', true, 500);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing']);
    printer.fault('slow', true, 1);
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A012 unknown no-answer');
    printer.fault('slow', false);
    await driver.print(job('A013'));
    await expect.poll(() => bench.outcomes.at(-1), { timeout: 8_000 }).toBe('A013 printed B');
    expect(slipsWith('A012')).toHaveLength(1);
  });

  test('a printer that confirms is known by its token, and its cutter by its error status', async () => {
    await swapFor(confirming);
    await Promise.all([driver.print(job('A012')), driver.print(job('A013'))]);
    await expect
      .poll(() => bench.outcomes, WITHIN)
      .toEqual(['A012 printing', 'A012 printed A+', 'A013 printing', 'A013 printed A+']);
    expect(slips()).toHaveLength(2);
    expect(printer.unknownCommands()).toEqual([]);
  });

  test('a printer that is found not to confirm is known by GS r, whatever its profile says', async () => {
    await swapFor(confirming);
    printer.fault('no-gs-h');
    await driver.print(job('A012'));
    await driver.print(job('A013'));
    await expect
      .poll(() => bench.outcomes, WITHIN)
      .toEqual(['A012 printing', 'A012 printed B', 'A013 printing', 'A013 printed B']);
    expect(printer.unknownCommands()).toEqual([{ command: 'GS (', count: 1 }]);
  });

  test('the token of a ticket whose paper ended comes late, and is not taken for the next one’s', async () => {
    await swapFor(confirming);
    await driver.print(job('A011'));
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A011 printed A+');
    printer.fault('paper-out-after', true, 2);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A012 unknown paper-out');
    printer.fault('paper-out', false);
    await driver.print(job('A013'));
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A013 printed A+');
    expect(slipsWith('A013')).toHaveLength(1);
    expect(bench.outcomes.filter((outcome) => outcome.startsWith('A012'))).toHaveLength(2);
  });

  test('a printer that tells its changes is on the board by that alone', async () => {
    await swapFor(telling);
    printer.fault('cover-open');
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('cover-open,printer-offline');
    await driver.print(job('A012'));
    printer.fault('cover-open', false);
    await expect.poll(() => bench.outcomes.at(-1), { timeout: 8_000 }).toBe('A012 printed C');
    expect(bench.states).toEqual(['', 'cover-open,printer-offline', '']);
  });

  test('a printer without status is asked nothing, and known to have been sent the ticket', async () => {
    await swapFor(plain);
    await driver.print(job('A012'));
    await expect.poll(() => bench.outcomes, WITHIN).toEqual(['A012 printing', 'A012 printed E']);
    await expect.poll(() => slips().length, WITHIN).toBe(1);
    expect(printer.unknownCommands()).toEqual([]);
  });

  test('a name full of control characters opens no drawer, cuts nothing and asks nothing', async () => {
    const name = 'A\x10\x14\x01\x00\x01B\x10\x04\x01C\x1b@\x1dV\x00D';
    const order = job('A012');
    await driver.print({ ...order, ticket: { ...order.ticket, service: name } });
    await expect.poll(() => bench.outcomes.at(-1), WITHIN).toBe('A012 printed B');
    expect(slips()).toHaveLength(1);
    expect(slips()[0]).toMatch(/ABC@VD/);
    expect(printer.unknownCommands().map(({ command }) => command)).toEqual(['GS (']);
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
