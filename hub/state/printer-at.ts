import type { Device, HallState } from './hall-state.ts';

/** The printer that prints a kiosk's tickets; null where none has announced itself. */
export function printerAt(state: HallState, kiosk: string): Device | null {
  for (const device of state.devices.values())
    if (device.kind === 'printer' && device.kiosk === kiosk) return device;
  return null;
}
