import { setTimeout as pause } from 'node:timers/promises';
import type { VirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import type { VirtualKeypad } from '@bandecheng/device-agent/virtual/virtual-keypad';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { dice, type Dice } from '../fuzz/dice.ts';
import type { SoakFault } from './faults.ts';
import type { SoakLine } from './lines.ts';
import type { SoakHall } from './soak-hall.ts';

/** An agent pauses up to 36 s before it opens a device again, and calls a line noisy for 20 s at most. */
export const RECOVERY_MS = 90_000;
/** A printer's fence is waited for 10 s, its deadline is 10 s, and the machine may be busy. */
const PRINTED_MS = 60_000;
const TAKEN_MS = 10_000;
const LOOK_MS = 100;
/** A keypad repeats itself within a second; the same key later is a key of its own. */
const BETWEEN_PRESSES_MS = 1_300;

export interface MadePress {
  device: string;
  /** The level, or the key. */
  mark: string;
  at: number;
  /** What its line was suffering; null: nothing. */
  under: string | null;
  /** The device was told that it is on disk, or its line was well from before the press to its end. */
  mustBeRecorded: boolean;
}
export interface TakenNumber {
  number: string;
  ticket: string;
  printer: string;
  /** Nothing was wrong with the printer from before it was asked for until its print had ended. */
  healthy: boolean;
}
/** What happened at one line. */
export interface LineWork {
  presses: MadePress[];
  numbers: TakenNumber[];
  faults: string[];
  /** From the end of each fault until the desk board called all devices of the line well, ms. */
  recoveries: number[];
  complaints: string[];
}

/** Works at one line until `endsAt`: presses and prints while it is well, then a fault, and again. */
export async function workLine(
  hall: SoakHall,
  line: SoakLine,
  { seed, endsAt }: { seed: number; endsAt: number },
): Promise<LineWork> {
  const worker = new LineWorker(hall, line, dice(seed));
  while (Date.now() < endsAt) {
    await worker.workWell();
    await worker.workBadly();
  }
  return worker.work;
}

class LineWorker {
  readonly work: LineWork = { presses: [], numbers: [], faults: [], recoveries: [], complaints: [] };
  private turn = 0;

  constructor(
    private readonly hall: SoakHall,
    private readonly line: SoakLine,
    private readonly dice: Dice,
  ) {}

  /** Some presses and a ticket on a line that is well. */
  async workWell(): Promise<void> {
    for (let n = this.dice.below(3); n >= 0; n--) {
      for (const evaluator of this.line.evaluators) await this.rate(evaluator, null);
      for (const keypad of this.line.keypads) await this.pressPause(keypad);
      await pause(BETWEEN_PRESSES_MS + this.dice.below(1_000));
    }
    if (this.line.printer !== undefined) await this.takeNumber(true);
  }

  /** One fault, with presses and a ticket under it, and the line well again. */
  async workBadly(): Promise<void> {
    const fault = this.dice.pick(this.line.faults);
    this.work.faults.push(fault.name);
    await fault.begin();
    const numbers = this.line.printer !== undefined && this.dice.once(2) ? this.takeNumber(false) : null;
    for (const evaluator of this.line.evaluators) await this.rate(evaluator, fault.name);
    if (fault.lasts) await pause(1_000 + this.dice.below(5_000));
    await fault.end();
    const endedAt = Date.now();
    await numbers;
    await this.recover(fault, endedAt);
  }

  private async recover(fault: SoakFault, endedAt: number): Promise<void> {
    await pause(fault.lingersMs);
    const well = (): boolean => this.line.devices.every(({ id }) => this.hall.problemsOf(id)?.length === 0);
    while (await within(RECOVERY_MS, well)) {
      this.work.recoveries.push(Date.now() - endedAt);
      // A fault may be found out late on a busy machine: well means well for a while.
      await pause(LOOK_MS * 5);
      if (well()) return;
    }
    const bad = this.line.devices.filter(({ id }) => this.hall.problemsOf(id)?.length !== 0);
    for (const { id } of bad)
      this.work.complaints.push(
        `${id} did not recover from ${fault.name}: ${String(this.hall.problemsOf(id))}`,
      );
  }

  private async rate(evaluator: VirtualEvaluator, under: string | null): Promise<void> {
    const level = LEVELS[this.turn++ % LEVELS.length] ?? 'satisfied';
    const at = Date.now();
    evaluator.press(level);
    const taken = await this.taken(evaluator, under === null);
    const mustBeRecorded = taken && (under === null || this.line.tellsTaken);
    this.work.presses.push({ device: evaluator.id, mark: level, at, under, mustBeRecorded });
  }

  private async pressPause(keypad: VirtualKeypad): Promise<void> {
    const at = Date.now();
    keypad.key('pause');
    const taken = await this.taken(keypad, true);
    this.work.presses.push({ device: keypad.id, mark: 'pause', at, under: null, mustBeRecorded: taken });
  }

  private async taken(device: VirtualEvaluator | VirtualKeypad, healthy: boolean): Promise<boolean> {
    const fate = () => device.state().sent?.state;
    await within(healthy ? TAKEN_MS * 3 : TAKEN_MS, () => fate() !== 'sending');
    const taken = fate() === 'acknowledged';
    if (healthy && !taken) this.work.complaints.push(`${device.id}, well, was not heard: ${fate()}`);
    return taken;
  }

  private async takeNumber(healthy: boolean): Promise<void> {
    const { printer } = this.line;
    if (printer === undefined) return;
    const { ticket, number } = await this.hall.takeNumber(printer.kiosk);
    this.work.numbers.push({ ticket, number, printer: printer.id, healthy });
    const over = (): boolean =>
      !['requested', 'printing', undefined].includes(this.hall.printOf(printer.kiosk, ticket));
    if (!(await within(PRINTED_MS, over)))
      this.work.complaints.push(`the print of ${number} at ${printer.id} did not end`);
    printer.paper.tear();
  }
}

/** Whether it came true in time. */
export async function within(ms: number, look: () => boolean): Promise<boolean> {
  const end = performance.now() + ms;
  while (!look()) {
    if (performance.now() > end) return false;
    await pause(LOOK_MS);
  }
  return true;
}
