import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import type { FrameArgs } from '../codecs/framed-codec.ts';
import type { Frame } from '../codecs/frame.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import { AnswerTally } from './answer-tally.ts';
import type { DeviceLog } from './driver.ts';
import { FrameTurns } from './frame-turns.ts';
import { Wake } from './wake.ts';

export interface PollerParts {
  write: (bytes: Uint8Array) => Promise<void>;
  /** Whether the device answers, after each question. */
  told: (problems: DeviceProblem[]) => void;
  reopen: () => void;
  log: DeviceLog;
}

type Prompt = Omit<FrameArgs, 'address'>;

/**
 * Asks a device that speaks only when it is asked, as often as its profile says, and sends prompts between two
 * questions. Of prompts of one name that wait, the newest alone is sent.
 */
export class Poller {
  private readonly turns: FrameTurns;
  private readonly tally: AnswerTally;
  private readonly prompts = new Map<string, Prompt>();
  private readonly wake = new Wake();
  private open = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly poll: NonNullable<FrameProfile['poll']>,
    profile: FrameProfile,
    address: number,
    private readonly parts: PollerParts,
  ) {
    this.turns = new FrameTurns(profile, address, parts.write);
    this.tally = new AnswerTally(poll.missesBeforeOffline);
  }

  get problems(): DeviceProblem[] {
    return this.tally.problems;
  }

  /** The line is open (again). */
  up(): void {
    this.open = true;
    this.running = this.running.then(() => this.run());
  }

  /** The line is gone, and with it what waited to be sent. */
  down(): void {
    this.open = false;
    this.prompts.clear();
    this.turns.lost();
    this.wake.now();
  }

  /** Settles once nothing is asked any more, after `down`. */
  get ended(): Promise<void> {
    return this.running;
  }

  heard(frame: Frame): void {
    this.turns.heard(frame);
  }

  send(name: string, prompt: Prompt): void {
    if (!this.open) return;
    this.prompts.delete(name);
    this.prompts.set(name, prompt);
    this.wake.now();
  }

  private async run(): Promise<void> {
    let nextAt = performance.now();
    while (this.open) {
      for (const [name, prompt] of this.prompts) {
        this.prompts.delete(name);
        await this.turns
          .ask(name, () => prompt)
          .catch((error: unknown) => {
            this.parts.log('error', 'prompt cannot be sent', { name, reason: String(error) });
          });
      }
      if (this.open && performance.now() >= nextAt) {
        nextAt = performance.now() + this.poll.everyMs;
        await this.ask();
      }
      if (this.open) await this.wake.wait(Math.max(0, nextAt - performance.now()));
    }
  }

  private async ask(): Promise<void> {
    const reply = await this.turns.ask(this.poll.outbound);
    if (reply.came === 'lost') return;
    if (reply.came === 'answer' && reply.frame.means.event === 'nak')
      this.parts.log('warn', 'device refuses to be asked so', { frame: reply.frame.name });
    if (reply.came !== 'silence') this.tally.answered();
    const hopeless = reply.came === 'silence' && this.tally.missed(reply.tries);
    this.parts.told(this.tally.problems);
    if (hopeless) this.parts.reopen();
  }
}
