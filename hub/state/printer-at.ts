import { DEVICE_WARNINGS, type DeviceProblem } from '@bandecheng/shared/vocabulary';
import type { Device, HallState } from './hall-state.ts';

/** The printer that prints a kiosk's tickets; null where none has announced itself. */
export function printerAt(state: HallState, kiosk: string): Device | null {
  for (const device of state.devices.values())
    if (device.kind === 'printer' && device.kiosk === kiosk) return device;
  return null;
}

/** Why a printer prints nothing now; null: it prints, maybe with a warning. */
export function printerProblem(state: HallState, { agent, problems }: Device): DeviceProblem | null {
  if (state.agents.get(agent)?.connected !== true) return 'agent-away';
  return problems.find((problem) => !DEVICE_WARNINGS.includes(problem)) ?? null;
}
