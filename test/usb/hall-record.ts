import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { recorded } from '../flow/journal-lines.ts';
import { until } from './until.ts';

/** How often the hub has heard that this device was there no more. */
export function lossesOf(dataFolder: string, device: string): number {
  const away = statesOf(dataFolder, device).map(isAway);
  return away.filter((isNow, i) => isNow && away[i - 1] !== true).length;
}

/** What the hub knows to be wrong with a device; undefined before it has heard of it. */
export function problemsOf(dataFolder: string, device: string): DeviceProblem[] | undefined {
  const joined = recorded(dataFolder, 'AgentJoined').some(({ devices }) =>
    devices.some(({ id }) => id === device),
  );
  // A device that is well when its agent joins is no change, and so on record with the agent alone.
  return statesOf(dataFolder, device).at(-1) ?? (joined ? [] : undefined);
}

/** As long as the cable is out, the loss that was seen may be followed by the failing attempts to open it again. */
function isAway(problems: readonly DeviceProblem[]): boolean {
  return problems.includes('port-lost') || problems.includes('port-missing');
}

function statesOf(dataFolder: string, device: string): DeviceProblem[][] {
  const changes = recorded(dataFolder, 'DeviceStateChanged');
  return changes.filter((change) => change.device === device).map(({ problems }) => problems);
}

/** Pulls a cable and puts it back; resolves when the hub has heard of both. */
export async function pullAndPlug(
  dataFolder: string,
  device: string,
  cable: { pull: () => Promise<void>; plug: () => Promise<void> },
): Promise<void> {
  const before = lossesOf(dataFolder, device);
  await cable.pull();
  await cable.plug();
  await backAgain(dataFolder, device, before);
}

/** Resolves when the hub has heard of more losses than `before`, and that the device is well again. */
export async function backAgain(dataFolder: string, device: string, before: number): Promise<void> {
  await until(`the hub heard that ${device} was lost and is back`, () => {
    const isBack = problemsOf(dataFolder, device)?.length === 0;
    return isBack && lossesOf(dataFolder, device) > before;
  });
}

/** How many presses of this device the visit of this ticket has on record. */
export function pressesOf(dataFolder: string, device: string, ticket: string): number {
  const presses = recorded(dataFolder, 'PressRecorded');
  return presses.filter((press) => press.device === device && press.ticket === ticket).length;
}

/** Resolves with how the last print job of this ticket ended. */
export async function printEnded(dataFolder: string, ticket: string): Promise<string> {
  return until(`the print of ticket ${ticket} is over`, () => {
    const job = recorded(dataFolder, 'PrintRequested')
      .filter((one) => one.ticket === ticket)
      .at(-1)?.job;
    const changes = recorded(dataFolder, 'PrintChanged').filter((change) => change.job === job);
    const state = changes.at(-1)?.state;
    return state === undefined || state === 'printing' || state === 'requested' ? null : state;
  });
}
