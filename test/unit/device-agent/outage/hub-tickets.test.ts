import type { GivenTicket } from '@bandecheng/shared/outage/lease';
import { afterEach, describe, expect, test } from 'vitest';
import { AloneAgent, lease, MONDAY, waits } from '../../../fakes/alone-agent.ts';

const given = (number: string, more: Partial<GivenTicket> = {}): GivenTicket => ({
  ...{ command: 'ui-x', key: 'key-from-the-hub-1', ahead: 1, estimateMinutes: 9 },
  ...{ ticket: waits(number, 30), print: { printer: 'printer-k1', deadlineAt: MONDAY + 40_000 } },
  ...more,
});
const order = (number: string) => ({ job: `2026-11-23-${number}/0` });

describe('a number that the hub gave at this agent’s kiosk a moment before it was lost', () => {
  let agent: AloneAgent;
  afterEach(() => agent.outage.stop());

  test('is the one its page is answered with: nobody gets two, an agent killed between', async () => {
    agent = new AloneAgent();
    agent.outage.hubGave(given('A003'));
    agent.restart();
    expect(await agent.take('social', { id: 'ui-x' })).toMatchObject({
      ok: true,
      ticket: {
        ...{ ticket: '2026-11-23-A003', number: 'A003', status: 'waiting', ahead: 1 },
        ...{ issuedAt: MONDAY, key: 'key-from-the-hub-1' },
      },
    });
    expect(agent.steps).toEqual([]);
    expect(await agent.take('social', { id: 'ui-y' })).toMatchObject({ ticket: { number: 'A997' } });
  });

  test('comes out on paper though the order for it was lost, and not by a second order', async () => {
    agent = new AloneAgent();
    agent.outage.hubGave(given('A003'));
    await agent.take('social', { id: 'ui-x' });
    expect(agent.slips).toMatchObject([
      {
        ...order('A003'),
        deadlineAt: MONDAY + 40_000,
        copy: 0,
        device: 'printer-k1',
        ticket: { number: 'A003', ahead: 1 },
      },
    ]);
    expect(agent.slips[0]).toMatchObject({
      ticket: { followUpUrl: 'http://10.0.0.5:3000/t/key-from-the-hub-1' },
    });

    agent.outage.hubGave(given('A004', { command: 'ui-z' }));
    agent.outage.reported({ type: 'RecordPrint', ...order('A004'), state: 'printed', grade: 'A' });
    await agent.take('social', { id: 'ui-z' });
    expect(agent.slips).toHaveLength(1);
    expect(agent.outage.hasTwin(order('A003'))).toBe(false);
  });

  test('is called like those of the lease, which has not heard of it, and counts among the day’s numbers', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('B001', 5)], left: { medical: 1 } }));
    agent.outage.hubGave(given('B002', { ticket: waits('B002', 30) }));
    expect(await agent.take('medical')).toEqual({ ok: false, refused: 'service-full' });
    for (const key of ['next', 'start', 'next'] as const) await agent.key(key);
    expect(agent.done.at(-1)).toBe('called B002');
  });

  test('is left to a lease that was made after it', async () => {
    agent = new AloneAgent();
    agent.outage.hubGave(given('A003'));
    agent.outage.leased(lease({ at: MONDAY + 1 }));
    expect(await agent.key('next')).toBe(false);
  });

  test('is not printed where another was given in its place, the hub back and its order first', async () => {
    agent = new AloneAgent();
    await agent.take('social', { id: 'ui-x' });
    agent.outage.hubBack();
    agent.outage.hubGave(given('A003'));
    expect(agent.outage.hasTwin(order('A003'))).toBe(true);
    expect(agent.outage.hasTwin({ job: '2026-11-23-A003/1' })).toBe(false);
    // Its own, which the hub knows by now, is nobody else's.
    agent.outage.hubGave(given('A997', { ticket: waits('A997', 30) }));
    expect(agent.outage.hasTwin(order('A997'))).toBe(false);
    // Lost again, it still calls one of the two.
    agent.outage.hubLost();
    expect(agent.outage.counterView('c1')?.waiting.map(({ number }) => number)).toEqual(['A997']);
  });
});
