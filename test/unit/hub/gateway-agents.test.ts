import type { TicketJob, ReportAnswer } from '@bandecheng/shared/protocol';
import type { DevicesView } from '@bandecheng/shared/views';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AGENT_JOINED, CLERK, HUB, NINE } from '../../given.ts';
import { hearing, TestGateway, views } from '../../fakes/test-gateway.ts';

let hall: TestGateway;
beforeEach(async () => {
  hall = await TestGateway.open();
});
afterEach(() => hall.close());

const DEVICES = AGENT_JOINED.data.devices;
const press = (level = 'satisfied') => ({
  type: 'RecordPress',
  device: 'evaluator-c1',
  level,
  pressedAt: NINE,
});
const report = (agent: Socket, ...reports: [number: number, report: object][]): Promise<ReportAnswer> =>
  agent.timeout(3_000).emitWithAck('report:send', {
    reports: reports.map(([number, r]) => ({ number, report: r })),
  }) as Promise<ReportAnswer>;

const onDisk = (type: string) => hall.journal.onDisk.filter((e) => e.type === type);
const joined = () => expect.poll(() => onDisk('AgentJoined')).toHaveLength(1);

/** A visit at counter c1, finished. */
async function visit(): Promise<void> {
  const handle = (command: object) => hall.hub.handle(command as never, CLERK);
  await handle({ id: 'open-counter', type: 'OpenCounter', counter: 'c1' });
  const issued = await hall.ticket();
  const ticket = issued.ok ? issued.ticket?.ticket : undefined;
  await handle({ id: 'call-next', type: 'CallNext', counter: 'c1' });
  await handle({ id: 'start-service', type: 'StartService', counter: 'c1', ticket });
  await handle({ id: 'finish-service', type: 'FinishService', counter: 'c1', ticket });
}

describe('an agent whose devices change', () => {
  it('announces them on the connection it has, and is told anew what each has to show', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    await visit();
    await expect.poll(() => hearing(agent, 'rating:invited')).toHaveLength(1);

    const devices = DEVICES.map((device) =>
      device.id === 'evaluator-c1' ? { ...device, profile: 'window-1-box' } : device,
    );
    agent.emit('devices:announced', { devices });

    await expect.poll(() => hearing(agent, 'rating:invited')).toHaveLength(2);
    expect(hall.hub.state.devices.get('evaluator-c1')?.profile).toBe('window-1-box');
    expect(onDisk('AgentLost')).toEqual([]);
    agent.emit('devices:announced', { devices: [{ id: '../x' }] });
    await expect
      .poll(() => hall.logged.map(({ msg }) => msg))
      .toContain('an announcement of devices that does not parse');
    expect(hall.hub.state.devices.size).toBe(DEVICES.length);
  });
});

describe("an agent's reports", () => {
  it('are accepted once on disk, in order, and once only', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    hall.journal.hold();
    const answered = vi.fn();
    const first = report(agent, [1, press()], [2, press('dissatisfied')]).then((answer) => {
      answered();
      return answer;
    });
    await vi.waitUntil(() => hall.hub.acceptedReport('hall-1', 'outbox0001') === 2);
    const again = report(agent, [1, press()], [2, press('dissatisfied')], [3, press()]);
    await vi.waitUntil(() => hall.hub.acceptedReport('hall-1', 'outbox0001') === 3);
    expect(answered).not.toHaveBeenCalled();
    hall.journal.letGo();
    expect(await first).toEqual({ accepted: 2 });
    expect(await again).toEqual({ accepted: 3 });
    const pressed = onDisk('PressRecorded').map((e) => e.type === 'PressRecorded' && e.data.level);
    expect(pressed).toEqual(['satisfied', 'dissatisfied', 'satisfied']);
  });

  it('that do not parse are logged with their field and do not hold up those behind them', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    const answer = await report(
      agent,
      [1, { ...press(), level: 'excellent' }],
      [2, { type: 'FinishService', counter: 'c1', ticket: '2026-11-23-A001' }],
      [3, JSON.parse('{"type":"RecordPress","__proto__":{"device":"evaluator-c1"}}')],
      [4, press()],
    );
    expect(answer).toEqual({ accepted: 4 });
    expect(onDisk('PressRecorded')).toHaveLength(1);
    const malformed = hall.logged.filter((l) => l['msg'] === 'a report was malformed');
    expect(malformed.map((l) => l['number'])).toEqual([1, 2, 3]);
    expect(malformed[0]?.['problems']).toEqual([expect.objectContaining({ path: 'level' })]);
    expect(JSON.stringify(malformed)).not.toContain('excellent');
  });

  it('of another device than its own are refused, kept as refused, and not held up', async () => {
    const agent = await hall.agent('hall-2');
    await joined();
    expect(await report(agent, [1, press()])).toEqual({ accepted: 1 });
    expect(onDisk('PressRecorded')).toEqual([]);
    expect(onDisk('ReportRefused')).toMatchObject([
      { actor: 'agent:hall-2', data: { refused: 'device-unknown' } },
    ]);
  });

  it('out of order are refused whole, lest one be taken for a retry', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    expect(await report(agent, [2, press()], [1, press()])).toEqual({ refused: 'message-malformed' });
    expect(await report(agent, [1, press()], [1, press()])).toEqual({ refused: 'message-malformed' });
    for (const nonsense of [null, {}, { reports: [] }, { reports: [{ number: 0.5, report: press() }] }])
      expect(await agent.timeout(1_000).emitWithAck('report:send', nonsense)).toEqual({
        refused: 'message-malformed',
      });
    expect(onDisk('PressRecorded')).toEqual([]);
  });

  it('are kept by the agent when the disk is gone', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    hall.journal.failNextFlush();
    expect(await report(agent, [1, press()])).toEqual({ refused: 'unavailable' });
  });

  it('that a restored hub has never seen and the agent has forgotten are told of in the log', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    await report(agent, [1, press()]);
    expect(await report(agent, [8, press()])).toEqual({ accepted: 8 });
    expect(hall.logged).toContainEqual(
      expect.objectContaining({
        agent: 'hall-1',
        from: 2,
        to: 7,
        msg: expect.stringMatching(/not in this/) as string,
      }),
    );
  });

  it('of a new outbox count from one', async () => {
    const before = await hall.agent('hall-1', DEVICES, 'outbox0001');
    await report(before, [1, press()], [2, press()]);
    before.disconnect();
    expect(await report(await hall.agent('hall-1', DEVICES, 'outbox0002'), [1, press()])).toEqual({
      accepted: 1,
    });
    expect(onDisk('PressRecorded')).toHaveLength(3);
  });
});

describe('an agent', () => {
  it('that comes back while its cut connection still looks alive is known by the new one, and is not lost', async () => {
    const first = await hall.agent('hall-1', DEVICES);
    const gone = new Promise((resolve) => first.once('disconnect', resolve));
    const second = await hall.agent('hall-1', DEVICES);
    expect(await gone).toBe('io server disconnect');
    expect(await report(second, [1, press()])).toEqual({ accepted: 1 });
    expect([...onDisk('AgentLost'), ...onDisk('IdentityCopied')]).toEqual([]);
    second.disconnect();
    await expect.poll(() => onDisk('AgentLost')).toHaveLength(1);
  });

  it('that goes away is seen to be away on the desk board', async () => {
    const desk = await hall.screen('desk', undefined, 'desk');
    const agent = await hall.agent('hall-1', DEVICES);
    const connected = () =>
      (
        views(desk)
          .filter((v) => v.view === 'devices')
          .at(-1)?.data as DevicesView | undefined
      )?.agents;
    await expect.poll(connected).toMatchObject([{ agent: 'hall-1', connected: true }]);
    agent.disconnect();
    await expect.poll(connected).toMatchObject([{ agent: 'hall-1', connected: false }]);
  });

  it('that claims a device of another connected agent is hung up on', async () => {
    await hall.agent('hall-1', DEVICES);
    await joined();
    const thief = await hall.agent('hall-2', DEVICES.slice(1, 2));
    await expect.poll(() => thief.connected).toBe(false);
    expect(hall.hub.state.devices.get('evaluator-c1')?.agent).toBe('hall-1');
  });

  it('lights the evaluator when the visit is over, and puts it out when nobody has pressed', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await visit();
    await expect
      .poll(() => hearing(agent, 'rating:invited'))
      .toEqual([
        { device: 'evaluator-c1', visit: '2026-11-23-A001.1', openedAt: NINE, closesAt: NINE + 60_000 },
      ]);
    hall.now += 60_000;
    const lapse = { id: 'hub:lapse', type: 'LapseRating', visit: '2026-11-23-A001.1' } as const;
    await hall.hub.handle(lapse, HUB);
    await expect.poll(() => hearing(agent, 'rating:closed')).toHaveLength(1);
  });

  it('hears which key of a keypad was refused, once, however often it reports it', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    const key = { type: 'UseKeypad', device: 'keypad-c1', key: 'next', pressedAt: NINE };
    expect(await report(agent, [1, key])).toEqual({ accepted: 1 });
    await expect
      .poll(() => hearing(agent, 'keypad:refused'))
      .toEqual([{ device: 'keypad-c1', refused: 'counter-closed' }]);
    await report(agent, [1, key]);
    await visit();
    expect(hearing(agent, 'keypad:refused')).toHaveLength(1);
  });

  it('hears whom an evaluator is to name when its counter opens', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    await visit();
    // Nobody stands in the register of this hall, so there is no name to show.
    await expect
      .poll(() => hearing(agent, 'evaluator:show').at(-1))
      .toEqual({ device: 'evaluator-c1', clerk: null, busy: false });
  });

  it('that comes back is told of open windows and of prints still worth printing', async () => {
    const before = await hall.agent('hall-1', DEVICES);
    await joined();
    before.disconnect();
    await expect.poll(() => onDisk('AgentLost')).toHaveLength(1);
    await visit();
    await hall.ticket('social', 'k1');
    const agent = await hall.agent('hall-1', DEVICES);
    await expect.poll(() => hearing(agent, 'rating:invited')).toHaveLength(1);
    await expect.poll(() => hearing<TicketJob>(agent, 'print:requested')[0]?.ticket.number).toBe('A002');
    expect(hearing(agent, 'hub:beat')[0]).toEqual({ at: NINE });
  });

  it('is told nothing that is not on disk', async () => {
    const agent = await hall.agent('hall-1', DEVICES);
    await joined();
    hall.journal.hold();
    void hall.ticket('social', 'k1');
    agent.disconnect();
    await expect.poll(() => hall.hub.state.agents.get('hall-1')?.connected).toBe(false);
    const comesBack = await hall.agent('hall-1', DEVICES);
    // A message there and back: what the hub had to say until now has been said.
    await comesBack.timeout(1_000).emitWithAck('nothing');
    expect(hearing(comesBack, 'print:requested')).toEqual([]);
    hall.journal.letGo();
    await expect.poll(() => hearing(comesBack, 'print:requested').length).toBeGreaterThan(0);
  });
});
