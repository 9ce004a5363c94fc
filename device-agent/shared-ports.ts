import { portName } from './config.ts';
import { configZh } from './locales/zh/config.ts';
import type { EquippedDevice } from './open-device.ts';

/**
 * Why a device cannot share its port with those before it in agent.json; null where it can, or has it alone. A port
 * is shared by devices that speak frames at one speed and are told by their addresses.
 */
export function portClash(device: EquippedDevice, before: readonly EquippedDevice[]): string | null {
  const port = portName(device.config.transport);
  for (const other of before) {
    if (portName(other.config.transport) !== port) continue;
    const reason = clashOf(device, other);
    if (reason !== null) return reason;
  }
  return null;
}

function clashOf(device: EquippedDevice, other: EquippedDevice): string | null {
  const { id } = other.config;
  if (!('address' in device) || !('address' in other)) return configZh.samePort(id);
  for (const { model } of [device, other])
    if (model.bus.kind !== 'rs485-shared') return configZh.notOnSharedLine(id, model.id);
  if (device.address === other.address) return configZh.sameAddress(id, device.address);
  const [line, otherLine] = [device.model.serial, other.model.serial];
  const same =
    JSON.stringify(Object.entries(line).sort()) === JSON.stringify(Object.entries(otherLine).sort());
  return same ? null : configZh.otherLineSettings(id, device.model.id, other.model.id);
}
