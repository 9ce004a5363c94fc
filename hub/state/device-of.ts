import type { Actor } from '@bandecheng/shared/commands';
import type { DeviceId } from '@bandecheng/shared/vocabulary';
import type { Device, HallState } from './hall-state.ts';

/** A device, as far as the actor may speak for it: an agent speaks for its own alone. */
export function deviceOf(state: HallState, id: DeviceId, actor: Actor): Device | null {
  const device = state.devices.get(id);
  if (device === undefined) return null;
  return actor.kind === 'agent' && actor.agent !== device.agent ? null : device;
}
