import type { CableFault, DevicePlug } from '@bandecheng/device-agent/virtual/device-plug';
import type { VirtualFrameFault } from '@bandecheng/device-agent/virtual/framed-device';
import type { VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import type { VirtualPrinterFault } from '@bandecheng/device-agent/virtual/virtual-printer';

/** Something that can go wrong with a device or its cable. */
export interface SoakFault {
  name: string;
  /** It stays until it is ended; otherwise it happens once. */
  lasts: boolean;
  begin(): Promise<void> | void;
  /** All is as before; of one that happened once: nothing of it is still to come. */
  end(): Promise<void> | void;
  /** Frames of it may still be on their way so long after its end, ms. */
  lingersMs: number;
}

interface FaultRow<F extends string> {
  fault: F;
  lasts: boolean;
  amount?: number;
  /** What the fault leaves behind when it is over. */
  leaves?: F;
  lingersMs?: number;
}

/** A look at the board and a press must not fall into the moment in which the agent finds the fault out. */
const LINGERS_MS = 1_500;
/** A slow device's last frame leaves 3.5 s after it was meant to. */
const SLOW_LINGERS_MS = 5_000;

/** What a frame's device does wrong by itself, its cable being well. */
const FRAME_FAULTS: readonly FaultRow<VirtualFrameFault>[] = [
  { fault: 'silent', lasts: true },
  { fault: 'slow', lasts: true, lingersMs: SLOW_LINGERS_MS },
  { fault: 'split', lasts: true },
  { fault: 'corrupt-checksum', lasts: false },
  { fault: 'half-frame', lasts: false },
  { fault: 'repeat-frame', lasts: false, amount: 3 },
  { fault: 'noise', lasts: false, amount: 2 },
];
const PRINTER_FAULTS: readonly FaultRow<VirtualPrinterFault>[] = [
  { fault: 'paper-near-end', lasts: true },
  { fault: 'paper-out', lasts: true },
  { fault: 'cover-open', lasts: true },
  { fault: 'cutter-fault', lasts: true },
  { fault: 'offline', lasts: true },
  { fault: 'silent', lasts: true },
  { fault: 'garbage', lasts: true },
  { fault: 'slow', lasts: true, amount: 300 },
  { fault: 'paper-out-after', lasts: true, amount: 4, leaves: 'paper-out' },
  { fault: 'drop-after', lasts: true, amount: 200 },
];

/** Of a device on a TCP port; on a pty its cable can be pulled out of the machine, too. */
export const frameFaults = (device: DevicePlug<VirtualFrameFault>, cable: VirtualPty | null): SoakFault[] => [
  ...faultsOf(device, FRAME_FAULTS),
  ...cableFaults(device, cable),
];
/** Of one of several devices on a line: no cable is its own. */
export const sharedFaults = (device: DevicePlug<VirtualFrameFault>): SoakFault[] =>
  faultsOf(device, FRAME_FAULTS);
export const printerFaults = (
  device: DevicePlug<VirtualPrinterFault>,
  cable: VirtualPty | null,
): SoakFault[] => [...faultsOf(device, PRINTER_FAULTS), ...cableFaults(device, cable)];

/** The port vanishes from the machine and comes back. */
export function pulledCable(cable: VirtualPty): SoakFault {
  return {
    ...{ name: 'cable-pulled', lasts: true, lingersMs: LINGERS_MS },
    begin: () => cable.pull(),
    end: () => cable.plug(),
  };
}

function cableFaults(plug: DevicePlug<CableFault>, cable: VirtualPty | null): SoakFault[] {
  const dropped = faultsOf<CableFault>(plug, [{ fault: 'drop', lasts: false }]);
  if (cable !== null) return [...dropped, pulledCable(cable)];
  return [...dropped, ...faultsOf<CableFault>(plug, [{ fault: 'unplugged', lasts: true }])];
}

function faultsOf<F extends string>(device: DevicePlug<F>, rows: readonly FaultRow<F>[]): SoakFault[] {
  return rows.map(({ fault, lasts, amount, leaves, lingersMs = LINGERS_MS }) => ({
    ...{ name: fault, lasts, lingersMs },
    begin: () => device.fault(fault, true, amount),
    end: () => {
      if (fault !== 'drop') device.fault(fault, false);
      if (leaves !== undefined) device.fault(leaves, false);
    },
  }));
}
