import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { claimFolder } from '@bandecheng/device-agent/outbox/folder-claim';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { probePort } from '@bandecheng/device-agent/technician/probe-port';
import { runDevices } from '@bandecheng/device-agent/technician/run-devices';
import type { Subject } from '@bandecheng/device-agent/technician/subject';
import { serialTransport } from '@bandecheng/device-agent/transports/serial';
import { onPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import { FarEnd } from '../fakes/far-end.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const ff68 = profiles.get('ff68-evaluator-5') as FrameProfile;
const WITHIN = { timeout: 15_000 };
const TIMES = { replyMs: 300, fenceMs: 600, listenMs: 1_500 };

async function printerOnWire(): Promise<VirtualPrinter> {
  const printer = await startVirtualPrinter({ profile: profiles.get('escpos-80mm') as PrinterProfile });
  onTestFinished(() => printer.stop());
  return printer;
}

/** An evaluator on a pty of its own. */
async function evaluatorOnPty(): Promise<{ evaluator: VirtualEvaluator; path: string }> {
  const evaluator = await startVirtualEvaluator({ profile: ff68, address: 129 });
  const pty = await onPty(evaluator, join(await temporaryFolder(), 'port'));
  onTestFinished(async () => {
    await pty.stop();
    await evaluator.stop();
  });
  return { evaluator, path: pty.path };
}

/** The command as it was typed, and what it says while it runs. */
function devices(typed: string[], typedIn: string, heard: (text: string) => void = () => undefined) {
  const said: string[] = [];
  const stopping = new AbortController();
  const say = (text: string): void => {
    said.push(text);
    heard(text);
  };
  const code = runDevices(typed, { say, ask: async () => null, env: {}, typedIn, stopped: stopping.signal });
  return { code, said, text: () => said.join('\n'), stop: () => stopping.abort() };
}

async function siteWith(device: object, folder: string): Promise<void> {
  const agent = {
    agent: 'hall-1',
    hub: 'http://127.0.0.1:1',
    key: 'not-a-real-key-of-any-agent',
    dataFolder: 'data',
    devices: [device],
  };
  await writeFile(join(folder, 'agent.json'), JSON.stringify(agent));
}

describe('what cannot be done is said in a sentence that names it, with', () => {
  test.each([
    ['a port no network has', ['probe', '127.0.0.1:99999'], '127.0.0.1:99999 的端口号须为 1 到 65535'],
    ['half a HID name', ['wizard', 'hid:zz:1'], 'hid:zz:1 不是 USB 按键盒的写法'],
    ['a bundle where no folder is', ['bundle', 'none/bundle.json'], '/none/bundle.json：没有这个文件夹'],
    ['a recording that is a folder', ['record', '127.0.0.1:1', '.'], '它是文件夹，请写文件名'],
  ])('%s', async (_, typed, words) => {
    const tool = devices(typed, await temporaryFolder());
    expect(await tool.code).toBe(1);
    expect(tool.said.at(-1)).toContain(words);
  });

  test('nothing to refuse where help is asked for', async () => {
    const tool = devices(['--help'], await temporaryFolder());
    expect(await tool.code).toBe(0);
    expect(tool.text()).toContain('npm run devices --');
  });
});

describe('probe', () => {
  const subjectAt = (transport: Subject['transport'], port: string): Subject => ({
    ...{ transport, port, device: null, profile: null, address: null, usagePage: null },
  });
  const probe = async (subject: Subject, heard: (text: string) => void = () => undefined) => {
    const said: string[] = [];
    const say = (text: string): void => {
      said.push(text);
      heard(text);
    };
    const stopped = new AbortController().signal;
    const found = await probePort(subject, profiles.values(), { say, stopped }, TIMES);
    return { found, text: said.join('\n'), entry: found ? (JSON.parse(said.at(-1) ?? '') as object) : null };
  };

  test('finds a printer by its answers, prints nothing, and writes its line of agent.json', async () => {
    const printer = await printerOnWire();
    printer.fault('paper-near-end');
    const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port } as const;
    const { text, entry } = await probe(subjectAt(transport, 'printer'));
    expect(text).toContain('是 ESC/POS 打印机，状态：纸快用完');
    expect(text).toContain('应答 GS r');
    expect(text).toContain('纸宽问不出来');
    expect(entry).toMatchObject({ transport, profile: 'escpos-80mm' });
    expect(printer.slips()).toEqual([]);
    expect(printer.hanging()).toEqual([]);
  });

  test('finds an evaluator on a pty by the frames of its buttons, with its address', async () => {
    const { evaluator, path } = await evaluatorOnPty();
    const transport = { kind: 'serial', path } as const;
    const { entry } = await probe(subjectAt(transport, path), (said) => {
      if (said.includes('请按几下')) evaluator.press('satisfied');
    });
    expect(entry).toMatchObject({
      transport,
      profile: expect.stringContaining('ff68-evaluator'),
      address: 129,
    });
  }, 60_000);

  test('says that a line only echoes', async () => {
    const loop = new FarEnd();
    loop.onWrite = (bytes) => loop.sends(bytes);
    const port = await loop.listen();
    onTestFinished(() => loop.off());
    const { found, text } = await probe(subjectAt({ kind: 'tcp', host: '127.0.0.1', port }, 'loop'));
    expect(found).toBe(false);
    expect(text).toContain('收发线短接');
  });
});

describe('monitor', () => {
  test('shows bytes as they come with what they mean, by the profile that knows them', async () => {
    const { evaluator, path } = await evaluatorOnPty();
    const run = devices(['monitor', path], await temporaryFolder());
    await expect.poll(run.text, WITHIN).toContain('正在监听');
    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
    evaluator.press('dissatisfied');
    await expect
      .poll(run.text, WITHIN)
      .toMatch(/收 FF 68 03 03 68 81 11 01 .* 16 .*ff68-evaluator-[-\w]+ 地址 129 按键：不满意/);
    run.stop();
    expect(await run.code).toBe(0);
  });

  test('never shows what an identity-card reader sends', async () => {
    const reader = new FarEnd();
    const port = await reader.listen();
    onTestFinished(() => reader.off());
    const run = devices(['monitor', `127.0.0.1:${port}`], await temporaryFolder());
    await expect.poll(() => reader.attached, WITHIN).toBe(true);
    reader.sends([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x05, 0x08, 0, 0, 0x90, ...Buffer.from('张三', 'utf16le')]);
    await expect.poll(run.text, WITHIN).toContain('字节，内容不显示');
    run.stop();
    await run.code;
    expect(run.text()).not.toContain('20 5F');
  });
});

describe('a port that is held', () => {
  test('by a running agent is refused by the device’s name before it is opened', async () => {
    const folder = await temporaryFolder();
    const printer = await printerOnWire();
    const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
    await siteWith({ id: 'printer-k1', transport, profile: 'escpos-80mm' }, folder);
    const release = await claimFolder(join(folder, 'data'), 'taken');
    onTestFinished(() => release());
    for (const verb of ['probe', 'monitor', 'test-ticket', 'wizard']) {
      const run = devices([verb, 'printer-k1'], folder);
      expect(await run.code).toBe(1);
      expect(run.text()).toContain('设备代理正在使用 printer-k1');
    }
    const byAddress = devices(['probe', `127.0.0.1:${printer.port}`], folder);
    expect(await byAddress.code).toBe(1);
    expect(byAddress.text()).toContain('设备代理正在使用 printer-k1');
    expect(printer.received()).toHaveLength(0);
  });

  test('by some other program is told as such, with what to do', async () => {
    const { path } = await evaluatorOnPty();
    const other = serialTransport(path, ff68.serial, { data: () => undefined, closed: () => undefined });
    await other.open();
    onTestFinished(() => other.close());
    const run = devices(['monitor', path], await temporaryFolder());
    expect(await run.code).toBe(1);
    expect(run.text()).toContain('接口被占用。多半是设备代理正在使用');
  });

  test('or is not there is told in words too', async () => {
    const folder = await temporaryFolder();
    const run = devices(['wizard', join(folder, 'nothing')], folder);
    expect(await run.code).toBe(1);
    expect(run.text()).toContain('找不到接口');
  });
});

test('test-ticket prints one ticket and says how it is known', async () => {
  const folder = await temporaryFolder();
  const printer = await printerOnWire();
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  await siteWith({ id: 'printer-k1', transport, profile: 'escpos-80mm' }, folder);
  const run = devices(['test-ticket', 'printer-k1', '--hall', '清河县政务服务中心'], folder);
  expect(await run.code).toBe(0);
  expect(run.text()).toMatch(/打印成功，证据等级 (A\+?|B)：/);
  expect(printer.slips()).toHaveLength(1);
});

test('list and bundle work with no agent.json, and with one whose agent has never run', async () => {
  const folder = await temporaryFolder();
  const bare = devices(['list'], folder);
  expect(await bare.code).toBe(0);
  expect(bare.text()).toContain('按没有配置处理');
  const transport = { kind: 'tcp', host: '127.0.0.1', port: 9100 };
  await siteWith({ id: 'printer-k1', transport, profile: 'escpos-80mm' }, folder);
  const listed = devices(['list'], folder);
  expect(await listed.code).toBe(0);
  expect(listed.text()).toContain('printer-k1  打印机  escpos-80mm  127.0.0.1:9100');
  expect(listed.text()).toContain('没有留下记录');
  expect(await devices(['bundle', 'trouble.json'], folder).code).toBe(0);
  const bundle = await readFile(join(folder, 'trouble.json'), 'utf8');
  expect(bundle).toContain('printer-k1');
  expect(bundle).not.toContain('not-a-real-key-of-any-agent');
});

test('list tells how each device fared when the agent last ran', async () => {
  const folder = await temporaryFolder();
  const transport = { kind: 'tcp', host: '127.0.0.1', port: 9100 };
  await siteWith({ id: 'printer-k1', transport, profile: 'escpos-80mm' }, folder);
  await mkdir(join(folder, 'data'));
  const states = { 'printer-k1': { problems: ['paper-out'], since: Date.UTC(2026, 10, 23, 4) } };
  const diary = { at: Date.UTC(2026, 10, 23, 5), states, frames: {}, lines: [] };
  await writeFile(join(folder, 'data', 'diary.json'), JSON.stringify(diary));
  const run = devices(['list'], folder);
  expect(await run.code).toBe(0);
  expect(run.text()).toContain('设备代理没有运行，下面是它最后的记录');
  expect(run.text()).toMatch(/缺纸（2026-11-23 \d\d:00:00 起）/);
});

test('udev says the rules and nothing else', async () => {
  const run = devices(['udev'], await temporaryFolder());
  expect(await run.code).toBe(0);
  expect(run.said).toHaveLength(1);
  expect(run.text()).toMatch(/^# /);
});
