import type { CommandOf } from '@bandecheng/shared/commands';
import { deviceOf } from '../state/device-of.ts';
import type { HallState } from '../state/hall-state.ts';
import { leaseNumbers, servesKiosk } from './lease-numbers.ts';
import type { Circumstances, Decision } from './decision.ts';

type DeviceCommand = CommandOf<'RecordDeviceState'> | CommandOf<'JoinAgent' | 'LoseAgent'>;

/** Agents coming and going, and what they say of their devices. A device answers to its own agent alone. */
export function decideDevice(state: HallState, command: DeviceCommand, { actor }: Circumstances): Decision {
  if (command.type === 'JoinAgent') return decideJoin(state, command);
  if (command.type === 'LoseAgent') {
    if (state.agents.get(command.agent)?.connected !== true) return { refused: 'nothing-new' };
    const { agent, since } = command;
    return [{ type: 'AgentLost', data: { agent, ...(since === undefined ? {} : { since }) } }];
  }
  const device = deviceOf(state, command.device, actor);
  if (device === null) return { refused: 'device-unknown' };
  if (device.problems.join() === command.problems.join()) return { refused: 'nothing-new' };
  const { problems, since } = command;
  return [{ type: 'DeviceStateChanged', data: { device: device.id, agent: device.agent, problems, since } }];
}

/**
 * Two agents must not both claim a device: the name belongs to whoever has it while connected. One that serves a kiosk
 * is leased numbers for the time without a hub.
 */
function decideJoin(state: HallState, { agent, outbox, devices }: CommandOf<'JoinAgent'>): Decision {
  for (const { id } of devices) {
    const owner = state.devices.get(id)?.agent;
    if (owner !== undefined && owner !== agent && state.agents.get(owner)?.connected === true)
      return { refused: 'not-allowed', about: { device: id, agent: owner } };
  }
  const leased = state.hall !== null && servesKiosk(devices) ? leaseNumbers(state, state.hall, [agent]) : [];
  const joined = { agent, ...(outbox === undefined ? {} : { outbox }), devices };
  return [{ type: 'AgentJoined', data: joined }, ...leased];
}
