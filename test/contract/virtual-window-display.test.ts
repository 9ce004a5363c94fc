import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { WindowDisplayDriver } from '@bandecheng/device-agent/drivers/driver';
import { windowDisplayDriver } from '@bandecheng/device-agent/drivers/window-display-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualWindowDisplay,
  type VirtualWindowDisplay,
} from '@bandecheng/device-agent/virtual/virtual-window-display';
import type { WindowShow } from '@bandecheng/shared/protocol';
import { DriverBench, WIRES, type WireName } from '../fakes/driver-bench.ts';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient } from './virtual-client.ts';

const profiles = await readProfiles();
const coloured = profiles.get('a090-window-display') as FrameProfile;
/** As a site writes it whose display is known to answer. */
const acknowledging: FrameProfile = {
  ...coloured,
  outbound: coloured.outbound.map((frame) => ({
    ...frame,
    expect: { frames: ['ack'], withinMs: 1_000, retries: 2 },
  })),
};
const displays = [...profiles.values()].flatMap((profile) =>
  profile.kind === 'window-display' ? [[profile.id, profile] as const] : [],
);
const ADDRESS = 3;
const WITHIN = { timeout: 20_000 };
const over = { device: 'display-c3', counterNumber: 3 };
const called = (number: string): WindowShow => ({ ...over, state: 'called', number });
const PAUSED: WindowShow = { ...over, state: 'paused' };

async function bench(
  wire: WireName,
  profile: FrameProfile,
): Promise<{ display: VirtualWindowDisplay; driver: WindowDisplayDriver; states: () => string[] }> {
  const display = await startVirtualWindowDisplay({ profile, address: ADDRESS });
  onTestFinished(() => display.stop());
  const hall = await DriverBench.wire(wire, display, profile);
  onTestFinished(() => hall.end());
  const driver = hall.start(windowDisplayDriver(profile, ADDRESS, hall.context('display-c3')));
  await expect.poll(() => display.state().connected, WITHIN).toBe(true);
  return { display, driver, states: () => hall.states };
}

describe('a virtual window display', () => {
  test('shows text and colour of a frame as its source gives it', async () => {
    const display = await startVirtualWindowDisplay({ profile: coloured, address: 3 });
    onTestFinished(() => display.stop());
    const client = await wireClient(display.port);
    client.send(bytes('A0 90 03 A5 00 07 41 00 31 00 C7 EB 00 FD'));
    await expect.poll(() => display.state().shown).toBe('A1请');
    expect(display.state()).toMatchObject({ kind: 'window-display', colour: 'red', columns: 16 });
    await expect.poll(() => hex(client.read)).toBe('A0 90 03 A5 AA');
  });

  test('shows nothing of a frame for another display on the line, or with a wrong checksum', async () => {
    const display = await startVirtualWindowDisplay({ profile: coloured, address: 3 });
    onTestFinished(() => display.stop());
    const client = await wireClient(display.port);
    const frame = encodeFrame(coloured, 'show', { address: 3, text: 'A002' });
    frame[7] = (frame[7] ?? 0) ^ 1;
    client.send(encodeFrame(coloured, 'show', { address: 4, text: 'A001' }));
    client.send(frame);
    client.send(encodeFrame(coloured, 'show', { address: 3, text: 'A003' }));
    await expect.poll(() => display.texts).toEqual(['A003']);
  });
});

describe.each(WIRES)('the display driver and a virtual window display on a %s', (wire) => {
  test.each(displays)('%s shows a called number, and that the counter pauses', async (_id, profile) => {
    const { display, driver, states } = await bench(wire, profile);
    driver.show(called('A012'));
    await expect.poll(() => display.state().shown, WITHIN).toContain('A012');
    driver.show(PAUSED);
    await expect.poll(() => display.state().shown, WITHIN).toContain('暂停服务');
    expect(states()).toEqual(['']);
  });

  test('a display pulled out shows the newest when it is back, and nothing older', async () => {
    const { display, driver, states } = await bench(wire, acknowledging);
    driver.show(called('A012'));
    await expect.poll(() => display.state().shown, WITHIN).toContain('A012');
    display.fault('unplugged');
    await expect.poll(() => states().at(-1), WITHIN).toMatch(/^port-|no-answer/);
    driver.show(called('A013'));
    driver.show(called('A014'));
    display.fault('unplugged', false);
    await expect.poll(() => display.state().shown, WITHIN).toContain('A014');
    expect(display.texts.join()).not.toContain('A013');
    await expect.poll(() => states().at(-1), WITHIN).toBe('');
  });

  test.each(['silent', 'slow'] as const)(
    'a %s display is told, and shown the newest later',
    async (fault) => {
      const { display, driver, states } = await bench(wire, acknowledging);
      driver.show(called('A012'));
      await expect.poll(() => display.state().shown, WITHIN).toContain('A012');
      display.fault(fault);
      driver.show(PAUSED);
      await expect.poll(() => states().at(-1), WITHIN).toBe('no-answer');
      display.fault(fault, false);
      await expect.poll(() => states().at(-1), WITHIN).toBe('');
      expect(display.state().shown).toBe('暂停服务');
    },
  );

  test('a noisy line is told; an acknowledgement spoilt or split is asked for again or read', async () => {
    const { display, driver, states } = await bench(wire, acknowledging);
    display.fault('half-frame');
    driver.show(called('A012'));
    await expect.poll(() => display.texts.length, WITHIN).toBeGreaterThan(1);
    display.fault('split');
    driver.show(PAUSED);
    await expect.poll(() => display.state().shown, WITHIN).toBe('暂停服务');
    expect(states()).not.toContain('no-answer');
    display.fault('noise', true, 5);
    await expect.poll(() => states().at(-1), WITHIN).toBe('noisy-line');
  });
});
