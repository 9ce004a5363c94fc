import { afterEach, describe, expect, test } from 'vitest';
import { ALONE_HALL, AloneAgent, lease, MONDAY, waits } from '../../../fakes/alone-agent.ts';

const MINUTE = 60_000;

describe('a counter whose agent is by itself', () => {
  let agent: AloneAgent;
  afterEach(() => agent.outage.stop());

  test('calls whom was sent to it, then by place in line with the head start of each class', async () => {
    const waiting = [
      waits('A001', 5),
      waits('B001', 6),
      waits('A002', 8, { class: 'elderly' }),
      waits('A003', 20, { sentTo: 'c1' }),
      waits('A004', 1, { sentTo: 'c2' }),
    ];
    agent = new AloneAgent(lease({ waiting }));
    expect(agent.outage.counterView('c1')?.waiting.map(({ number }) => number)).toEqual([
      ...['A003', 'A002', 'A001', 'B001'],
    ]);
    await agent.key('next');
    expect(agent.done).toEqual(['called A003']);
  });

  test('works its tickets by keypad, and shows them on display, keypad and evaluator', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    agent.outage.evaluatorTold({
      device: 'evaluator-c1',
      clerk: { name: '王芳', number: '1001' },
      busy: false,
    });
    await agent.key('next');
    expect(agent.told.splice(0)).toEqual([
      'keypad keypad-c1 A001 1',
      // The hub had told it of no clerk when it was lost.
      'evaluator evaluator-c1 王芳 idle',
      'window window-c1 1 called A001',
      'keypad keypad-c2  1',
    ]);
    await agent.key('recall');
    expect(agent.told.splice(0)).toEqual(['window window-c1 1 called A001']);
    await agent.key('start');
    expect(agent.told.splice(0)).toEqual([
      'evaluator evaluator-c1 王芳 busy',
      'window window-c1 1 serving A001',
    ]);
    agent.now += 3 * MINUTE;
    // The next key also ends the visit.
    await agent.key('next');
    expect(agent.told.splice(0)).toEqual([
      'keypad keypad-c1 A002 0',
      'evaluator evaluator-c1 王芳 idle',
      'invited evaluator-c1 2026-11-23-A001.1',
      'window window-c1 1 called A002',
      'keypad keypad-c2  0',
    ]);
    await agent.key('start');
    await agent.key('finish');
    expect(agent.done).toEqual([
      ...['called A001', 'recalled A001', 'started A001', 'finished A001'],
      ...['called A002', 'started A002', 'finished A002'],
    ]);
    expect(agent.outage.counterView('c1')).toMatchObject({
      current: null,
      today: { finished: 2, meanServiceSeconds: 90 },
      ownVisits: [{ number: 'A002' }, { number: 'A001' }],
      alone: { since: MONDAY },
    });
  });

  test('goes on with the ticket that was at it when the hub was lost', async () => {
    const current = { ...waits('A001', 5, { visits: 1 }), calledAt: MONDAY, startedAt: MONDAY, times: 1 };
    const at = { counter: 'c1', clerk: '1001', since: MONDAY };
    agent = new AloneAgent(
      lease({ counters: [{ ...at, state: 'open', current: { ...current, status: 'serving' } }] }),
    );
    await agent.key('finish');
    expect(agent.told).toContain('invited evaluator-c1 2026-11-23-A001.1');
    expect(agent.steps).toEqual([{ kind: 'finished', counter: 'c1', number: 'A001' }]);
  });

  test('calls a typed number, sends back into the line, and marks who did not come', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6), waits('A003', 7)] }));
    await agent.key('next', '3');
    await agent.key('requeue');
    expect(agent.outage.counterView('c1')?.waiting.map(({ number }) => number)).toEqual([
      'A001',
      'A003',
      'A002',
    ]);
    await agent.key('next');
    await agent.key('no-show', '1');
    await agent.key('next');
    await agent.key('recall');
    await agent.key('recall');
    // The hall recalls twice; the third time it has not come.
    await agent.key('recall');
    expect(agent.done).toEqual([
      ...['called A003', 'requeued A003', 'called A001', 'no-show A001'],
      ...['called A003', 'recalled A003', 'recalled A003', 'no-show A003'],
    ]);
    expect(agent.outage.displayView()).toMatchObject({
      calls: [
        { number: 'A003', seq: 2, status: 'no-show', times: 3 },
        { number: 'A001', seq: 1 },
      ],
      missed: ['A003', 'A001'],
    });
  });

  test('opens a closed counter from its screen for whoever is signed in there', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5)] }));
    let asked = 0;
    const opens = (clerk?: string) => {
      const command = { id: `ui-open-${(asked += 1)}`, type: 'OpenCounter', counter: 'c2' } as const;
      return agent.outage.command(
        { counter: 'c2' },
        { ...command, ...(clerk === undefined ? {} : { clerk }) },
      );
    };
    // Of a page that does not know only the hub can tell.
    expect(await opens()).toEqual({ ok: false, fault: 'unavailable' });
    expect(await opens('1001')).toEqual({ ok: false, refused: 'clerk-elsewhere', about: { counter: 'c1' } });
    expect(await opens('1002')).toMatchObject({ ok: true });
    expect(agent.outage.counterView('c2')).toMatchObject({ state: 'open', clerk: '1002', waitingCount: 1 });
    expect(await opens('1002')).toEqual({ ok: false, refused: 'already-open' });
    expect(await opens('1003')).toEqual({ ok: false, refused: 'counter-taken' });
    expect(agent.steps).toEqual([{ kind: 'opened', counter: 'c2', clerk: '1002' }]);
  });

  test('keeps from a display of one service whom it calls for another', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('B001', 5), waits('A001', 6)] }));
    const rest = { areas: [], sound: 'speech' as const, voices: ['zh-CN' as const] };
    const social = { id: 'social', name: { zh: '社会保险' }, services: ['social'], ...rest };
    agent.outage.hallTold({ ...ALONE_HALL, displays: [social] });
    await agent.key('next');
    const shown = () => agent.outage.displayView('social');
    expect(shown()).toMatchObject({ name: { zh: '社会保险' }, calls: [], missed: [] });
    expect(shown()?.counters.map(({ counter, state, serving }) => [counter, state, serving])).toEqual([
      ['c1', 'open', undefined],
      ['c2', 'closed', undefined],
    ]);
    expect(agent.outage.displayView()?.counters[0]).toMatchObject({ counter: 'c1', serving: 'B001' });
    await agent.key('start');
    await agent.key('finish');
    await agent.key('next');
    expect(shown()?.calls).toMatchObject([{ number: 'A001', counterNumber: 1 }]);
    expect(shown()?.counters[0]).toMatchObject({ serving: 'A001' });
  });

  test('refuses at once what cannot be, and what takes a hub', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('B001', 6)] }));
    const refused = [
      await agent.key('recall'),
      await agent.key('next', '1'),
      await agent.key('next', '77'),
      await agent.key('next', undefined, 'keypad-c2'),
    ];
    await agent.key('next');
    refused.push(await agent.key('next'), await agent.key('finish'), await agent.key('start', '2'));
    refused.push(
      await agent.key('transfer', '2'),
      await agent.key('pause', '1001'),
      await agent.key('pause', '1002'),
    );
    expect([...new Set(refused)]).toEqual([false]);
    expect(agent.done).toEqual(['called A001']);
  });

  test('is opened, paused and left by the digits of a clerk, who serves at one counter at a time', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5)] }));
    expect(await agent.key('pause', '1001', 'keypad-c2')).toBe(false);
    expect(await agent.key('pause', '1002', 'keypad-c2')).toBe(true);
    await agent.key('pause');
    expect(await agent.key('next')).toBe(false);
    expect(agent.told).toContain('window window-c1 1 paused');
    await agent.key('pause');
    await agent.key('pause', '1001');
    expect(agent.done).toEqual(['opened c2', 'paused c1', 'resumed c1', 'closed c1']);
    expect(agent.steps[0]).toEqual({ kind: 'opened', counter: 'c2', clerk: '1002' });
    expect(agent.told.slice(-2)).toEqual(['evaluator evaluator-c1 nobody idle', 'window window-c1 1 closed']);
  });

  test('does at its console what its keypad does, but for the visit that the next call would end', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    const counter = 'c1';
    const send = (id: string, command: object): Promise<unknown> =>
      agent.outage.command({ counter }, { id, ...command } as Parameters<typeof agent.outage.command>[1]);
    const ticket = '2026-11-23-A002';
    expect(await send('1', { type: 'CallTicket', counter, ticket })).toEqual({ ok: true, seq: 1 });
    expect(await send('1', { type: 'CallTicket', counter, ticket })).toEqual({ ok: true, seq: 1 });
    expect(await send('2', { type: 'CallNext', counter })).toMatchObject({ refused: 'counter-busy' });
    expect(await send('3', { type: 'StartService', counter, ticket: '2026-11-23-A001' })).toMatchObject({
      refused: 'ticket-elsewhere',
    });
    await send('4', { type: 'StartService', counter, ticket });
    await send('5', { type: 'FinishService', counter, ticket });
    await send('6', { type: 'PauseCounter', counter, reason: '午餐' });
    expect(await send('7', { type: 'PauseCounter', counter, reason: '午餐' })).toMatchObject({
      refused: 'counter-paused',
    });
    await send('8', { type: 'ResumeCounter', counter });
    await send('9', { type: 'CloseCounter', counter });
    expect(await send('10', { type: 'OpenCounter', counter })).toEqual({ ok: false, fault: 'unavailable' });
    expect(await send('11', { type: 'CallNext', counter: 'c2' })).toEqual({
      ok: false,
      refused: 'not-allowed',
    });
    expect(agent.done).toEqual([
      ...['called A002', 'started A002', 'finished A002', 'paused c1', 'resumed c1', 'closed c1'],
    ]);
    expect(agent.steps[3]).toEqual({ kind: 'paused', counter: 'c1', reason: '午餐' });
  });

  test('is not called for by a key that the disk kept waiting', async () => {
    agent = new AloneAgent(lease({ waiting: [waits('A001', 5), waits('A002', 6)] }));
    let onDisk = (): void => undefined;
    agent.disk = () => new Promise((resolve) => (onDisk = resolve));
    const first = agent.key('next');
    const second = agent.key('no-show');
    await expect.poll(() => agent.reports.length).toBe(1);
    agent.now += 11_000;
    onDisk();
    expect([await first, await second]).toEqual([true, false]);
    expect(agent.done).toEqual(['called A001']);
  });
});
