import { gunzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { Server as SocketServer, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HubLink } from '@bandecheng/device-agent/link/hub-link';
import type { HubWishes } from '@bandecheng/device-agent/link/hub-messages';
import { HUB_TO_AGENT } from '@bandecheng/shared/messages';
import { REPORTS_A_MESSAGE, type NumberedReport } from '@bandecheng/shared/protocol';
import { MemoryReports } from '../../fakes/memory-reports.ts';
import { printJob } from '../../fakes/print-job.ts';

const KEY = 'a key of the agent hall-1';

interface Message {
  outbox: string;
  numbers: number[];
  answer: (answer: unknown) => void;
}

describe('the link to the hub', () => {
  let http: Server;
  let hub: SocketServer;
  let reports: MemoryReports;
  let links: HubLink[];
  let handshakes: Record<string, unknown>[];
  let messages: Message[];
  let agents: Socket[];
  let refuse: string | null;
  let logged: string[];
  /** Answers at once with the highest number; null: the test answers. */
  let autoAccept: boolean;
  const wishes = {
    print: vi.fn<HubWishes['print']>(),
    malformedJob: vi.fn<HubWishes['malformedJob']>(),
    invite: vi.fn<HubWishes['invite']>(),
    closeInvitation: vi.fn<HubWishes['closeInvitation']>(),
    show: vi.fn<HubWishes['show']>(),
    showWindow: vi.fn<HubWishes['showWindow']>(),
    refuseKey: vi.fn<HubWishes['refuseKey']>(),
    showEvaluator: vi.fn<HubWishes['showEvaluator']>(),
    hallTold: vi.fn<HubWishes['hallTold']>(),
    ...{ leased: vi.fn<HubWishes['leased']>(), given: vi.fn<HubWishes['given']>() },
    answer: vi.fn<HubWishes['answer']>(),
  };

  async function startHub(port = 0): Promise<void> {
    http = createServer();
    hub = new SocketServer(http, { serveClient: false });
    hub
      .of('/agent')
      .use((socket, next) => {
        handshakes.push(socket.handshake.auth);
        next(refuse === null ? undefined : Object.assign(new Error(refuse), { data: { problems: [] } }));
      })
      .on('connection', (socket) => {
        agents.push(socket);
        const take = (
          message: { outbox: string; reports: NumberedReport[] },
          answer: Message['answer'],
        ): void => {
          const numbers = message.reports.map((entry) => entry.number);
          messages.push({ outbox: message.outbox, numbers, answer });
          if (autoAccept) answer({ accepted: numbers.at(-1) });
        };
        socket.on('report:send', take);
      });
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
  }

  const portOf = (): number => {
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };

  beforeEach(async () => {
    reports = new MemoryReports();
    links = [];
    handshakes = [];
    messages = [];
    agents = [];
    refuse = null;
    logged = [];
    autoAccept = true;
    Object.values(wishes).forEach((wish) => wish.mockReset());
    await startHub();
  });
  afterEach(async () => {
    links.forEach((link) => link.stop());
    await hub.close();
  });

  function connect(set: { ownNow?: () => number; tell?: (what: string) => void } = {}): HubLink {
    const link = new HubLink({
      hub: `http://127.0.0.1:${portOf()}`,
      agent: 'hall-1',
      key: KEY,
      devices: [{ id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }],
      reports,
      wishes,
      ownNow: set.ownNow ?? (() => 1_000),
      random: () => 0.5,
      log: (level, fact) => logged.push(`${level} ${fact}`.split(':')[0] ?? ''),
      onUp: () => set.tell?.('up'),
      onDown: (why) => set.tell?.(why),
    });
    links.push(link);
    link.start();
    return link;
  }

  const firstAgent = async (): Promise<Socket> => {
    await expect.poll(() => agents.length).toBeGreaterThan(0);
    const agent = agents.at(-1);
    if (agent === undefined) throw new Error('no agent');
    return agent;
  };
  const numbersSent = (): number[][] => messages.map((message) => message.numbers);

  test('introduces itself with agent, key, outbox and devices', async () => {
    connect();
    await firstAgent();
    expect(handshakes).toEqual([
      {
        protocol: 1,
        agent: 'hall-1',
        key: KEY,
        outbox: 'firstoutbox',
        after: ['outboxbefore'],
        devices: [{ id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' }],
      },
    ]);
  });

  test('delivers what lay in the outbox, in order, in messages of bounded size', async () => {
    reports.add(2 * REPORTS_A_MESSAGE + 7);
    connect();
    await expect.poll(() => reports.kept).toEqual([]);
    expect(numbersSent().map((numbers) => numbers.length)).toEqual([REPORTS_A_MESSAGE, REPORTS_A_MESSAGE, 7]);
    expect(numbersSent().flat()).toEqual(Array.from({ length: 107 }, (_, i) => i + 1));
  });

  test('has one message outstanding, however many reports come', async () => {
    autoAccept = false;
    connect();
    await firstAgent();
    reports.add(1);
    await expect.poll(numbersSent).toEqual([[1]]);
    reports.add(2);
    reports.add(2);
    messages[0]?.answer({ accepted: 1 });
    await expect.poll(numbersSent).toEqual([[1], [2, 3, 4, 5]]);
  });

  test('sends the same numbers again when the hub is gone before it answered', async () => {
    autoAccept = false;
    connect();
    reports.add(3);
    await expect.poll(numbersSent).toEqual([[1, 2, 3]]);
    const port = portOf();
    await hub.close();
    autoAccept = true;
    await startHub(port);
    await expect.poll(numbersSent, { timeout: 5_000 }).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    await expect.poll(() => reports.kept).toEqual([]);
  });

  test('keeps what the hub refuses, and offers it again', async () => {
    autoAccept = false;
    connect();
    reports.add(1);
    await expect.poll(numbersSent).toEqual([[1]]);
    messages[0]?.answer({ refused: 'stopping' });
    await expect.poll(numbersSent, { timeout: 3_000 }).toEqual([[1], [1]]);
    messages[1]?.answer('nonsense');
    await expect.poll(numbersSent, { timeout: 3_000 }).toEqual([[1], [1], [1]]);
    messages[2]?.answer({ accepted: 1 });
    await expect.poll(() => reports.kept).toEqual([]);
  });

  test('trims only what the hub has on disk', async () => {
    autoAccept = false;
    connect();
    reports.add(3);
    await expect.poll(numbersSent).toEqual([[1, 2, 3]]);
    messages[0]?.answer({ accepted: 2 });
    await expect.poll(numbersSent).toEqual([[1, 2, 3], [3]]);
  });

  test('sends what an earlier start left under its own numbers, whatever more the hub has of it, then its own', async () => {
    autoAccept = false;
    reports.left(2);
    reports.add(2);
    connect();
    await expect.poll(numbersSent).toEqual([[1, 2]]);
    messages[0]?.answer({ accepted: 7 });
    await expect
      .poll(() => messages.map(({ outbox, numbers }) => [outbox, numbers]))
      .toEqual([
        ['outboxbefore', [1, 2]],
        ['firstoutbox', [1, 2]],
      ]);
    messages[1]?.answer({ accepted: 2 });
    await expect.poll(() => reports.kept).toEqual([]);
  });

  test('says that it is there when somebody else comes in its name, and that it is shut out', async () => {
    const link = connect();
    const agent = await firstAgent();
    expect(await agent.timeout(2_000).emitWithAck('presence:asked')).toBe(true);
    link.stop();
    refuse = 'identity-copied';
    connect();
    await expect.poll(() => logged).toContain('error another machine answers as this agent');
  });

  test('begins a new outbox for a hub that has numbers this one never gave', async () => {
    autoAccept = false;
    connect();
    reports.add(2);
    await expect.poll(numbersSent).toEqual([[1, 2]]);
    autoAccept = true;
    messages[0]?.answer({ accepted: 90 });
    await expect.poll(() => reports.kept, { timeout: 3_000 }).toEqual([]);
    expect(messages.map(({ outbox }) => outbox)).toEqual(['firstoutbox', 'secondoutbox']);
  });

  test('comes back to a hub that refused the handshake', async () => {
    refuse = 'agent-unknown';
    const link = connect();
    await expect.poll(() => handshakes.length, { timeout: 3_000 }).toBeGreaterThan(1);
    expect(link.connected).toBe(false);
    refuse = null;
    await expect.poll(() => link.connected, { timeout: 5_000 }).toBe(true);
  });

  test('tells a hub that cannot be reached from one that is there and lets it not in', async () => {
    const told: string[] = [];
    refuse = 'not-allowed';
    connect({ tell: (what) => told.push(what) });
    await expect.poll(() => told[0]).toBe('refused');
    // It is about to stop: soon there is none.
    refuse = 'stopping';
    await expect.poll(() => told.at(-1), { timeout: 10_000 }).toBe('unreachable');
    refuse = null;
    await expect.poll(() => told.at(-1), { timeout: 10_000 }).toBe('up');
    (await firstAgent()).disconnect(true);
    await expect.poll(() => told.includes('unreachable', told.indexOf('up')), { timeout: 10_000 }).toBe(true);
  });

  test('keeps the hub’s clock by its beats', async () => {
    let own = 1_000;
    const link = connect({ ownNow: () => own });
    expect(link.hubNow()).toBe(1_000);
    const agent = await firstAgent();
    agent.emit('hub:beat', { at: 501_000 });
    await expect.poll(() => link.hubNow()).toBe(501_000);
    own += 250;
    expect(link.hubNow()).toBe(501_250);
    agent.emit('hub:beat', { at: 'noon' });
    agent.emit('hub:beat', null);
    agent.emit('hub:beat', { at: 501_200 });
    agent.emit('rating:closed', { device: 'd', visit: 'v' });
    await expect.poll(() => wishes.closeInvitation.mock.calls.length).toBe(1);
    // A beat that was 50 ms on its way says nothing new.
    expect(link.hubNow()).toBe(501_250);
  });

  test('a press made after an invitation is not dated before it because the first beat came late', async () => {
    const link = connect({ ownNow: () => 1_000 });
    const agent = await firstAgent();
    agent.emit('hub:beat', { at: 501_000 });
    agent.emit('rating:invited', { device: 'd', visit: 'v', openedAt: 501_400, closesAt: 561_400 });
    await expect.poll(() => wishes.invite.mock.calls.length).toBe(1);
    expect(link.hubNow()).toBe(501_400);
    // The same invitation told again, at a return to the hub, is older than what the clock knows.
    agent.emit('rating:invited', { device: 'd', visit: 'v', openedAt: 430_000, closesAt: 561_400 });
    await expect.poll(() => wishes.invite.mock.calls.length).toBe(2);
    expect(link.hubNow()).toBe(501_400);
  });

  test('answers a print order when it is on the agent’s disk, and not before', async () => {
    let onDisk: (taken: boolean) => void = () => undefined;
    wishes.print.mockReturnValue(new Promise((resolve) => (onDisk = resolve)));
    connect();
    const agent = await firstAgent();
    const answers: unknown[] = [];
    agent.emit('print:requested', printJob(), (taken: boolean) => answers.push(taken));
    await expect.poll(() => wishes.print.mock.calls).toEqual([[printJob()]]);
    expect(answers).toEqual([]);
    onDisk(true);
    await expect.poll(() => answers).toEqual([true]);
  });

  test('a print order it cannot read is failed by its id; without one it is not taken', async () => {
    wishes.malformedJob.mockResolvedValue(true);
    connect();
    const agent = await firstAgent();
    const order = { ...printJob(), ticket: { number: 12 } };
    expect(await agent.timeout(2_000).emitWithAck('print:requested', order)).toBe(true);
    expect(wishes.malformedJob.mock.calls).toEqual([['2026-11-23-A012/0']]);
    expect(await agent.timeout(2_000).emitWithAck('print:requested', 'print!')).toBe(false);
    expect(wishes.print).not.toHaveBeenCalled();
  });

  test('a technician’s question is answered packed, one beyond the closed list or too long not at all', async () => {
    wishes.answer.mockResolvedValueOnce({ device: 'd' }).mockResolvedValueOnce('x'.repeat(9 * 1024 * 1024));
    connect();
    const agent = await firstAgent();
    const ask = (question: unknown): Promise<{ packed: Buffer[] } | { refused: string }> =>
      agent.timeout(5_000).emitWithAck('technician:asked', question);
    const reply = await ask({ ask: 'frames', device: 'd' });
    expect('packed' in reply && JSON.parse(gunzipSync(Buffer.concat(reply.packed)).toString())).toEqual({
      device: 'd',
    });
    expect(await ask({ ask: 'write', device: 'd', hex: '1B 40' })).toEqual({ refused: 'question-malformed' });
    expect(await ask({ ask: 'diagnostics' })).toEqual({ refused: 'too-long' });
    expect(wishes.answer.mock.calls).toEqual([[{ ask: 'frames', device: 'd' }], [{ ask: 'diagnostics' }]]);
  });

  test('nonsense from the hub reaches no device and breaks nothing', async () => {
    const link = connect();
    const agent = await firstAgent();
    for (const name of Object.keys(HUB_TO_AGENT))
      for (const nonsense of [undefined, null, 7, [], { device: 3 }, { __proto__: { device: 'd' } }])
        agent.emit(name, nonsense);
    agent.emit('keypad:show', { device: 'keypad-c6', number: null, waiting: 4 });
    const shown = [[{ device: 'keypad-c6', number: null, waiting: 4 }]];
    await expect.poll(() => wishes.show.mock.calls).toEqual(shown);
    for (const wish of ['invite', 'closeInvitation', 'showWindow', 'refuseKey', 'showEvaluator'] as const)
      expect(wishes[wish]).not.toHaveBeenCalled();
    expect(link.connected).toBe(true);
  });

  test('a stopped link stays away', async () => {
    const link = connect();
    await firstAgent();
    link.stop();
    const before = handshakes.length;
    await expect.poll(() => agents.at(-1)?.connected).toBe(false);
    expect(handshakes.length).toBe(before);
    expect(link.connected).toBe(false);
  });
});
