import { deviceAsks } from '@bandecheng/kiosk-ui/screens/virtual/device-asks';
import {
  faultLines,
  FRAME_MISHAPS as SHOWN_MISHAPS,
  paceChoices,
} from '@bandecheng/kiosk-ui/screens/virtual/device-faults';
import {
  FRAME_DEVICE_FAULTS,
  FRAME_MISHAPS,
  PRINTER_FAULTS,
  VirtualCard,
  VirtualFaultSwitch,
  VirtualKey,
  VirtualMishap,
  VirtualPace,
  VirtualPress,
} from '@bandecheng/shared/virtual-hall';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluator, keypad, printer } from './virtual-devices.ts';

interface Asked {
  line: string;
  type: string | undefined;
  body: unknown;
}

let server: Server;
let asked: Asked[];
let answer: { status: number; body: string };

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{"ok":true}' };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({
        line: `${request.method} ${request.url}`,
        type: request.headers['content-type'],
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realFetch = globalThis.fetch;
  // A page asks its own origin, which Node does not have.
  vi.stubGlobal('fetch', (path: string, options?: RequestInit) => realFetch(origin + path, options));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

describe('what the page asks of a virtual device', () => {
  it('is posted as JSON to the device, whatever its id', async () => {
    await deviceAsks('evaluator c3/窗').press('dissatisfied');

    expect(asked).toEqual([
      {
        line: `POST /devices/${encodeURIComponent('evaluator c3/窗')}/press`,
        type: 'application/json',
        body: { level: 'dissatisfied' },
      },
    ]);
  });

  it('keeps to the contract: every press, key, fault, mishap and pace the page offers', async () => {
    const asks = deviceAsks('d1');
    const bodies = (verb: string) => asked.filter(({ line }) => line.endsWith(verb)).map(({ body }) => body);

    for (const level of LEVELS) await asks.press(level);
    for (const key of KEYPAD_KEYS) await asks.key(key);
    await asks.key('next', '12');
    for (const { fault } of [...faultLines(printer()), ...faultLines(evaluator())]) {
      await asks.fault(fault, true);
      await asks.fault(fault, false);
    }
    for (const mishap of [...SHOWN_MISHAPS, 'drop'] as const) await asks.mishap(mishap);
    await asks.mishap('repeat-frame', 20);
    for (const pace of paceChoices(null)) await asks.pace(pace);
    await asks.tear();
    for (const card of ['sample-1', null]) await asks.card(card);

    expect(bodies('/press').map((body) => VirtualPress.parse(body))).toHaveLength(LEVELS.length);
    expect(bodies('/key').map((body) => VirtualKey.parse(body))).toHaveLength(KEYPAD_KEYS.length + 1);
    expect(bodies('/fault').map((body) => VirtualFaultSwitch.parse(body))).toHaveLength(
      2 * (PRINTER_FAULTS.length + FRAME_DEVICE_FAULTS.length),
    );
    expect(bodies('/mishap').map((body) => VirtualMishap.parse(body))).toHaveLength(6);
    expect(bodies('/pace').map((body) => VirtualPace.parse(body))).toHaveLength(5);
    expect(bodies('/tear')).toEqual([{}]);
    expect(bodies('/card').map((body) => VirtualCard.parse(body))).toHaveLength(2);
  });

  it('and was refused is said with the reasons, until something comes about', async () => {
    const asks = deviceAsks('printer-k1');
    const problems = [{ path: 'bytesPerSecond', reason: '须在 10 到 100000 之间' }];
    answer = { status: 400, body: JSON.stringify({ ok: false, problems }) };

    await asks.pace(3);
    expect(asks.notice.value).toBe('设备没有接受：须在 10 到 100000 之间');

    answer = { status: 200, body: '{"ok":true}' };
    await asks.pace(100);
    expect(asks.notice.value).toBe('');
  });

  it('and never arrived is said plainly', async () => {
    const asks = deviceAsks('evaluator-c3');
    answer = { status: 502, body: '<html>Bad Gateway</html>' };

    await asks.press('satisfied');

    expect(asks.notice.value).toBe('没有送到：与虚拟设备程序断开');
  });
});

describe('the faults on the page', () => {
  it('are those of the contract, every one, in plain Chinese', () => {
    const shown = faultLines(printer());

    expect(shown.map(({ fault }) => fault)).toEqual(PRINTER_FAULTS);
    expect(faultLines(evaluator()).map(({ fault }) => fault)).toEqual(FRAME_DEVICE_FAULTS);
    expect(faultLines(keypad()).map(({ fault }) => fault)).toEqual(FRAME_DEVICE_FAULTS);
    expect(SHOWN_MISHAPS).toEqual(FRAME_MISHAPS);
    for (const { word } of shown) expect(word).toMatch(/^[\p{Script=Han}（）]+$/u);
  });

  it('show as on what the device has', () => {
    const on = (device: Parameters<typeof faultLines>[0]) =>
      faultLines(device)
        .filter((line) => line.on)
        .map(({ fault }) => fault);

    expect(on(printer({ faults: ['paper-out', 'silent'] }))).toEqual(['paper-out', 'silent']);
    expect(on(evaluator({ faults: ['split'] }))).toEqual(['split']);
    expect(on(keypad())).toEqual([]);
  });

  it('let a pace that was set elsewhere be seen among the choices', () => {
    expect(paceChoices(960)).toContain(960);
    expect(paceChoices(100)).toEqual(paceChoices(null));
  });
});
