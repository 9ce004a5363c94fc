import { readAgentConfig, readEnrolment } from '@bandecheng/device-agent/config';
import { enrol } from '@bandecheng/device-agent/link/enrol';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
let path: string;
beforeAll(async () => {
  hub = await TestHub.start();
  path = join(hub.folder, 'agent.json');
  const printer = {
    id: 'p1',
    transport: { kind: 'tcp', host: '127.0.0.1', port: 9 },
    profile: 'escpos-80mm',
  };
  const file = {
    agent: 'hall-1',
    hub: hub.url,
    keyFile: 'agent.key',
    dataFolder: 'agent',
    devices: [printer],
  };
  await writeFile(path, JSON.stringify(file));
});
afterAll(() => hub.stop());

async function code(agent = 'hall-1'): Promise<string> {
  const { body } = await hub.api('POST', '/api/enrolments', { agent }, await hub.asAdmin());
  return String(body['code']);
}
const enrolBy = async (typed: string) => enrol(await readEnrolment(path, {}), typed);

describe('an agent without a key', () => {
  it('gets one by the code typed at its machine, keeps it in its file alone, and comes in with it', async () => {
    await enrolBy(await code());
    expect((await stat(join(hub.folder, 'agent.key'))).mode & 0o777).toBe(0o600);
    const { key } = await readAgentConfig(path, {});
    expect(await outcome(hub.agent('hall-1', key))).toBe('connected');
    expect(JSON.stringify(hub.logged)).not.toContain(key);
  });

  it('gets none by a code that was used, is another agent’s, is too old or was made up', async () => {
    const used = await code();
    await enrolBy(used);
    const key = await readFile(join(hub.folder, 'agent.key'), 'utf8');
    const others = await code('hall-2');
    const old = await code();
    for (const wrong of [used, others, 'abcd2345'])
      await expect(enrolBy(wrong)).rejects.toThrow('注册码不对');
    hub.now += 15 * 60_000;
    await expect(enrolBy(old)).rejects.toThrow('注册码不对');
    expect(await readFile(join(hub.folder, 'agent.key'), 'utf8')).toBe(key);
  });

  it('that enrols anew cuts off whoever had its key before', async () => {
    const { key } = await readAgentConfig(path, {});
    const before = hub.agent('hall-1', key);
    expect(await outcome(before)).toBe('connected');
    const cut = heard(before, 'disconnect');
    await enrolBy(await code());
    expect(await cut).toBe('io server disconnect');
    expect(await outcome(hub.agent('hall-1', key))).toBe('not-allowed');
  });

  it('guesses ten codes a minute and no more', async () => {
    hub.now += 60_000;
    for (let i = 0; i < 10; i++) await expect(enrolBy(`guess-${i}`)).rejects.toThrow('注册码不对');
    await expect(enrolBy(await code())).rejects.toThrow('试错太多');
  });
});
