import type {
  FrameDeviceFault,
  FrameMishap,
  PrinterFault,
  VirtualDevice,
} from '@bandecheng/shared/virtual-hall';
import { t } from './texts.ts';

// The lists of shared/virtual-hall.ts, written out: its values would bring the schemas into the page.
const PRINTER_FAULTS = [
  'paper-near-end',
  'paper-out',
  'cover-open',
  'cutter-fault',
  'offline',
  'silent',
  'garbage',
] as const satisfies readonly PrinterFault[];
const FRAME_DEVICE_FAULTS = ['silent', 'slow', 'split'] as const satisfies readonly FrameDeviceFault[];

/** What spoils the next frame of a device that speaks in frames. */
export const FRAME_MISHAPS = [
  'corrupt-checksum',
  'repeat-frame',
  'half-frame',
  'noise',
] as const satisfies readonly FrameMishap[];

export type LastingFault = PrinterFault | FrameDeviceFault;

/** A fault that lasts until it is switched off, as the page shows it. */
export interface FaultLine {
  fault: LastingFault;
  word: string;
  on: boolean;
}

/** Every lasting fault the device can have, and which it has. */
export function faultLines(device: VirtualDevice): FaultLine[] {
  if (device.kind === 'printer') {
    return PRINTER_FAULTS.map((fault) => ({
      fault,
      word: t(`printer.${fault}`),
      on: device.faults.includes(fault),
    }));
  }
  return FRAME_DEVICE_FAULTS.map((fault) => ({
    fault,
    word: t(`frame.${fault}`),
    on: device.faults.includes(fault),
  }));
}

/** Bytes a second a slow serial line or a choked network may carry; null as many as come. */
const PACES = [null, 10_000, 1_000, 100, 10] as const;

/** The paces to choose from; one set elsewhere is among them. */
export function paceChoices(now: number | null): (number | null)[] {
  return PACES.some((pace) => pace === now) ? [...PACES] : [...PACES, now];
}
