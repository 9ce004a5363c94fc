import { request } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { startVirtualHall, type VirtualHall } from '@bandecheng/device-agent/virtual/virtual-hall';
import { startVirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import type { VirtualConfig } from '@bandecheng/device-agent/virtual/virtual-config';
import type { VirtualDevice, VirtualHallState } from '@bandecheng/shared/virtual-hall';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { bytes, hex } from '../unit/device-agent/hex.ts';
import { wireClient, type WireClient } from './virtual-client.ts';

const profiles = await readProfiles();
const CONFIG: VirtualConfig = {
  devices: [
    { id: 'printer-k1', profile: 'escpos-80mm', transport: { kind: 'tcp', port: 0 } },
    { id: 'evaluator-c1', profile: 'ff68-evaluator-5', address: 129, transport: { kind: 'tcp', port: 0 } },
    { id: 'keypad-c6', profile: 'ff68-keypad', address: 6, transport: { kind: 'tcp', port: 0 } },
    { id: 'display-c1', profile: 'a090-window-display', address: 1, transport: { kind: 'tcp', port: 0 } },
    { id: 'reader-k1', profile: 'sam-card-reader', transport: { kind: 'tcp', port: 0 } },
  ],
};

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let hall: VirtualHall;

beforeEach(async () => {
  hall = await startHall(CONFIG);
});

async function startHall(config: VirtualConfig, pageFolder?: string): Promise<VirtualHall> {
  const started = await startVirtualHall({ config, profiles, port: 0, pageFolder });
  onTestFinished(() => started.stop());
  return started;
}

/** `node:http` and not fetch, which sets Host and Origin as it likes. */
function ask(
  method: string,
  path: string,
  { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(`${hall.url}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return ask('POST', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function state<K extends VirtualDevice['kind']>(kind: K): Promise<Extract<VirtualDevice, { kind: K }>> {
  const { devices } = JSON.parse((await ask('GET', '/state')).body) as VirtualHallState;
  return devices.find((device) => device.kind === kind) as Extract<VirtualDevice, { kind: K }>;
}

async function onWire(id: string): Promise<WireClient> {
  const client = await wireClient(hall.device(id)?.port ?? 0);
  return client;
}

describe('the page of the virtual devices asks for', () => {
  test('the state: every device, where its wire ends, nobody there yet', async () => {
    const { devices } = JSON.parse((await ask('GET', '/state')).body) as VirtualHallState;

    expect(devices).toMatchObject([
      { id: 'printer-k1', kind: 'printer', connected: false, columns: 48, slips: [], unknownCommands: 0 },
      { id: 'evaluator-c1', kind: 'evaluator', litSince: null, lastPress: null },
      { id: 'keypad-c6', kind: 'keypad', shown: '', lastKey: null },
      { id: 'display-c1', kind: 'window-display', shown: '', colour: null, columns: 16 },
      { id: 'reader-k1', kind: 'id-card-reader', lying: null, readings: 0 },
    ]);
    expect(devices[0]?.address).toBe(`127.0.0.1:${hall.device('printer-k1')?.port}`);
  });

  test('a press: the frame is on the wire', async () => {
    const client = await onWire('evaluator-c1');
    await expect.poll(async () => (await state('evaluator')).connected).toBe(true);
    const answer = await post('/devices/evaluator-c1/press', { level: 'very-satisfied' });

    expect(answer).toMatchObject({ status: 200, body: '{"ok":true}' });
    await expect.poll(() => hex(client.read)).toBe('FF 68 03 03 68 81 11 04 96 16');
    expect((await state('evaluator')).lastPress).toEqual({ level: 'very-satisfied', acknowledged: false });
  });

  test('a key: the frame is on the wire', async () => {
    const client = await onWire('keypad-c6');
    await expect.poll(async () => (await state('keypad')).connected).toBe(true);
    await post('/devices/keypad-c6/key', { key: 'next' });

    await expect.poll(() => hex(client.read)).toBe('FF 68 03 03 68 06 01 0C 13 16');
  });

  test('a card to be laid on the reader and taken away: the reader finds it, then no more', async () => {
    const client = await onWire('reader-k1');
    await expect.poll(async () => (await state('id-card-reader')).connected).toBe(true);
    const card = (await state('id-card-reader')).cards[0]?.card;
    await post('/devices/reader-k1/card', { card });
    expect((await state('id-card-reader')).lying).toBe(card);
    client.send(bytes('AA AA AA 96 69 00 03 20 01 22'));
    await expect.poll(() => hex(client.read)).toBe('AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97');
    await post('/devices/reader-k1/card', { card: null });
    expect((await state('id-card-reader')).lying).toBeNull();
  });

  test('a fault, which shows at the device and in the state, and goes again', async () => {
    const client = await onWire('printer-k1');
    await post('/devices/printer-k1/fault', { fault: 'paper-out', on: true });
    client.send(bytes('10 04 04'));
    await expect.poll(() => hex(client.read)).toBe('7E');
    expect((await state('printer')).faults).toEqual(['paper-out']);

    await post('/devices/printer-k1/fault', { fault: 'paper-out', on: false });
    expect((await state('printer')).faults).toEqual([]);
  });

  test('a pace, and as many bytes as come again', async () => {
    await post('/devices/printer-k1/pace', { bytesPerSecond: 100 });
    expect((await state('printer')).bytesPerSecond).toBe(100);
    await post('/devices/printer-k1/pace', { bytesPerSecond: null });
    expect((await state('printer')).bytesPerSecond).toBeNull();
  });

  test('a mishap of the next frame, with how often it is repeated', async () => {
    const client = await onWire('evaluator-c1');
    await expect.poll(async () => (await state('evaluator')).connected).toBe(true);
    await post('/devices/evaluator-c1/mishap', { mishap: 'repeat-frame', times: 2 });
    await post('/devices/evaluator-c1/press', { level: 'satisfied' });

    await expect.poll(() => client.read.length).toBe(30);
  });

  test.each(['printer-k1', 'evaluator-c1', 'keypad-c6', 'display-c1', 'reader-k1'])(
    'the cable of %s to be pulled',
    async (id) => {
      const client = await onWire(id);
      await expect.poll(() => hall.device(id)?.state().connected).toBe(true);
      await post(`/devices/${id}/mishap`, { mishap: 'drop' });

      await expect.poll(() => client.closed).toBe(true);
    },
  );

  test('a slip to be taken', async () => {
    const client = await onWire('printer-k1');
    client.send(bytes('41 0A 1D 56 00'));
    await expect.poll(async () => (await state('printer')).slips.length).toBe(1);
    await post('/devices/printer-k1/tear', {});

    expect((await state('printer')).slips).toEqual([]);
  });
});

describe('what the page may not ask', () => {
  test.each([
    ['/devices/evaluator-c1/press', { level: 'splendid' }, 'level'],
    ['/devices/evaluator-c1/press', {}, 'level'],
    ['/devices/evaluator-c1/press', { level: 'satisfied', clerk: 'x' }, 'clerk'],
    ['/devices/printer-k1/press', { level: 'satisfied' }, 'level'],
    ['/devices/evaluator-c1/key', { key: 'next' }, 'key'],
    ['/devices/evaluator-c1/fault', { fault: 'paper-out', on: true }, 'fault'],
    ['/devices/printer-k1/fault', { fault: 'split', on: true }, 'fault'],
    ['/devices/printer-k1/mishap', { mishap: 'half-frame' }, 'mishap'],
    ['/devices/printer-k1/pace', { bytesPerSecond: 1 }, 'bytesPerSecond'],
    ['/devices/keypad-c6/tear', {}, 'tear'],
    ['/devices/keypad-c6/card', { card: null }, 'card'],
    ['/devices/reader-k1/card', { card: 'nobody' }, 'card'],
    ['/devices/display-c1/press', { level: 'satisfied' }, 'level'],
    ['/devices/keypad-c6/explode', {}, 'explode'],
    ['/devices/keypad-c6/constructor', {}, 'constructor'],
  ])('%s %j is answered with the name of what is wrong', async (path, body, name) => {
    const answer = await post(path, body);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      ok: false,
      problems: [{ path: name, reason: expect.stringMatching(/\S/) }],
    });
  });

  test.each([
    ['a device that is not there', '/devices/nobody/press', '{}', {}, 404],
    ['another address', '/elsewhere', '{}', {}, 404],
    ['half a body', '/devices/evaluator-c1/press', '{"level"', {}, 400],
    ['a body without end', '/devices/evaluator-c1/press', ' '.repeat(5_000), {}, 400],
    ['a form', '/devices/evaluator-c1/press', '{}', { 'content-type': 'text/plain' }, 415],
    ['another site', '/devices/evaluator-c1/press', '{}', { origin: 'http://evil.example' }, 403],
    ['another name for this machine', '/devices/evaluator-c1/press', '{}', { host: 'evil.example' }, 403],
  ])('%s is refused', async (_what, path, body, headers, status) => {
    const answer = await ask('POST', path, {
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false });
    expect((await state('evaluator')).lastPress).toBeNull();
  });

  test('the page itself may: its own origin', async () => {
    const origin = hall.url;
    expect((await post('/devices/evaluator-c1/press', { level: 'satisfied' }, { origin })).status).toBe(200);
  });
});

describe('the stream of states', () => {
  async function follow(): Promise<VirtualHallState[]> {
    const states: VirtualHallState[] = [];
    let held = '';
    const following = request(`${hall.url}/events`, { agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const messages = (held + text).split('\n\n');
        held = messages.pop() ?? '';
        for (const message of messages)
          if (message.startsWith('data: ')) states.push(JSON.parse(message.slice(6)) as VirtualHallState);
      });
    });
    following.on('error', () => undefined);
    following.end();
    onTestFinished(() => void following.destroy());
    await expect.poll(() => states.length).toBe(1);
    return states;
  }

  const press = (states: VirtualHallState[]) =>
    states
      .at(-1)
      ?.devices.flatMap((device) => (device.kind === 'evaluator' ? [device.lastPress?.level] : []));

  test('begins with the state and goes on with every change', async () => {
    const states = await follow();
    await post('/devices/evaluator-c1/press', { level: 'dissatisfied' });

    await expect.poll(() => press(states)).toEqual(['dissatisfied']);
  });

  test('of a thousand changes at once it sends few, and the last', async () => {
    const states = await follow();
    const printer = hall.device('printer-k1');
    if (printer?.kind !== 'printer') throw new Error('no printer');
    for (let i = 0; i < 500; i++) {
      printer.fault('cover-open');
      printer.fault('cover-open', false);
    }
    printer.fault('offline');

    await expect
      .poll(() => states.at(-1)?.devices[0])
      .toMatchObject({ kind: 'printer', faults: ['offline'] });
    expect(states.length).toBeLessThanOrEqual(4);
  });

  test('a poll of the printer is no change', async () => {
    const states = await follow();
    const client = await onWire('printer-k1');
    await expect.poll(() => states.at(-1)?.devices[0]?.connected).toBe(true);
    const before = states.length;
    for (let i = 0; i < 20; i++) {
      client.send(bytes('10 04 01'));
      await expect.poll(() => client.read.length, { interval: 2 }).toBe(i + 1);
    }

    await post('/devices/evaluator-c1/press', { level: 'satisfied' });
    await expect.poll(() => press(states)).toEqual(['satisfied']);
    expect(states.length).toBeLessThanOrEqual(before + 2);
  });
});

describe('the files of the page', () => {
  test('the page, its assets and nothing else', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'virtual.html'), '<p>virtual</p>');
    await writeFile(join(folder, 'kiosk.html'), 'kiosk');
    await writeFile(join(folder, 'secret.json'), '{}');
    await writeFile(join(folder, 'assets', 'virtual-1a.js'), 'let a;');
    hall = await startHall(CONFIG, folder);

    const page = await ask('GET', '/?only=evaluator-c1');
    expect(page).toMatchObject({ status: 200, body: '<p>virtual</p>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(await ask('GET', '/assets/virtual-1a.js')).toMatchObject({ status: 200, body: 'let a;' });
    for (const path of ['/kiosk.html', '/secret.json', '/assets/..%2fsecret.json', '/assets/../secret.json'])
      expect((await ask('GET', path)).status, path).toBe(404);
  });

  test('a page that is not built says so', async () => {
    const answer = await ask('GET', '/');

    expect(answer.status).toBe(404);
    expect(answer.body).toContain('页面还没有构建');
  });
});

test('a device whose port is taken stops the start, and those started before it are let go', async () => {
  const other = await startVirtualPrinter({ profile: profiles.get('escpos-80mm') as PrinterProfile });
  const free = other.port;
  await other.stop();
  const taken = hall.device('printer-k1')?.port ?? 0;
  const [printer, evaluator] = CONFIG.devices;
  const devices = [
    { ...printer!, transport: { kind: 'tcp' as const, port: free } },
    { ...evaluator!, transport: { kind: 'tcp' as const, port: taken } },
  ];

  await expect(startVirtualHall({ config: { devices }, profiles, port: 0 })).rejects.toMatchObject({
    fault: 'transport-failed',
    place: `127.0.0.1:${taken}`,
  });
  expect((await wireClient(free)).closed).toBe(true);
});
