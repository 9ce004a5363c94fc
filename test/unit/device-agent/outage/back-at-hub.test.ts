import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { AloneAgent, lease, MONDAY, waits } from '../../../fakes/alone-agent.ts';

const MINUTE = 60_000;

describe('an agent that loses its hub and finds it again', () => {
  let agent: AloneAgent;
  afterEach(() => agent.outage.stop());

  test('is not by itself where no hub ever told it what to go on with', async () => {
    agent = new AloneAgent(null);
    agent.outage.hubLost();
    expect([agent.outage.alone, agent.outage.kioskView('k1')]).toEqual([null, null]);
    expect(await agent.take()).toEqual({ ok: false, fault: 'unavailable' });
    expect(await agent.key('next')).toBe(false);
  });

  test('tells the end behind all its steps, and from then on does nothing by itself', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5)] }));
    agent.now += MINUTE;
    await Promise.all([agent.key('next'), agent.take()]);
    agent.now += MINUTE;
    agent.outage.hubBack();
    expect(agent.outage.alone).toBeNull();
    expect(await agent.key('start')).toBe(false);
    expect(await agent.take()).toEqual({ ok: false, fault: 'unavailable' });
    expect(agent.reports.map(({ report }) => report.type)).toEqual([
      ...['RecordOutageStep', 'RecordOutageStep', 'EndOutage'],
    ]);
    expect(agent.reports.at(-1)?.report).toEqual({
      type: 'EndOutage',
      from: MONDAY,
      to: MONDAY + 2 * MINUTE,
    });
  });

  test('hands its pages over once the hub has taken all of it, with the command each step was for', async () => {
    agent = new AloneAgent();
    await agent.take('social', { id: 'ui-of-a-page' });
    expect(agent.reports[0]?.report).toMatchObject({ step: { number: 'A997' }, command: 'ui-of-a-page' });
    const handing: boolean[] = [];
    agent.outage.onChange(() => handing.push(agent.outage.handsOver));
    agent.outage.hubBack();
    expect([agent.outage.alone, agent.outage.handsOver]).toEqual([null, true]);
    // What was done is answered as before, anything else only by the hub.
    const again = await agent.take('social', { id: 'ui-of-a-page' });
    expect(again).toMatchObject({ ok: true, ticket: { number: 'A997' } });
    expect(await agent.take('social', { id: 'ui-of-another' })).toEqual({ ok: false, fault: 'unavailable' });
    agent.acknowledged = 1;
    agent.outage.reportsTaken();
    expect(agent.outage.handsOver).toBe(true);
    await expect.poll(() => agent.reports.at(-1)?.report.type).toBe('EndOutage');
    agent.acknowledged = 2;
    agent.outage.reportsTaken();
    await expect.poll(() => handing).toEqual([true, false]);
    // Lost again, it does what it could not do then.
    agent.outage.hubLost();
    expect(agent.outage.handsOver).toBe(false);
    expect(await agent.take('social', { id: 'ui-of-another' })).toMatchObject({ ok: true });
  });

  test('hands its pages over to a hub that takes nothing for ten seconds', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    agent = new AloneAgent();
    await agent.take();
    agent.outage.hubBack();
    await vi.advanceTimersByTimeAsync(9_900);
    expect(agent.outage.handsOver).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(agent.outage.handsOver).toBe(false);
  });

  test('does nothing by itself while a hub that is there does not let it in', async () => {
    agent = new AloneAgent();
    await agent.take();
    agent.outage.hubRefuses();
    expect(agent.outage.alone).toBeNull();
    expect(await agent.take()).toEqual({ ok: false, fault: 'unavailable' });
    agent.outage.hubLost();
    expect(agent.outage.alone).toEqual({ since: MONDAY });
    expect(await agent.take()).toMatchObject({ ok: true });
    agent.outage.hubRefuses();
    agent.outage.hubBack();
    await agent.outage.stop();
    expect(agent.reports.at(-1)?.report).toMatchObject({ type: 'EndOutage', from: MONDAY });
  });

  test('whose hub does not let it in answers again what it had answered, for ten seconds: the hub would give another number', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    agent = new AloneAgent();
    await agent.take('social', { id: 'ui-of-a-page' });
    agent.restart();
    agent.outage.hubRefuses();
    expect([agent.outage.handsOver, agent.outage.answersAgain]).toEqual([true, true]);
    const again = await agent.take('social', { id: 'ui-of-a-page' });
    expect(again).toMatchObject({ ok: true, ticket: { number: 'A997' } });
    expect(await agent.take('social', { id: 'ui-of-another' })).toEqual({ ok: false, fault: 'unavailable' });
    await vi.advanceTimersByTimeAsync(9_000);
    agent.outage.hubRefuses();
    await vi.advanceTimersByTimeAsync(1_100);
    expect([agent.outage.handsOver, agent.outage.answersAgain]).toEqual([false, false]);
    agent.outage.hubLost();
    expect(agent.outage.alone).toEqual({ since: MONDAY });
  });

  test('goes on where it was after a restart, with the light of a window that is not over', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    for (const key of ['next', 'start', 'finish', 'next'] as const) await agent.key(key);
    agent.now += 59_000;
    agent.restart();
    expect(agent.told).toEqual([
      'keypad keypad-c1 A002 0',
      'evaluator evaluator-c1 1001 idle',
      'invited evaluator-c1 2026-11-23-A001.1',
      'window window-c1 1 called A002',
      'keypad keypad-c2  0',
    ]);
    expect(agent.outage.alone).toEqual({ since: MONDAY });
    agent.now += 2_000;
    agent.restart();
    expect(agent.told.filter((line) => line.startsWith('invited'))).toEqual([]);
    agent.outage.hubBack();
    await agent.outage.stop();
    expect(agent.reports.at(-1)?.report).toMatchObject({ type: 'EndOutage', from: MONDAY });
  });

  test('never forgets a step between a lease the hub made before and one it made after', async () => {
    const before = lease({ waiting: [waits('A001', 5), waits('A002', 6)] });
    agent = new AloneAgent(before);
    await agent.key('next');
    // The link flaps: the lease of the moment is made before the hub takes the step.
    agent.outage.hubBack();
    agent.outage.leased(before);
    agent.outage.hubLost();
    expect(agent.outage.counterView('c1')?.current?.number).toBe('A001');
    // Its answer is lost: the hub reckons with the step, and the outbox still holds it.
    const current = { ...waits('A001', 5), status: 'called' as const, calledAt: MONDAY, times: 1 };
    const c1 = { counter: 'c1', state: 'open' as const, clerk: '1001', since: MONDAY, current };
    agent.outage.hubBack();
    agent.outage.leased(lease({ reports: 2, waiting: [waits('A002', 6)], counters: [c1] }));
    agent.outage.hubLost();
    await agent.key('start');
    await agent.key('next');
    expect(agent.done).toEqual(['called A001', 'started A001', 'finished A001', 'called A002']);
  });

  test('finds nothing new in a step that its lease reckons with already', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    await agent.take();
    for (const key of ['next', 'requeue', 'next'] as const) await agent.key(key);
    const view = agent.outage.counterView('c1');
    // What it did, as the hub leases it again, in a stream of reports that a restart began.
    agent.outage.hubBack();
    const c1 = { counter: 'c1', state: 'open' as const, clerk: '1001', since: MONDAY };
    const current = { ...waits('A002', 6), status: 'called' as const, calledAt: MONDAY, times: 1 };
    const own = { ...waits('A997', 30), orderAt: MONDAY, issuedAt: MONDAY };
    const waiting = [waits('A001', 5, { orderAt: waits('A002', 6).orderAt }), own];
    agent.outage.leased(lease({ given: ['A997'], waiting, counters: [{ ...c1, current }] }));
    agent.outage.hubLost();
    expect(agent.outage.counterView('c1')?.current?.number).toBe(view?.current?.number);
    expect(agent.outage.counterView('c1')?.waiting).toEqual(view?.waiting);
  });

  test('keeps its steps where the outbox begins anew and gives them new numbers', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    await agent.key('next');
    agent.outage.hubBack();
    await expect.poll(() => agent.reports.length).toBe(2);
    agent.outbox = 'secondoutbox';
    agent.outage.leased(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    agent.outage.hubLost();
    await agent.key('no-show');
    await agent.key('next');
    expect(agent.done).toEqual(['called A001', 'no-show A001', 'called A002']);
  });

  test('dates no step before the one before it, nor before the lease, whatever its clock says', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5)] }));
    agent.now -= 60 * MINUTE;
    agent.restart();
    await agent.key('next');
    agent.now = MONDAY + MINUTE;
    await agent.key('start');
    agent.now = MONDAY;
    await agent.key('finish');
    expect(agent.reports.map(({ report }) => (report.type === 'RecordOutageStep' ? report.at : 0))).toEqual([
      ...[MONDAY - 1_000, MONDAY + MINUTE, MONDAY + MINUTE],
    ]);
  });

  test('tells its pages of every change, and of none when nobody listens any more', async () => {
    agent = new AloneAgent();
    let changes = 0;
    const end = agent.outage.onChange(() => (changes += 1));
    await agent.take();
    agent.outage.hubBack();
    agent.outage.hubLost();
    expect(changes).toBe(3);
    end();
    agent.outage.hubBack();
    expect(changes).toBe(3);
  });
});
