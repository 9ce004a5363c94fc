import { join } from 'node:path';
import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { onPty } from '@bandecheng/device-agent/virtual/pty';
import { startVirtualWindowDisplay } from '@bandecheng/device-agent/virtual/virtual-window-display';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEMO_KEY, outcome, TestHub } from '../fakes/test-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const profile = profiles.get('a090-window-display') as FrameProfile;
const WITHIN = { timeout: 15_000 };
/** c1 hangs on the network, c2 on a serial line. */
const ADDRESSES = { c1: 1, c2: 2 } as const;

interface Hall {
  hub: TestHub;
  startAgent(): Promise<Agent>;
  glass(counter: keyof typeof ADDRESSES): string;
  texts(counter: keyof typeof ADDRESSES): readonly string[];
}

async function openHall(): Promise<Hall> {
  const folder = await temporaryFolder();
  const hub = await TestHub.start(true);
  onTestFinished(() => hub.stop());
  const display = async (address: number) => {
    const started = await startVirtualWindowDisplay({ profile, address });
    onTestFinished(() => started.stop());
    return started;
  };
  const displays = { c1: await display(ADDRESSES.c1), c2: await display(ADDRESSES.c2) };
  const serial = await onPty(displays.c2, join(folder, 'ttyDISPLAY'));
  onTestFinished(() => serial.stop());
  const transports = {
    c1: { kind: 'tcp', host: '127.0.0.1', port: displays.c1.port },
    c2: { kind: 'serial', path: serial.path },
  } as const;
  const devices = (['c1', 'c2'] as const).map((counter) => ({
    ...{ id: `display-${counter}`, transport: transports[counter], profile: profile.id },
    ...{ address: ADDRESSES[counter], counter },
  }));
  return {
    hub,
    async startAgent() {
      const agent = await startAgent(
        { agent: 'hall-1', hub: hub.url, key: DEMO_KEY, dataFolder: join(folder, 'agent'), devices },
        { profiles, raster: () => null, logOf: () => () => undefined },
      );
      onTestFinished(() => agent.stop());
      return agent;
    },
    glass: (counter) => displays[counter].state().shown,
    texts: (counter) => displays[counter].texts,
  };
}

async function enter(hub: TestHub, as: 'kiosk' | 'counter', of: string): Promise<Socket> {
  const { cookies } = await hub.api('POST', '/api/demo/enter', { as, of });
  const screen = hub.screen(as, of, cookies.join('; '));
  expect(await outcome(screen)).toBe('connected');
  return screen;
}

let commands = 0;
async function send(screen: Socket, command: object): Promise<Answer> {
  const id = `display-hall-${(commands += 1)}`;
  const answer = (await screen.timeout(5_000).emitWithAck('command:send', { id, ...command })) as Answer;
  expect(answer).toMatchObject({ ok: true });
  return answer;
}

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' };

describe('the displays over the counters of a hall', () => {
  test('follow the counter through its day, each its own, over real wires', async () => {
    const hall = await openHall();
    await hall.startAgent();
    await expect.poll(() => hall.glass('c1'), WITHIN).toBe('窗口未开放');
    await expect.poll(() => hall.glass('c2'), WITHIN).toBe('窗口未开放');

    const [kiosk, counter] = [await enter(hall.hub, 'kiosk', 'k1'), await enter(hall.hub, 'counter', 'c1')];
    await send(counter, { type: 'OpenCounter', counter: 'c1' });
    await expect.poll(() => hall.glass('c1'), WITHIN).toContain('社会保险');
    const issued = await send(kiosk, issue);
    const ticket = issued.ok ? issued.ticket : undefined;
    await send(counter, { type: 'CallNext', counter: 'c1' });
    await expect.poll(() => hall.glass('c1'), WITHIN).toBe(`请${ticket?.number}号办理`);
    await send(counter, { type: 'StartService', counter: 'c1', ticket: ticket?.ticket });
    await expect.poll(() => hall.glass('c1'), WITHIN).toBe(`正在办理${ticket?.number}`);
    await send(counter, { type: 'FinishService', counter: 'c1', ticket: ticket?.ticket });
    await expect.poll(() => hall.glass('c1'), WITHIN).toContain('社会保险');
    await send(counter, { type: 'PauseCounter', counter: 'c1', reason: '午餐' });
    await expect.poll(() => hall.glass('c1'), WITHIN).toBe('暂停服务');
    expect(new Set(hall.texts('c2'))).toEqual(new Set(['窗口未开放']));
  });

  test('show what is true when their agent was away and comes back', async () => {
    const hall = await openHall();
    const first = await hall.startAgent();
    await expect.poll(() => hall.glass('c2'), WITHIN).toBe('窗口未开放');
    await first.stop();
    const [kiosk, counter] = [await enter(hall.hub, 'kiosk', 'k1'), await enter(hall.hub, 'counter', 'c2')];
    await send(counter, { type: 'OpenCounter', counter: 'c2' });
    const issued = await send(kiosk, issue);
    await send(counter, { type: 'CallNext', counter: 'c2' });
    const number = issued.ok ? issued.ticket?.number : undefined;

    await hall.startAgent();
    await expect.poll(() => hall.glass('c2'), WITHIN).toBe(`请${number}号办理`);
    expect(hall.texts('c2').at(-1)).toBe(`请${number}号办理`);
  });
});
