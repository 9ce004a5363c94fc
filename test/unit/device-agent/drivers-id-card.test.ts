import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { idCardData, type IdCard } from '@bandecheng/device-agent/codecs/id-card';
import type { IdCardDriver } from '@bandecheng/device-agent/drivers/driver';
import { idCardDriver } from '@bandecheng/device-agent/drivers/id-card-driver';
import type { ReaderStatus } from '@bandecheng/device-agent/profiles/frame-messages';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Report } from '@bandecheng/shared/protocol';
import { FakeDevice } from '../../fakes/fake-transport.ts';

const profile = (await readProfiles()).get('sam-card-reader') as FrameProfile;
/** Nobody: there is no region 000000. */
const CARD: IdCard = {
  name: '测试丙',
  sex: 'male',
  nation: '01',
  birth: '1970-07-07',
  address: '虚构省样例市演示区九号',
  number: '000000197007070012',
  issuer: '样例市公安局',
  validFrom: '2020-02-02',
  validTo: '2040-02-02',
};

let device: FakeDevice;
let reports: Report[];
let logged: unknown[];
let driver: IdCardDriver;
/** What the listener was told, in order. */
let told: unknown[];
/** What the reader answers to each question; null: nothing. */
let answers: Record<string, () => Uint8Array | null>;
let asked: string[];

const status = (of: ReaderStatus): Uint8Array =>
  encodeFrame(
    profile,
    profile.inbound.find((one) => one.event === 'status' && one.status === of)?.name ?? '',
    { address: 0, status: of },
  );
const cardFrame = (data: Uint8Array): Uint8Array =>
  encodeFrame(profile, profile.inbound.find((one) => one.event === 'card')?.name ?? '', { address: 0, data });

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 4) });
  device = new FakeDevice();
  [reports, logged, told, asked] = [[], [], [], []];
  answers = {
    find: () => status('no-card'),
    select: () => status('card-selected'),
    read: () => cardFrame(idCardData(CARD)),
  };
  const decoder = frameDecoder(profile, 'device');
  device.onWrite = (bytes) => {
    for (const { name } of decoder.push(bytes)) {
      asked.push(name);
      const answer = answers[name]?.() ?? null;
      if (answer !== null) device.sends(answer);
    }
  };
  driver = idCardDriver(profile, 0, {
    device: 'reader-k1',
    connect: device.connect,
    report: (report) => Promise.resolve(void reports.push(report)),
    now: Date.now,
    random: () => 0.5,
    log: (...line) => void logged.push(line),
  });
  driver.listen({
    read: (card) => told.push(card),
    unreadable: () => told.push('unreadable'),
    taken: () => told.push('taken'),
  });
  driver.start();
  await settle();
});
afterEach(async () => {
  await driver.stop();
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const lay = (): void => void (answers['find'] = () => status('card-found'));
const take = (): void => void (answers['find'] = () => status('no-card'));
const states = (): string[] =>
  reports.flatMap((report) => (report.type === 'RecordDeviceState' ? [report.problems.join()] : []));

describe('an identity-card reader', () => {
  test('hands over what stands on a card that is laid on it', async () => {
    await settle(2_000);
    expect(told).toEqual([]);
    lay();
    await settle(2_000);
    expect(told).toEqual([CARD]);
  });

  test('reads a card once, however long it lies there', async () => {
    lay();
    await settle(60_000);
    expect(told).toEqual([CARD]);
    expect(asked.filter((name) => name === 'read')).toHaveLength(1);
  });

  test('says when it is taken away, and reads it again when it is laid down again', async () => {
    lay();
    await settle(2_000);
    take();
    await settle(2_000);
    lay();
    await settle(2_000);
    expect(told).toEqual([CARD, 'taken', CARD]);
  });

  test('a card that is missed at one look has not been taken away', async () => {
    lay();
    await settle(2_000);
    const looks = asked.length;
    answers['find'] = () => status(asked.length === looks + 1 ? 'no-card' : 'card-found');
    await settle(5_000);
    expect(told).toEqual([CARD]);
  });

  test('a card that slipped before it was selected is tried again', async () => {
    answers['select'] = () => {
      answers['select'] = () => status('card-selected');
      return status('select-failed');
    };
    lay();
    await settle(2_000);
    expect(told).toEqual([CARD]);
  });

  test('a card that does not read is called unreadable once, until it is taken away', async () => {
    answers['read'] = () => cardFrame(new Uint8Array(1284).fill(0xff));
    lay();
    await settle(10_000);
    expect(told).toEqual(['unreadable']);
    expect(asked.filter((name) => name === 'read')).toHaveLength(3);
  });

  test('an empty reader is well, and one that gives no answer is not', async () => {
    await settle(5_000);
    expect(states()).toEqual(['']);
    answers['find'] = () => null;
    await settle(20_000);
    expect(states()).toEqual(['', 'no-answer']);
    take();
    await settle(10_000);
    expect(states()).toEqual(['', 'no-answer', '']);
    expect(told).toEqual([]);
  });

  test('a reader pulled out in the middle of a reading begins anew when it is back', async () => {
    answers['read'] = () => null;
    lay();
    await settle(400);
    device.unplug();
    answers['read'] = () => cardFrame(idCardData(CARD));
    await settle(3_000);
    expect(told).toEqual([CARD]);
    expect(states()).toEqual(['', 'port-lost', '']);
  });

  test('a listener that fails does not stop it, and later ones are told', async () => {
    driver.listen({
      read: (card) => {
        throw new Error(card.name);
      },
      unreadable: () => undefined,
      taken: () => told.push('taken'),
    });
    lay();
    await settle(2_000);
    take();
    await settle(2_000);
    expect(told).toEqual(['taken']);
  });

  test('no field of a card stands in a log or a report, read whole, damaged or thrown back', async () => {
    lay();
    await settle(2_000);
    take();
    await settle(2_000);
    const damaged = idCardData(CARD);
    damaged[100] = 0xff;
    damaged[101] = 0xff;
    answers['read'] = () => cardFrame(damaged);
    lay();
    await settle(5_000);
    answers['read'] = () => cardFrame(idCardData(CARD)).slice(0, 300);
    take();
    await settle(2_000);
    lay();
    await settle(20_000);
    driver.listen({
      read: (card) => {
        throw new Error(JSON.stringify(card));
      },
      unreadable: () => undefined,
      taken: () => undefined,
    });
    answers['read'] = () => cardFrame(idCardData(CARD));
    take();
    await settle(2_000);
    lay();
    await settle(20_000);

    const said = JSON.stringify([logged, reports]);
    expect(logged.length).toBeGreaterThan(2);
    for (const field of [CARD.name, CARD.address, CARD.number, CARD.issuer, CARD.birth, '19700707'])
      expect(said).not.toContain(field);
    const hexOf = (text: string, join: string): string =>
      [...Buffer.from(text, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0')).join(join);
    for (const join of ['', ' ', ',']) expect(said.toLowerCase()).not.toContain(hexOf(CARD.number, join));
  });
});
