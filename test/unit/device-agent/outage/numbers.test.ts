import { afterEach, describe, expect, test } from 'vitest';
import { AloneAgent, lease, MONDAY, waits } from '../../../fakes/alone-agent.ts';

const MINUTE = 60_000;

describe('an agent that gives numbers by itself', () => {
  let agent: AloneAgent;
  afterEach(() => agent.outage.stop());

  test('gives the lowest of its block, on a slip worded as the hub words it', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 9)] }));
    const answer = await agent.take();
    expect(answer).toMatchObject({
      ok: true,
      ticket: { ticket: '2026-11-23-A997', number: 'A997', status: 'waiting', ahead: 2, issuedAt: MONDAY },
    });
    expect(agent.slips).toEqual([
      {
        job: '2026-11-23-A997/0',
        device: 'printer-k1',
        deadlineAt: MONDAY + MINUTE,
        copy: 0,
        ticket: {
          hall: '清河县政务服务中心',
          service: '社会保险',
          number: 'A997',
          ahead: 2,
          // Two visits and a half of six minutes, at the one open counter.
          estimateMinutes: 15,
          area: '一楼 A 区',
          issuedText: '2026-11-23 09:30',
          followUpUrl: 'http://10.0.0.5:3000/t/key-of-a-ticket-1',
          notice: ['请备好身份证原件'],
          language: 'zh',
          class: 'ordinary',
        },
      },
    ]);
    expect(agent.steps).toMatchObject([
      { kind: 'issued', number: 'A997', printer: 'printer-k1', kiosk: 'k1' },
    ]);
  });

  test('gives no number twice, and none when its block is used up', async () => {
    agent = new AloneAgent(lease({ given: ['A998'] }));
    await Promise.all([agent.take(), agent.take()]);
    expect(agent.numbers).toEqual(['A997', 'A999']);
    expect(await agent.take()).toEqual({ ok: false, refused: 'service-full' });
    expect(agent.outage.kioskView('k1')?.services[0]?.giving).toEqual({ state: 'full' });
  });

  test('gives one number for one press, however often its page asks, a restart between', async () => {
    agent = new AloneAgent();
    const answers = await Promise.all([
      agent.take('social', { id: 'ui-x' }),
      agent.take('social', { id: 'ui-x' }),
    ]);
    agent.restart();
    answers.push(await agent.take('social', { id: 'ui-x' }));
    expect(agent.numbers).toEqual(['A997']);
    expect(answers.map((answer) => answer.ok && answer.ticket?.number)).toEqual(['A997', 'A997', 'A997']);
  });

  test('gives a number once though a hub restored from a backup leases it as free', async () => {
    agent = new AloneAgent();
    await agent.take();
    agent.outage.hubBack();
    agent.acknowledged = agent.reports.length;
    agent.outage.leased(lease({ reports: 99 }));
    agent.outage.hubLost();
    await agent.take();
    expect(agent.numbers).toEqual(['A997', 'A998']);
  });

  test('begins its block anew on a new business day, when nobody waits any more', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5)] }));
    await agent.take();
    agent.now = MONDAY + 24 * 60 * MINUTE;
    agent.restart();
    expect(await agent.take()).toMatchObject({ ok: true, ticket: { ticket: '2026-11-24-A997', ahead: 0 } });
    expect(agent.outage.counterView('c1')).toMatchObject({ state: 'closed', waitingCount: 1 });
  });

  test('keeps the hours of the hall and of its services, and the numbers they have left', async () => {
    agent = new AloneAgent(lease({ left: { medical: 1 } }));
    expect(await agent.take('medical')).toMatchObject({ ok: true });
    expect(await agent.take('medical')).toMatchObject({ refused: 'service-full' });
    expect(await agent.take('tax')).toMatchObject({ ok: true });
    expect(await agent.take('tax')).toMatchObject({ refused: 'service-full' });
    agent.now = MONDAY + 40 * MINUTE;
    expect(await agent.take('tax')).toMatchObject({ ok: true });
    agent.now = MONDAY + 120 * MINUTE;
    expect(await agent.take('tax')).toMatchObject({ refused: 'service-closed' });
    agent.now = MONDAY + 12 * 60 * MINUTE;
    expect(await agent.take()).toMatchObject({ refused: 'hall-closed', about: { opensAt: '周二 08:30' } });
  });

  test('leaves to the hub what only a hub can do', async () => {
    agent = new AloneAgent();
    const away = { ok: false, fault: 'unavailable' };
    expect(await agent.take('marriage')).toEqual(away);
    expect(await agent.take('social', { more: ['medical'] })).toEqual(away);
    expect(await agent.take('social', { people: 3 })).toEqual(away);
    expect(await agent.take('social', { kiosk: 'k2' })).toEqual(away);
    expect(await agent.take('nothing')).toMatchObject({ refused: 'service-unknown' });
    expect(agent.reports).toEqual([]);
  });

  test('asks whether to queue behind a long line all the same', async () => {
    agent = new AloneAgent(lease({ waiting: Array.from({ length: 9 }, (_, i) => waits(`A00${i}`, i)) }));
    expect(await agent.take()).toEqual({ ok: false, refused: 'queue-long', about: { waiting: 9 } });
    expect(await agent.take('social', { confirmed: true })).toMatchObject({ ok: true });
  });

  test('shows a number only once it is on disk', async () => {
    agent = new AloneAgent();
    let onDisk = (): void => undefined;
    agent.disk = () => new Promise((resolve) => (onDisk = resolve));
    let answered = false;
    const answer = agent.take().then(() => (answered = true));
    await expect.poll(() => agent.reports.length).toBe(1);
    expect([answered, agent.slips, agent.outage.kioskView('k1')?.services[0]?.waiting]).toEqual([
      false,
      [],
      0,
    ]);
    onDisk();
    await answer;
    expect(agent.slips).toHaveLength(1);
  });

  test('orders the slip of a number that was on disk when it was killed, and none that may be past its deadline', async () => {
    agent = new AloneAgent();
    await agent.take();
    agent.slips.length = 0;
    agent.restart();
    expect(agent.slips.map(({ job }) => job)).toEqual(['2026-11-23-A997/0']);
    agent.slips.length = 0;
    // A clock that lost its battery: hours may have gone by.
    agent.now = MONDAY - MINUTE;
    agent.restart();
    agent.now = MONDAY + MINUTE;
    agent.restart();
    expect(agent.slips).toEqual([]);
  });

  test('tells the kiosk how its slips stand, and nothing of what a hub must be asked', async () => {
    agent = new AloneAgent();
    await agent.take();
    agent.outage.reported({
      type: 'RecordPrint',
      job: '2026-11-23-A997/0',
      state: 'failed',
      reason: 'paper-out',
    });
    agent.outage.reported({
      type: 'RecordDeviceState',
      device: 'printer-k1',
      problems: ['paper-out'],
      since: MONDAY,
    });
    expect(agent.outage.kioskView('k1')).toMatchObject({
      alone: { since: MONDAY },
      hours: { open: 'open' },
      checkIn: false,
      printer: { device: 'printer-k1', problems: ['paper-out'] },
      jobs: [{ ticket: '2026-11-23-A997', state: 'failed', copy: 0, reason: 'paper-out' }],
    });
    expect(agent.outage.kioskView('k2')).toBeNull();
  });
});
