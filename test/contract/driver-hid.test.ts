import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeHidInput } from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { EvaluatorDriver } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { hidLine } from '@bandecheng/device-agent/drivers/hid-line';
import { MOST_FRAMES_A_SECOND } from '@bandecheng/device-agent/drivers/noise-guard';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { hidTransport } from '@bandecheng/device-agent/transports/hid';
import type { Report } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import { BOX, FakeHid } from '../fakes/fake-hid.ts';

const profile = (await readProfiles()).get('hid-button-box-5') as HidProfile;
const WITHIN = { timeout: 10_000 };

/** The driver, its line and the real HID transport over a library without its native part. */
describe('an evaluator on USB', () => {
  let hid: FakeHid;
  let reports: Report[];
  let driver: EvaluatorDriver;
  let platform: NodeJS.Platform;

  beforeEach(() => {
    hid = new FakeHid();
    reports = [];
    platform = 'linux';
  });
  afterEach(() => driver.stop());

  function start(): void {
    const { usagePage } = profile;
    const wanted = { vendor: BOX.vendorId, product: BOX.productId, serialNumber: 'C1', usagePage };
    driver = evaluatorDriver(hidLine(profile), {
      device: 'evaluator-c1',
      connect: (listener) => hidTransport(wanted, listener, { load: async () => hid, platform }),
      report: (report) => Promise.resolve(void reports.push(report)),
      now: Date.now,
      random: () => 0,
      log: () => undefined,
    });
    driver.start();
  }

  const holds = (...levels: Level[]): void => hid.sends(encodeHidInput(profile, levels));
  const levels = (): Level[] =>
    reports.flatMap((report) => (report.type === 'RecordPress' ? [report.level] : []));
  const states = (): string[] =>
    reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

  test('unplugged while it is read, with a button down, is told as lost; the press counts once', async () => {
    start();
    await expect.poll(states, WITHIN).toEqual(['']);
    holds('satisfied');
    hid.unplug();
    await expect.poll(() => states().slice(0, 2), WITHIN).toEqual(['', 'port-lost']);
    expect(levels()).toEqual(['satisfied']);
  });

  test('plugged in again under another path is the same evaluator, and is lit again', async () => {
    start();
    await expect.poll(states, WITHIN).toEqual(['']);
    driver.invite({ visit: 'visit-1', openedAt: Date.now(), closesAt: Date.now() + 600_000 });
    await expect.poll(() => hid.written.length, WITHIN).toBeGreaterThan(0);
    hid.unplug();
    await expect.poll(() => states().at(-1), WITHIN).toMatch(/^port-/);
    hid.replug();
    await expect.poll(() => states().at(-1), WITHIN).toBe('');
    expect(hid.box?.path).not.toBe(BOX.path);
    await expect.poll(() => hid.written.length, WITHIN).toBeGreaterThan(0);
    holds('dissatisfied');
    await expect.poll(levels, WITHIN).toEqual(['dissatisfied']);
  });

  test('in keyboard mode is told as that and not as missing, and taken up when it is switched over', async () => {
    hid = new FakeHid({ ...BOX, usagePage: 1, usage: 6 });
    platform = 'win32';
    start();
    await expect.poll(states, WITHIN).toEqual(['keyboard-mode']);
    hid.box = { ...BOX };
    await expect.poll(states, WITHIN).toEqual(['keyboard-mode', '']);
    holds('satisfied');
    await expect.poll(levels, WITHIN).toEqual(['satisfied']);
  });

  test('whose library goes on telling errors after the loss ends no process and is taken up again', async () => {
    start();
    await expect.poll(states, WITHIN).toEqual(['']);
    const [opened] = hid.open;
    hid.unplug();
    for (let i = 0; i < 3; i++) opened?.emit('error', new Error('could not read from HID device'));
    hid.replug();
    await expect.poll(() => states().at(-1), WITHIN).toBe('');
    holds('satisfied');
    await expect.poll(levels, WITHIN).toEqual(['satisfied']);
  });

  test('that storms is cut off and told, and the disk is spared', async () => {
    start();
    await expect.poll(states, WITHIN).toEqual(['']);
    const all: Level[] = ['very-satisfied', 'satisfied', 'basically-satisfied', 'dissatisfied'];
    for (let i = 0; i < 2_000; i++) holds(all[i % all.length] ?? 'satisfied');
    await expect.poll(() => states().at(-1), WITHIN).toBe('noisy-line');
    expect(levels().length).toBeLessThanOrEqual(MOST_FRAMES_A_SECOND);
  });
});
