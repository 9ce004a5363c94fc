import { describe, expect, onTestFinished, test } from 'vitest';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import { keypadDriver } from '@bandecheng/device-agent/drivers/keypad-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { DriverBench, WIRES } from '../fakes/driver-bench.ts';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient } from './virtual-client.ts';

const profiles = await readProfiles();
const modbus = profiles.get('modbus-evaluator-5') as FrameProfile;
const modbusKeypad = profiles.get('modbus-keypad') as FrameProfile;
const transferCard = profiles.get('95h-keypad') as FrameProfile;
const ADDRESS = 1;
const WITHIN = { timeout: 15_000 };

test('a virtual Modbus box says nothing until it is asked, and then which input is on', async () => {
  const box = await startVirtualEvaluator({ profile: modbus, address: ADDRESS });
  onTestFinished(() => box.stop());
  const client = await wireClient(box.port);
  box.press('dissatisfied');
  expect(client.read).toHaveLength(0);
  client.send(bytes('01 02 00 00 00 08 79 CC'));
  await expect.poll(() => hex(client.read)).toMatch(/^01 02 01 08 /);
  expect(box.state().lastPress).toEqual({ level: 'dissatisfied', acknowledged: true });
});

describe.each(WIRES)('a polled driver and a virtual box on a %s', (wire) => {
  test('a press held through many questions arrives once, and the next one too', async () => {
    const box = await startVirtualEvaluator({ profile: modbus, address: ADDRESS });
    onTestFinished(() => box.stop());
    const hall = await DriverBench.wire(wire, box, modbus);
    onTestFinished(() => hall.end());
    hall.start(evaluatorDriver(framedLine(modbus, ADDRESS), hall.context('evaluator-c1')));
    box.press('satisfied');
    await expect.poll(() => hall.presses, WITHIN).toEqual(['satisfied']);
    box.press('dissatisfied');
    await expect.poll(() => hall.presses, WITHIN).toEqual(['satisfied', 'dissatisfied']);
    expect(box.state().lastPress?.acknowledged).toBe(true);
  });

  test('a box that goes silent gives no answer, and takes presses again when it speaks', async () => {
    const box = await startVirtualEvaluator({ profile: modbus, address: ADDRESS });
    onTestFinished(() => box.stop());
    const hall = await DriverBench.wire(wire, box, modbus);
    onTestFinished(() => hall.end());
    hall.start(evaluatorDriver(framedLine(modbus, ADDRESS), hall.context('evaluator-c1')));
    await expect.poll(() => box.state().connected, WITHIN).toBe(true);
    box.fault('silent');
    await expect.poll(() => hall.states.at(-1), WITHIN).toBe('no-answer');
    box.fault('silent', false);
    await expect.poll(() => hall.states.at(-1), WITHIN).toBe('');
    box.press('very-satisfied');
    await expect.poll(() => hall.presses, WITHIN).toEqual(['very-satisfied']);
  });

  test('a key of a Modbus keypad arrives once', async () => {
    const box = await startVirtualKeypad({ profile: modbusKeypad, address: ADDRESS });
    onTestFinished(() => box.stop());
    const hall = await DriverBench.wire(wire, box, modbusKeypad);
    onTestFinished(() => hall.end());
    hall.start(keypadDriver(framedLine(modbusKeypad, ADDRESS), hall.context('keypad-c1')));
    box.key('next');
    await expect.poll(() => hall.presses, WITHIN).toEqual(['next']);
    box.key('finish');
    await expect.poll(() => hall.presses, WITHIN).toEqual(['next', 'finish']);
  });

  test('a key of a transfer card is said at each question until it is acknowledged, and taken once', async () => {
    const card = await startVirtualKeypad({ profile: transferCard, address: ADDRESS });
    onTestFinished(() => card.stop());
    const hall = await DriverBench.wire(wire, card, transferCard);
    onTestFinished(() => hall.end());
    hall.start(keypadDriver(framedLine(transferCard, ADDRESS), hall.context('keypad-c1')));
    card.key('next');
    await expect.poll(() => card.state().lastKey, WITHIN).toEqual({ key: 'next', acknowledged: true });
    expect(hall.presses).toEqual(['next']);
  });
});
