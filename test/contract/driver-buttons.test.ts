import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EvaluatorDriver } from '@bandecheng/device-agent/drivers/driver';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { DriverBench, WIRES } from '../fakes/driver-bench.ts';

const profiles = await readProfiles();
const profile = profiles.get('ff68-evaluator-5') as FrameProfile;
const screenProfile = profiles.get('ff68-evaluator-5-screen') as FrameProfile;
const keypadProfile = profiles.get('ff68-keypad') as FrameProfile;
const WITHIN = { timeout: 5_000 };

describe.each(WIRES)('the evaluator driver and a virtual evaluator on a %s', (wire) => {
  let evaluator: VirtualEvaluator;
  let bench: DriverBench;
  let driver: EvaluatorDriver;

  beforeEach(async () => {
    evaluator = await startVirtualEvaluator({ profile, address: 129 });
    bench = await DriverBench.wire(wire, evaluator, profile);
    driver = bench.start(evaluatorDriver(framedLine(profile, 129), bench.context('evaluator-c1')));
    await expect.poll(() => bench.states, WITHIN).toEqual(['']);
    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
  });
  afterEach(async () => {
    await bench.end();
    await evaluator.stop();
  });

  const acknowledged = (): boolean => evaluator.state().lastPress?.acknowledged === true;

  test('a press arrives once and the device hears that it did', async () => {
    evaluator.press('very-dissatisfied');
    await expect.poll(acknowledged, WITHIN).toBe(true);
    expect(bench.presses).toEqual(['very-dissatisfied']);
  });

  test('an invitation lights it', async () => {
    driver.invite({ visit: 'visit-1', openedAt: Date.now(), closesAt: Date.now() + 60_000 });
    await expect.poll(() => evaluator.state().litSince !== null, WITHIN).toBe(true);
    evaluator.press('satisfied');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['satisfied']);
  });

  test('a frame repeated again and again is one press', async () => {
    evaluator.fault('repeat-frame', true, 4);
    evaluator.press('satisfied');
    await expect.poll(acknowledged, WITHIN).toBe(true);
    evaluator.press('dissatisfied');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['satisfied', 'dissatisfied']);
  });

  test.each(['corrupt-checksum', 'half-frame'] as const)(
    'a frame spoilt by %s is made good by the next',
    async (mishap) => {
      evaluator.fault(mishap);
      evaluator.press('satisfied');
      await expect.poll(acknowledged, WITHIN).toBe(true);
      expect(bench.presses).toEqual(['satisfied']);
    },
  );

  test('a frame that comes byte by byte is read', async () => {
    evaluator.fault('split');
    evaluator.press('basically-satisfied');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['basically-satisfied']);
  });

  test('a noisy line is told, presses on it are read all the same', async () => {
    evaluator.fault('noise', true, 5);
    await expect.poll(() => bench.states.at(-1), WITHIN).toBe('noisy-line');
    evaluator.press('satisfied');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['satisfied']);
  });

  test('a broken line is told and taken up again', async () => {
    evaluator.fault('unplugged');
    await expect.poll(() => bench.states.at(-1), WITHIN).toMatch(/^port-/);
    evaluator.fault('unplugged', false);
    await expect.poll(() => bench.states.at(-1), { timeout: 10_000 }).toBe('');
    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
    evaluator.press('satisfied');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['satisfied']);
  });
});

describe.each(WIRES)('the evaluator driver and a virtual evaluator with a screen on a %s', (wire) => {
  test('the clerk is named, the applicant at the counter is told, and nobody is named afterwards', async () => {
    const evaluator = await startVirtualEvaluator({ profile: screenProfile, address: 134 });
    const bench = await DriverBench.wire(wire, evaluator, screenProfile);
    const driver = bench.start(
      evaluatorDriver(framedLine(screenProfile, 134), bench.context('evaluator-c6')),
    );
    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
    const clerk = { name: '王芳', number: '1203', star: 4 };
    driver.show({ clerk, busy: true });
    const seen = { name: '王芳', number: '1203', stars: 4 };
    await expect.poll(() => evaluator.state(), WITHIN).toMatchObject({ clerk: seen, busy: true });
    evaluator.fault('unplugged');
    await expect.poll(() => bench.states.at(-1), WITHIN).toMatch(/^port-/);
    driver.show({ clerk: null, busy: false });
    evaluator.fault('unplugged', false);
    await expect
      .poll(() => evaluator.state(), { timeout: 10_000 })
      .toMatchObject({ clerk: null, busy: false, connected: true });
    await bench.end();
    await evaluator.stop();
  });
});

describe.each(WIRES)('the keypad driver and a virtual keypad on a %s', (wire) => {
  test('digits come with their key, and a refused one is heard', async () => {
    const keypad = await startVirtualKeypad({ profile: keypadProfile, address: 6 });
    const bench = await DriverBench.wire(wire, keypad, keypadProfile);
    const driver = bench.start(keypadDriver(framedLine(keypadProfile, 6), bench.context('keypad-c6')));
    await expect.poll(() => keypad.state().connected, WITHIN).toBe(true);
    driver.show('A012', 5);
    keypad.key('transfer', '3');
    await expect
      .poll(() => bench.reports.filter(({ type }) => type === 'UseKeypad'), WITHIN)
      .toMatchObject([{ key: 'transfer', digits: '3' }]);
    driver.refuse();
    await expect.poll(() => keypad.state(), WITHIN).toMatchObject({ beeps: 1, shown: ' 5 012' });
    await bench.end();
    await keypad.stop();
  });

  test('keys arrive, and the display shows the queue', async () => {
    const keypad = await startVirtualKeypad({ profile: keypadProfile, address: 6 });
    const bench = await DriverBench.wire(wire, keypad, keypadProfile);
    const driver = bench.start(keypadDriver(framedLine(keypadProfile, 6), bench.context('keypad-c6')));
    await expect.poll(() => bench.states, WITHIN).toEqual(['']);
    await expect.poll(() => keypad.state().connected, WITHIN).toBe(true);
    driver.show('A012', 5);
    await expect.poll(() => keypad.state().shown, WITHIN).toBe(' 5 012');
    keypad.key('next');
    await expect.poll(() => bench.presses, WITHIN).toEqual(['next']);
    await expect.poll(() => keypad.state().lastKey, WITHIN).toEqual({ key: 'next', acknowledged: true });
    await bench.end();
    await keypad.stop();
  });
});
