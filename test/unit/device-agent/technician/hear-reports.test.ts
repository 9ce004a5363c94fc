import { expect, test } from 'vitest';
import { encodeHidInput } from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { probePort } from '@bandecheng/device-agent/technician/probe-port';
import { hearReports } from '@bandecheng/device-agent/technician/hear-reports';
import { FakeDevice } from '../../../fakes/fake-transport.ts';

const boxes = [...(await readProfiles()).values()].filter((one): one is HidProfile => 'inputs' in one);
const box = boxes.find(({ id }) => id === 'hid-button-box-5') as HidProfile;
const never = new AbortController().signal;

test('a box whose buttons a profile knows is found by two presses', async () => {
  const device = new FakeDevice();
  const hearing = hearReports(device.connect, boxes, 10_000, never);
  await expect.poll(() => device.open).toBe(true);
  for (const means of ['satisfied', 'dissatisfied'] as const) {
    device.sends(encodeHidInput(box, [means]));
    device.sends(encodeHidInput(box, []));
  }
  expect(await hearing).toMatchObject({ profile: { id: 'hid-button-box-5' }, presses: 2 });
  expect(device.open).toBe(false);
});

test('reports that no profile knows are counted and nothing is claimed', async () => {
  const device = new FakeDevice();
  const stopping = new AbortController();
  const hearing = hearReports(device.connect, boxes, 10_000, stopping.signal);
  await expect.poll(() => device.open).toBe(true);
  for (let i = 0; i < 5; i++) device.sends(Uint8Array.of(0xee, i));
  stopping.abort();
  expect(await hearing).toEqual({ profile: null, presses: 0, reports: 5 });
});

test('a HID box that is not there is told, and is asked nothing as a printer', async () => {
  const transport = { kind: 'hid', vendor: 0xdead, product: 0xbeef } as const;
  const subject = {
    transport,
    port: 'dead:beef',
    device: null,
    profile: null,
    address: null,
    usagePage: null,
  };
  const said: string[] = [];
  const tool = { say: (text: string) => void said.push(text), stopped: never };
  await expect(probePort(subject, boxes, tool)).rejects.toThrow(/port-missing|no-driver/);
  expect(said.join()).not.toContain('打印机');
});
