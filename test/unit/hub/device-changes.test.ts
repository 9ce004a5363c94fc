import { devicesView } from '@bandecheng/hub/views/device-view';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, given, HUB, NINE, type Given } from '../../given.ts';

const joined = { type: 'JoinAgent', ...AGENT_JOINED.data } as const;

function told(on: Given, device: string, ...problems: DeviceProblem[]): Given {
  return on.when({ type: 'RecordDeviceState', device, problems, since: on.now }, AGENT);
}

describe('the last changes of devices', () => {
  it('are what went wrong and what was put right, where and when, newest first', () => {
    const on = told(given(AGENT_JOINED), 'printer-k1', 'paper-out');
    told(on.after(60), 'evaluator-c1', 'no-answer', 'noisy-line');
    told(on.after(60), 'printer-k1');

    const printer = { device: 'printer-k1', kind: 'printer', kiosk: 'k1' };
    expect(devicesView(on.state).changes).toEqual([
      { ...printer, problems: [], at: NINE + 120_000 },
      {
        ...{ device: 'evaluator-c1', kind: 'evaluator', counter: 'c1' },
        ...{ problems: ['no-answer', 'noisy-line'], at: NINE + 60_000 },
      },
      { ...printer, problems: ['paper-out'], at: NINE },
    ]);
  });

  it('hold an agent that was lost and came back, and not one that came for the first time', () => {
    const on = given(AGENT_JOINED).after(10).when({ type: 'LoseAgent', agent: 'hall-1' }, HUB);
    on.after(10).when(joined, HUB);

    expect(devicesView(on.state).changes).toEqual([
      { agent: 'hall-1', connected: true, at: NINE + 20_000 },
      { agent: 'hall-1', connected: false, at: NINE + 10_000 },
    ]);
  });

  it('are twenty at most, however often a cable shakes', () => {
    const on = given(AGENT_JOINED);
    for (let i = 0; i < 30; i++)
      told(on.after(1), 'printer-k1', ...(i % 2 === 0 ? ['port-lost' as const] : []));

    const { changes } = devicesView(on.state);
    expect(changes).toHaveLength(20);
    expect(changes[0]?.at).toBe(NINE + 30_000);
  });

  it('of a device that agent.json no longer names are not shown', () => {
    const on = told(given(AGENT_JOINED), 'printer-k1', 'paper-out');
    on.when({ ...joined, devices: joined.devices.filter(({ id }) => id !== 'printer-k1') }, HUB);

    expect(devicesView(on.state).changes).toEqual([]);
  });
});
