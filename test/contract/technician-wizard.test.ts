import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Level } from '@bandecheng/shared/vocabulary';
import type { Report } from '@bandecheng/shared/protocol';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { hidLine } from '@bandecheng/device-agent/drivers/hid-line';
import { hasAddress } from '@bandecheng/device-agent/profiles/frame-fields';
import { DeviceProfile, type FrameProfile, type HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { learnEvaluator } from '@bandecheng/device-agent/technician/learn-evaluator';
import { pressWizard } from '@bandecheng/device-agent/technician/press-wizard';
import type { WizardTimes } from '@bandecheng/device-agent/technician/press-collector';
import { readArguments } from '@bandecheng/device-agent/technician/read-arguments';
import { writeSiteProfile } from '@bandecheng/device-agent/technician/site-profile';
import { readSite } from '@bandecheng/device-agent/technician/site';
import { findSubject } from '@bandecheng/device-agent/technician/subject';
import { hidTransport } from '@bandecheng/device-agent/transports/hid';
import type { Connect } from '@bandecheng/device-agent/transports/transport';
import { onPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { DriverBench } from '../fakes/driver-bench.ts';
import { BOX, FakeHid } from '../fakes/fake-hid.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

/** The virtual evaluator repeats after 500 ms; the wizard must wait longer than that for silence. */
const TIMES: WizardTimes = { pressMs: 10_000, gapMs: 150, quietMs: 1_200, settleMs: 20_000 };
const THREE: readonly Level[] = ['satisfied', 'basically-satisfied', 'dissatisfied'];
const WITHIN = { timeout: 10_000 };

const builtIn = await readProfiles();
const ff68 = builtIn.get('ff68-evaluator-5') as FrameProfile;

/** An FF 68 evaluator whose keys send what no profile here says. */
const OWN_KEYS: FrameProfile = {
  ...ff68,
  inbound: ff68.inbound.map((frame) =>
    frame.event === 'rating'
      ? { ...frame, values: { '77': 'satisfied', '0A': 'basically-satisfied', '31': 'dissatisfied' } }
      : frame,
  ),
};

/** An evaluator of a maker nobody has heard of: six bytes, a sum over the first five, no acknowledgement. */
const UNHEARD_OF = DeviceProfile.parse({
  id: 'unheard-of',
  title: '没听说过的评价器',
  kind: 'evaluator',
  source: { reference: 'this test', verifiedOn: 'nothing' },
  serial: { baudRate: 4_800 },
  interByteTimeoutMs: 50,
  layout: [
    { f: 'const', id: 'head', bytes: 'E1 1E 04' },
    { f: 'data' },
    { f: 'const', id: 'tail', bytes: '00' },
    { f: 'ck', kind: 'sum8', covers: ['head', 'tail'] },
  ],
  fixedLength: 6,
  maxData: 1,
  inbound: [
    {
      name: 'rating',
      event: 'rating',
      values: { C1: 'satisfied', C4: 'basically-satisfied', C9: 'dissatisfied' },
    },
  ],
  vectors: [
    { dir: 'in', hex: 'E1 1E 04 C1 00 C4', means: { name: 'rating', level: 'satisfied' } },
    { dir: 'in', hex: 'E1 1E 04 C4 00 C7', means: { name: 'rating', level: 'basically-satisfied' } },
    { dir: 'in', hex: 'E1 1E 04 C9 00 CC', means: { name: 'rating', level: 'dissatisfied' } },
  ],
}) as FrameProfile;

/** Nobody answers a question. */
const nobody = async (): Promise<null> => null;

const addressOf = (profile: FrameProfile): number => (hasAddress(profile) ? 0x8b : 0);

/** The wizard on a real pty, its buttons pressed by a hand that reads what it says. */
class Wizard {
  readonly said: string[] = [];

  private constructor(
    readonly folder: string,
    private readonly path: string,
    readonly evaluator: VirtualEvaluator,
  ) {}

  static async before(profile: FrameProfile): Promise<Wizard> {
    const folder = await temporaryFolder();
    const evaluator = await startVirtualEvaluator({ profile, address: addressOf(profile) });
    const pty = await onPty(evaluator, join(folder, 'port'));
    onTestFinished(async () => {
      await pty.stop();
      await evaluator.stop();
    });
    return new Wizard(folder, pty.path, evaluator);
  }

  /** `hand` presses the button it is asked for; by default the right one. */
  async run(
    typed: string[],
    hand: (asked: Level) => Level | null = (asked) => asked,
    times = TIMES,
  ): Promise<boolean> {
    const { folder, path, said, evaluator } = this;
    const read = readArguments(['wizard', path, '--counter', 'c3', ...typed], folder);
    if (!read.ok) throw new Error(read.reason);
    const asked = read.value.levels;
    let presses = 0;
    const say = (text: string): void => {
      said.push(text);
      if (!/^第 \d 遍/.test(text)) return;
      const level = hand(asked[presses % asked.length] as Level);
      presses += 1;
      if (level !== null) evaluator.press(level);
    };
    const site = await readSite(read.value.config, {}, say);
    const found = await findSubject(read.value, site);
    if (!found.ok) throw new Error(found.reason);
    const tool = { say, ask: nobody, env: {}, typedIn: folder, stopped: new AbortController().signal };
    return (await learnEvaluator(read.value, site, found.subject, tool, times)) !== null;
  }

  /** The device as agent.json is told to have it. */
  get entry(): { profile: string; address?: number; transport: unknown; counter: string } {
    return JSON.parse(this.said.at(-1) ?? '') as never;
  }
}

async function pressesThrough(
  profile: FrameProfile,
  address: number,
  evaluator: FrameProfile,
): Promise<string[]> {
  const device = await startVirtualEvaluator({ profile: evaluator, address: addressOf(evaluator) });
  const bench = await DriverBench.wire('pty', device, profile);
  onTestFinished(async () => {
    await bench.end();
    await device.stop();
  });
  bench.start(evaluatorDriver(framedLine(profile, address), bench.context('evaluator-c3')));
  await expect.poll(() => bench.states, WITHIN).toEqual(['']);
  await expect.poll(() => device.state().connected, WITHIN).toBe(true);
  for (const [i, level] of THREE.entries()) {
    device.press(level);
    await expect.poll(() => bench.presses, WITHIN).toHaveLength(i + 1);
  }
  return bench.presses;
}

describe('the press wizard on a pty', () => {
  test('lights an FF 68 evaluator, learns its key map, and the agent then hears every press', async () => {
    const wizard = await Wizard.before(OWN_KEYS);
    const named = ['--profile', 'ff68-evaluator-5', '--address', '139'];
    expect(await wizard.run([...named, '--levels', '3', '--id', 'site-hall-3'])).toBe(true);
    // It was lit before each of the six presses.
    const sent = wizard.evaluator.state().wire.filter(({ direction }) => direction === 'to-device');
    expect(sent.map(({ hex }) => hex)).toEqual(Array(6).fill('FF 68 03 03 68 8B 01 0B 97 16'));
    expect(wizard.entry).toMatchObject({ profile: 'site-hall-3', address: 0x8b, counter: 'c3' });

    const learned = (await readProfiles(join(wizard.folder, 'profiles'))).get('site-hall-3') as FrameProfile;
    expect(learned.source.verifiedOn).toBe('device');
    expect(learned.vectors.filter(({ dir }) => dir === 'in')).toHaveLength(3);
    expect(await pressesThrough(learned, wizard.entry.address ?? 0, OWN_KEYS)).toEqual(THREE);
  }, 90_000);

  test('learns an evaluator of unknown make with three buttons, at its own speed', async () => {
    const wizard = await Wizard.before(UNHEARD_OF);
    expect(await wizard.run(['--levels', '3', '--baud', '4800'])).toBe(true);
    const { profile, address } = wizard.entry;
    expect(address).toBeUndefined();

    const learned = (await readProfiles(join(wizard.folder, 'profiles'))).get(profile) as FrameProfile;
    expect(learned.serial.baudRate).toBe(4_800);
    expect(learned.layout.some((field) => field.f === 'ck' && field.kind === 'sum8')).toBe(true);
    expect(await pressesThrough(learned, 0, UNHEARD_OF)).toEqual(THREE);
  }, 90_000);

  test('names a model that is known as it stands, and writes nothing', async () => {
    const wizard = await Wizard.before(builtIn.get('ff68-evaluator-2') as FrameProfile);
    expect(await wizard.run(['--levels', '2', '--id', 'needless'])).toBe(true);
    expect(wizard.entry).toMatchObject({ profile: 'ff68-evaluator-2', address: 0x8b, counter: 'c3' });
    await expect(readFile(join(wizard.folder, 'profiles', 'needless.json'))).rejects.toThrow('ENOENT');
  }, 60_000);

  test('refuses in plain words when one button is pressed for another, and writes nothing', async () => {
    const wizard = await Wizard.before(UNHEARD_OF);
    const always = (): Level => 'satisfied';
    expect(await wizard.run(['--levels', '2', '--id', 'wrong'], always)).toBe(false);
    expect(wizard.said.at(-1)).toContain('“满意”键和“不满意”键发来的数据完全一样');
    await expect(readFile(join(wizard.folder, 'profiles', 'wrong.json'))).rejects.toThrow('ENOENT');
  }, 60_000);

  test('does not write over a profile that is there', async () => {
    const wizard = await Wizard.before(UNHEARD_OF);
    const file = join(wizard.folder, 'mine.json');
    await writeFile(file, 'somebody’s work');
    expect(await wizard.run(['--levels', '2', '--id', 'mine', '--profiles', wizard.folder])).toBe(false);
    expect(wizard.said.at(-1)).toContain('已有文件');
    expect(await readFile(file, 'utf8')).toBe('somebody’s work');
  }, 60_000);

  test('says what to look at when nothing comes', async () => {
    const wizard = await Wizard.before(UNHEARD_OF);
    expect(await wizard.run(['--levels', '2'], () => null, { ...TIMES, pressMs: 2_000 })).toBe(false);
    expect(wizard.said.at(-1)).toContain('没有收到“满意”键的数据');
  }, 60_000);
});

test('the press wizard learns a HID box of which nobody knows the bits, and the agent then hears every press', async () => {
  const hid = new FakeHid();
  const connect: Connect = (listener) =>
    hidTransport({ vendor: BOX.vendorId, product: BOX.productId }, listener, {
      load: () => Promise.resolve(hid),
    });
  /** Report id, a counter, then the buttons: one bit each, from the third on. */
  let count = 0;
  const report = (buttons: number): Uint8Array => Uint8Array.of(0x02, count++ & 0xff, buttons, 0);
  const push = (level: Level): void => {
    hid.sends(report(1 << (THREE.indexOf(level) + 2)));
    hid.sends(report(0));
  };
  let presses = 0;
  const say = (text: string): void => {
    if (/^第 \d 遍/.test(text)) push(THREE[presses++ % THREE.length] as Level);
  };
  const learned = await pressWizard(
    {
      connect,
      port: 'box',
      speaks: 'reports',
      levels: THREE,
      families: [],
      head: { id: 'site-box', title: '现场按键盒', reference: 'pressed on 2026-11-23' },
      serial: ff68.serial,
      light: null,
      usagePage: 0xff00,
    },
    { say, stopped: new AbortController().signal },
    { ...TIMES, quietMs: 200 },
  );
  if (!learned.ok || learned.profile === null) throw new Error(JSON.stringify(learned));
  const folder = await temporaryFolder();
  await writeSiteProfile(folder, learned.profile);
  const profile = (await readProfiles(folder)).get('site-box') as HidProfile;

  const reports: Report[] = [];
  const driver = evaluatorDriver(hidLine(profile), {
    device: 'evaluator-c3',
    connect,
    report: (report) => Promise.resolve(void reports.push(report)),
    now: Date.now,
    random: () => 0,
    log: () => undefined,
  });
  driver.start();
  onTestFinished(() => driver.stop());
  await expect.poll(() => hid.open.size, WITHIN).toBe(1);
  for (const level of THREE) push(level);
  await expect
    .poll(() => reports.flatMap((one) => (one.type === 'RecordPress' ? [one.level] : [])), WITHIN)
    .toEqual(THREE);
}, 60_000);
