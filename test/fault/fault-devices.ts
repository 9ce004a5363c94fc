import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import { SlipBook } from '../soak/slip-book.ts';
import { COUNTERS, KIOSKS, type Counter } from './fault-hall.ts';

/** The evaluator that works at the machine with the copied disk. */
export const COPY_EVALUATOR = 'evaluator-copy';

/** Evaluators that hear when their press is on disk, and printers whose paper is kept. They outlive every kill. */
export interface FaultDevices {
  evaluators: Record<Counter, VirtualEvaluator>;
  /** Stands at the copy alone. */
  atCopy: VirtualEvaluator;
  /** Numbers on paper, as they came out. */
  slips: string[];
  /** As agent.json has them. */
  listed: object[];
  /** As that of the copy has them: the hall's own are not there. */
  listedAtCopy: object[];
  stop(): Promise<void>;
}

const EVALUATOR = 'ff68-evaluator-5';
const PRINTER = 'escpos-80mm';
const ADDRESS = 129;
/** Nobody listens on the discard port. */
const NO_PORT = 9;

/**
 * Starts them, each on a TCP port of its own.
 * @param cameOut is told each number that comes out of a printer
 */
export async function startDevices(
  cameOut: (number: string) => void = () => undefined,
): Promise<FaultDevices> {
  const profiles = await readProfiles();
  const listed: object[] = [];
  const stops: (() => Promise<void>)[] = [];
  const evaluators: Partial<Record<Counter, VirtualEvaluator>> = {};
  const addEvaluator = async (id: string, counter: Counter, list: object[]): Promise<VirtualEvaluator> => {
    const profile = profiles.get(EVALUATOR) as FrameProfile;
    const evaluator = await startVirtualEvaluator({ id, profile, address: ADDRESS });
    const transport = { kind: 'tcp', host: '127.0.0.1', port: evaluator.port };
    list.push({ id, ...{ profile: EVALUATOR, address: ADDRESS, counter, transport } });
    stops.push(() => evaluator.stop());
    return evaluator;
  };
  for (const counter of COUNTERS)
    evaluators[counter] = await addEvaluator(`evaluator-${counter}`, counter, listed);
  const slips: string[] = [];
  for (const kiosk of KIOSKS) {
    const paper = new SlipBook((number) => {
      slips.push(number);
      cameOut(number);
    });
    const profile = profiles.get(PRINTER) as PrinterProfile;
    const id = `printer-${kiosk}`;
    const printer = await startVirtualPrinter({ id, profile, changed: () => paper.look() });
    paper.reads(printer);
    const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
    listed.push({ id, ...{ profile: PRINTER, kiosk, transport } });
    stops.push(() => printer.stop());
  }
  const listedAtCopy: object[] = listed.map((device, i) => ({
    ...device,
    transport: { kind: 'tcp', host: `127.0.9.${i + 1}`, port: NO_PORT },
  }));
  const atCopy = await addEvaluator(COPY_EVALUATOR, COUNTERS[0], listedAtCopy);
  return {
    ...{ evaluators: evaluators as Record<Counter, VirtualEvaluator>, atCopy, slips, listed, listedAtCopy },
    stop: async () => {
      for (const stop of stops) await stop();
    },
  };
}
