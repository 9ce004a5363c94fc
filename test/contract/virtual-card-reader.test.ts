import { describe, expect, onTestFinished, test } from 'vitest';
import type { IdCard } from '@bandecheng/device-agent/codecs/id-card';
import { idCardDriver } from '@bandecheng/device-agent/drivers/id-card-driver';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { SAMPLE_CARDS } from '@bandecheng/device-agent/virtual/sample-cards';
import {
  startVirtualCardReader,
  type VirtualCardReader,
} from '@bandecheng/device-agent/virtual/virtual-card-reader';
import { DriverBench, WIRES, type WireName } from '../fakes/driver-bench.ts';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient } from './virtual-client.ts';

const profile = (await readProfiles()).get('sam-card-reader') as FrameProfile;
const CARD = SAMPLE_CARDS['sample-1'] as IdCard;
const OTHER = SAMPLE_CARDS['sample-2'] as IdCard;
const WITHIN = { timeout: 15_000 };
const FIND = bytes('AA AA AA 96 69 00 03 20 01 22');

interface Bench {
  reader: VirtualCardReader;
  told: unknown[];
  states: () => string[];
  reported: () => string;
}

async function bench(wire: WireName, findsAgain: boolean): Promise<Bench> {
  const reader = await startVirtualCardReader({ profile, address: 0, findsAgain });
  onTestFinished(() => reader.stop());
  const hall = await DriverBench.wire(wire, reader, profile);
  onTestFinished(() => hall.end());
  const driver = idCardDriver(profile, 0, hall.context('reader-k1'));
  const told: unknown[] = [];
  driver.listen({
    read: (card) => told.push(card),
    unreadable: () => told.push('unreadable'),
    taken: () => told.push('taken'),
  });
  hall.start(driver);
  await expect.poll(() => reader.state().connected, WITHIN).toBe(true);
  return { reader, told, states: () => hall.states, reported: () => JSON.stringify(hall.reports) };
}

describe('a virtual card reader', () => {
  test('answers as the published sessions do: no card, found, selected', async () => {
    const reader = await startVirtualCardReader({ profile, address: 0 });
    onTestFinished(() => reader.stop());
    const client = await wireClient(reader.port);
    client.send(FIND);
    await expect.poll(() => hex(client.read)).toBe('AA AA AA 96 69 00 04 00 00 80 84');
    reader.laySample('sample-1');
    client.send(FIND);
    await expect.poll(() => hex(client.read.subarray(11, 21))).toBe('AA AA AA 96 69 00 08 00 00 9F');
    client.send(bytes('AA AA AA 96 69 00 03 20 02 21'));
    await expect.poll(() => hex(client.read.subarray(26, 36))).toBe('AA AA AA 96 69 00 0C 00 00 90');
    expect(reader.laySample('nobody')).toBe(false);
    expect(reader.state()).toMatchObject({ lying: 'sample-1', readings: 0 });
  });
});

describe.each(WIRES)('the card driver and a virtual reader on a %s', (wire) => {
  test.each([true, false])(
    'one card is read once until it is taken (found again: %s)',
    async (findsAgain) => {
      const { reader, told, states, reported } = await bench(wire, findsAgain);
      reader.lay(CARD);
      await expect.poll(() => told, WITHIN).toContainEqual(CARD);
      reader.take();
      await expect.poll(() => told, WITHIN).toEqual([CARD, 'taken']);
      reader.lay(OTHER);
      await expect.poll(() => told, WITHIN).toContainEqual(OTHER);
      expect(reader.state().readings).toBe(2);
      expect(states()).toEqual(['']);
      for (const field of [CARD.name, CARD.number, OTHER.address]) expect(reported()).not.toContain(field);
    },
  );

  test('an answer split into bytes or spoilt once is no reason to miss a card', async () => {
    const { reader, told } = await bench(wire, true);
    reader.fault('corrupt-checksum');
    reader.fault('split');
    reader.lay(CARD);
    await expect.poll(() => told, { timeout: 25_000 }).toEqual([CARD]);
  });

  test('a silent reader gives no answer, which is not the same as no card', async () => {
    const { reader, told, states } = await bench(wire, true);
    reader.fault('silent');
    await expect.poll(() => states().at(-1), WITHIN).toBe('no-answer');
    reader.fault('silent', false);
    await expect.poll(() => states().at(-1), WITHIN).toBe('');
    expect(told).toEqual([]);
  });
});
