import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestGateway } from '../../fakes/test-gateway.ts';
import { AGENT_JOINED, NINE } from '../../given.ts';

const { devices } = AGENT_JOINED.data;
const HOUR_MS = 60 * 60_000;

let hall: TestGateway;
beforeEach(async () => {
  hall = await TestGateway.open();
});
afterEach(() => hall.close());

/** A start of the agent hall-1 that has its stream after these. */
async function start(outbox: string, after: string[]): Promise<Socket> {
  const socket = await hall.agent('hall-1', devices, outbox, after);
  socket.on('presence:asked', (answer: (there: boolean) => void) => answer(true));
  await expect.poll(() => hall.hub.state.agents.get('hall-1')?.outbox).toBe(outbox);
  return socket;
}
async function end(socket: Socket): Promise<void> {
  socket.disconnect();
  await expect.poll(() => hall.hub.state.agents.get('hall-1')?.connected).toBe(false);
}
/** Presses of one stream, the newest of which has this number. */
const press = (socket: Socket, number: number, outbox?: string): Promise<unknown> =>
  socket.timeout(3_000).emitWithAck('report:send', {
    ...(outbox === undefined ? {} : { outbox }),
    reports: [
      {
        number,
        report: { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt: NINE + number },
      },
    ],
  });
const copies = () =>
  hall.journal.onDisk.flatMap((event) => (event.type === 'IdentityCopied' ? [event.data] : []));
const presses = () => hall.journal.onDisk.filter(({ type }) => type === 'PressRecorded').length;
const warnings = async () => {
  const answer = await fetch(`${hall.url}/api/self-check`, { headers: { cookie: 'bdc_session=desk' } });
  return ((await answer.json()) as { warnings: object[] }).warnings;
};

describe('two machines with one agent’s name and key', () => {
  it('at the same time: the second stays outside, the first goes on, and the desk is told which and from where', async () => {
    const first = await start('outboxA2', ['outboxA1']);
    for (let i = 0; i < 3; i += 1)
      await expect(hall.agent('hall-1', devices, 'outboxB2', ['outboxA1'])).rejects.toThrow(
        'identity-copied',
      );
    expect(first.connected).toBe(true);
    expect(await press(first, 1)).toEqual({ accepted: 1 });
    await expect.poll(copies).toEqual([{ agent: 'hall-1', how: 'at-once' }]);
    expect(await warnings()).toEqual([
      {
        word: 'identity-copied',
        grave: true,
        about: { agent: 'hall-1', address: expect.stringMatching(/127\.0\.0\.1$/) as string, since: NINE },
      },
    ]);
    hall.now = NINE + HOUR_MS - 1;
    await expect(hall.agent('hall-1', devices, 'outboxB2', ['outboxA1'])).rejects.toThrow('identity-copied');
    hall.now = NINE + HOUR_MS;
    await expect(hall.agent('hall-1', devices, 'outboxB2', ['outboxA1'])).rejects.toThrow('identity-copied');
    await expect.poll(copies).toHaveLength(2);
    hall.now = NINE + 3 * HOUR_MS;
    expect(await warnings()).toEqual([]);
  });

  it('with the same memory, as of a copied virtual machine, are told apart as well', async () => {
    await start('outboxA2', ['outboxA1']);
    await expect(hall.agent('hall-1', devices, 'outboxA2', ['outboxA1'])).rejects.toThrow('identity-copied');
  });

  it('one in turn with the other: each press of both is taken once, and they are found out', async () => {
    // given: presses 1 and 2 lay in the folder when it was copied
    const here = await start('outboxA2', ['outboxA1']);
    await press(here, 1, 'outboxA1');
    await press(here, 2, 'outboxA1');
    await press(here, 1);
    await end(here);
    // when
    const copy = await start('outboxB1', ['outboxA1']);
    expect(await press(copy, 1, 'outboxA1')).toEqual({ accepted: 2 });
    expect(await press(copy, 2, 'outboxA1')).toEqual({ accepted: 2 });
    expect(await press(copy, 1)).toEqual({ accepted: 1 });
    // then
    expect(presses()).toBe(4);
    await expect.poll(copies).toEqual([{ agent: 'hall-1', how: 'in-turn' }]);
  });

  it('copied while it ran, and the copy came first: found out when the first comes back', async () => {
    const here = await start('outboxA1', []);
    await press(here, 1);
    await end(here);
    const copy = await start('outboxB1', ['outboxA1']);
    expect(copies()).toEqual([]);
    await press(copy, 1);
    await end(copy);
    const again = await start('outboxA1', []);
    await expect.poll(copies).toEqual([{ agent: 'hall-1', how: 'in-turn' }]);
    await press(again, 2);
    expect(presses()).toBe(3);
  });
});

describe('one machine is taken for nothing else', () => {
  it('however often it starts while the hub hears nothing, on a new data folder, and when it is of an older version', async () => {
    await end(await start('outboxA1', []));
    await end(await start('outboxA5', ['outboxA4', 'outboxA3', 'outboxA2', 'outboxA1']));
    await end(await start('outboxC1', []));
    const older = await hall.agent('hall-1', devices, 'outboxC1');
    older.disconnect();
    expect(copies()).toEqual([]);
  });
});

describe('an agent whose folder was restored from a backup', () => {
  it('is found out once, and loses no press', async () => {
    const before = await start('outboxA3', ['outboxA2', 'outboxA1']);
    await press(before, 1);
    await end(before);
    const restored = await start('outboxR1', ['outboxA1']);
    expect(await press(restored, 1)).toEqual({ accepted: 1 });
    expect(presses()).toBe(2);
    await end(restored);
    await end(await start('outboxR2', ['outboxR1', 'outboxA1']));
    expect(copies()).toHaveLength(1);
  });
});
