import type { DevicesView, DeviceView } from '@bandecheng/shared/views';
import { DEVICE_WARNINGS, type DeviceProblem, type Instant } from '@bandecheng/shared/vocabulary';

/** One thing a person sees to: an agent that is away with all its devices, or one device. */
export type Trouble =
  | { kind: 'agent'; agent: string; devices: number; since: Instant }
  | { kind: 'device'; device: DeviceView; worst: DeviceProblem; warning: boolean; since: Instant };

/**
 * What needs a person, the gravest first: agents that are away (their devices folded into one entry: the remedy
 * is one), then broken devices, then those that still work. An empty list: all is well.
 */
export function deviceTroubles({ agents, devices }: Pick<DevicesView, 'agents' | 'devices'>): Trouble[] {
  const away = agents.filter(({ connected }) => !connected);
  const folded = new Set(away.map(({ agent }) => agent));
  const lost = away.map(({ agent, since }): Trouble => {
    return { kind: 'agent', agent, devices: devices.filter((d) => d.agent === agent).length, since };
  });
  const single = devices.flatMap((device): Trouble[] => {
    const worst = device.problems[0];
    if (worst === undefined || (worst === 'agent-away' && folded.has(device.agent))) return [];
    return [{ kind: 'device', device, worst, warning: DEVICE_WARNINGS.includes(worst), since: device.since }];
  });
  return [...lost, ...single.filter((t) => !isWarning(t)), ...single.filter(isWarning)];
}

/** Whether it still works for now. */
export function isWarning(trouble: Trouble): boolean {
  return trouble.kind === 'device' && trouble.warning;
}

/** Devices with which nothing is wrong. */
export function wellDevices(devices: readonly DeviceView[]): number {
  return devices.filter(({ problems }) => problems.length === 0).length;
}
