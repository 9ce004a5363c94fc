import { join } from 'node:path';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { onPty, type VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { startVirtualKeypad, type VirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { startVirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import {
  startVirtualWindowDisplay,
  type VirtualWindowDisplay,
} from '@bandecheng/device-agent/virtual/virtual-window-display';
import { virtualLine } from '../fakes/virtual-line.ts';
import { frameFaults, printerFaults, pulledCable, sharedFaults, type SoakFault } from './faults.ts';
import { SlipBook } from './slip-book.ts';

/** One cable with what hangs on it, one fault at a time. */
export interface SoakLine {
  faults: SoakFault[];
  evaluators: VirtualEvaluator[];
  keypads: VirtualKeypad[];
  displays: VirtualWindowDisplay[];
  printer?: { id: string; kiosk: string; paper: SlipBook };
  /** As agent.json has them. */
  devices: { id: string }[];
  /** Its evaluators hear when a press is on disk; others hear only that they were asked. */
  tellsTaken: boolean;
  stop(): Promise<void>;
}

/** How many of each stand in the hall, every second on a pty, the others on a TCP port; four more share one line. */
export const HALL_DEVICES = { evaluators: 24, keypads: 12, displays: 10, boxes: 6, printers: 8 } as const;
/** Counters with a keypad, and over the first of them a display: those have a clerk. */
export const STAFFED_COUNTERS = HALL_DEVICES.keypads;

/** Starts all 64 devices. Ptys lie in `folder`. */
export async function startLines(folder: string): Promise<SoakLine[]> {
  const maker = new LineMaker(folder, await readProfiles());
  const { evaluators, keypads, displays, boxes, printers } = HALL_DEVICES;
  const lines: SoakLine[] = [];
  for (let n = 1; n <= evaluators; n++) lines.push(await maker.evaluator(n, 'ff68-evaluator-5', n));
  for (let n = 1; n <= keypads; n++) lines.push(await maker.keypad(n));
  for (let n = 1; n <= displays; n++) lines.push(await maker.display(n));
  for (let n = 1; n <= boxes; n++) lines.push(await maker.evaluator(n, 'modbus-evaluator-5', evaluators + n));
  for (let n = 1; n <= printers; n++) lines.push(await maker.printer(n));
  lines.push(await maker.shared(evaluators + boxes + 1));
  return lines;
}

class LineMaker {
  constructor(
    private readonly folder: string,
    private readonly profiles: Awaited<ReturnType<typeof readProfiles>>,
  ) {}

  async evaluator(n: number, model: string, at: number): Promise<SoakLine> {
    const id = `${model.slice(0, 6)}-c${at}`;
    const device = await startVirtualEvaluator({ id, profile: this.frames(model), address: at });
    const { transport, cable } = await this.plug(device, n);
    return {
      ...this.line(device, cable),
      faults: frameFaults(device, cable),
      evaluators: [device],
      tellsTaken: this.frames(model).ack !== undefined,
      devices: [{ id, ...{ profile: model, address: at, counter: `c${at}`, transport } }],
    };
  }

  async keypad(n: number): Promise<SoakLine> {
    const id = `keypad-c${n}`;
    const device = await startVirtualKeypad({ id, profile: this.frames('ff68-keypad'), address: n });
    const { transport, cable } = await this.plug(device, n);
    return {
      ...this.line(device, cable),
      faults: frameFaults(device, cable),
      keypads: [device],
      devices: [{ id, ...{ profile: 'ff68-keypad', address: n, counter: `c${n}`, transport } }],
    };
  }

  async display(n: number): Promise<SoakLine> {
    const id = `display-c${n}`;
    const profile = this.frames('a090-window-display');
    const device = await startVirtualWindowDisplay({ id, profile, address: n });
    const { transport, cable } = await this.plug(device, n);
    return {
      ...this.line(device, cable),
      faults: frameFaults(device, cable),
      displays: [device],
      devices: [{ id, ...{ profile: profile.id, address: n, counter: `c${n}`, transport } }],
    };
  }

  async printer(n: number): Promise<SoakLine> {
    const [id, kiosk, model] = [`printer-k${n}`, `k${n}`, n % 4 === 0 ? 'escpos-58mm' : 'escpos-80mm'];
    const paper = new SlipBook();
    const profile = this.profiles.get(model) as PrinterProfile;
    const device = await startVirtualPrinter({ id, profile, changed: () => paper.look() });
    paper.reads(device);
    const { transport, cable } = await this.plug(device, n);
    return {
      ...this.line(device, cable),
      faults: printerFaults(device, cable),
      printer: { id, kiosk, paper },
      devices: [{ id, ...{ profile: model, kiosk, transport } }],
    };
  }

  /** Two evaluators, a keypad and a display on one RS-485 line behind one serial port. */
  async shared(from: number): Promise<SoakLine> {
    const on = (i: number) => ({ address: i + 1, counter: `c${from + i}` });
    const box = this.frames('modbus-evaluator-5');
    const keys = this.frames('modbus-keypad');
    const glass = this.frames('a090-window-display');
    const boxes = [
      await startVirtualEvaluator({ id: 'shared-box-1', profile: box, address: 1 }),
      await startVirtualEvaluator({ id: 'shared-box-2', profile: box, address: 2 }),
    ];
    const keypad = await startVirtualKeypad({ id: 'shared-keypad', profile: keys, address: 3 });
    const display = await startVirtualWindowDisplay({ id: 'shared-display', profile: glass, address: 4 });
    const all = [...boxes, keypad, display];
    const wire = await virtualLine(all);
    const cable = await onPty(wire, join(this.folder, 'tty-shared'));
    const transport = { kind: 'serial', path: cable.path };
    return {
      faults: [...all.flatMap((device) => sharedFaults(device)), pulledCable(cable)],
      ...{ evaluators: boxes, keypads: [keypad], displays: [display], tellsTaken: false },
      devices: all.map(({ id }, i) => ({
        ...{ id, transport, ...on(i) },
        profile: [box, box, keys, glass][i]?.id,
      })),
      stop: async () => {
        await cable.stop();
        await wire.stop();
        for (const device of all) await device.stop();
      },
    };
  }

  private frames(model: string): FrameProfile {
    return this.profiles.get(model) as FrameProfile;
  }

  /** Even ones on a TCP port, odd ones on a serial port. */
  private async plug(device: { id: string; port: number }, n: number) {
    if (n % 2 === 0) return { transport: { kind: 'tcp', host: '127.0.0.1', port: device.port }, cable: null };
    const cable = await onPty(device, join(this.folder, `tty-${device.id}`));
    return { transport: { kind: 'serial', path: cable.path }, cable };
  }

  private line(device: { stop(): Promise<void> }, cable: VirtualPty | null) {
    return {
      ...{ evaluators: [], keypads: [], displays: [], tellsTaken: false },
      stop: async () => {
        await cable?.stop();
        await device.stop();
      },
    };
  }
}
