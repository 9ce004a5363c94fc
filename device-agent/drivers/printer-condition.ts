import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { LossReason } from '../transports/transport.ts';
import { DeviceHealth } from './device-health.ts';
import type { DriverContext } from './driver.ts';
import type { PrinterConversation } from './printer-conversation.ts';
import { lookAtPrinter, obstacleIn, toldByPrinter } from './printer-look.ts';
import { MISSES_UNTIL_NO_ANSWER, MISSES_UNTIL_REOPENED, type PrinterTimes } from './printer-times.ts';
import { Wake } from './wake.ts';

/** What is known of a printer: from its line, from what it is asked, and from what it tells unasked. */
export class PrinterCondition {
  private readonly health: DeviceHealth;
  private misses = 0;
  private stands: DeviceProblem | null = 'no-answer';
  /** What the printer last told on this line; null: nothing yet. */
  private told: DeviceProblem[] | null = null;
  /** Counts what it told and the lines it was lost on: a look that one of them fell into is void. */
  private turns = 0;

  constructor(
    private readonly status: PrinterProfile['status'],
    private readonly conversation: PrinterConversation,
    private readonly times: PrinterTimes,
    private readonly lineIsUp: () => boolean,
    context: DriverContext,
  ) {
    this.health = new DeviceHealth(context);
  }

  /** Why nothing can be printed now; `no-answer` until the printer has first been seen well. */
  get obstacle(): DeviceProblem | null {
    return this.stands;
  }

  /** The printer speaks of itself at all, asked or unasked. */
  get isKnown(): boolean {
    return this.status.dleEot || this.told !== null;
  }

  /** Silent for so long that a fresh line may help. */
  get wantsReopening(): boolean {
    return this.misses >= MISSES_UNTIL_REOPENED;
  }

  lineLost(reason: LossReason): void {
    this.turns += 1;
    this.told = null;
    this.misses = 0;
    this.stands = reason;
    this.health.put({ line: [reason] });
  }

  /** The printer told its status unasked. */
  hear(bytes: Uint8Array): void {
    this.turns += 1;
    this.told = toldByPrinter(bytes);
    this.see(this.told);
  }

  /** Its fences stay silent: nothing is printed into that. */
  fencesSilent(): void {
    this.stands = 'no-answer';
  }

  /** Asks the printer how it is, and says so. */
  async look(): Promise<void> {
    const { turns } = this;
    const problems = this.status.dleEot ? await this.ask() : (this.told ?? []);
    // What it told meanwhile is fresher than the first of these answers.
    if (!this.lineIsUp() || this.turns !== turns) return;
    if (problems !== null) return this.see(problems);
    this.misses += 1;
    // One lost reply says nothing yet, but nothing is printed into silence.
    this.stands = 'no-answer';
    if (this.misses >= MISSES_UNTIL_NO_ANSWER) this.health.put({ line: [], device: ['no-answer'] });
  }

  /** Goes on looking while a job is out: paper that ends inside it is to be seen at once. */
  watch(): { stop: () => void; done: Promise<void> } {
    const pause = new Wake();
    let over = false;
    const stop = (): void => {
      over = true;
      pause.now();
    };
    const looking = async (): Promise<void> => {
      await pause.wait(this.times.pollMs);
      while (!over && this.lineIsUp() && this.status.dleEot) {
        await this.look();
        if (!over) await pause.wait(this.times.pollMs);
      }
    };
    return { stop, done: looking() };
  }

  private see(problems: DeviceProblem[]): void {
    this.misses = 0;
    this.stands = obstacleIn(problems);
    this.health.put({ line: [], device: problems });
  }

  private async ask(): Promise<DeviceProblem[] | null> {
    try {
      return await lookAtPrinter(this.conversation);
    } catch {
      // The line fell: its own listener says why.
      return null;
    }
  }
}
