import type { FrameProfile } from '../profiles/profile.ts';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import { AnswerTally } from './answer-tally.ts';
import { DeviceHealth } from './device-health.ts';
import type { DriverContext } from './driver.ts';
import { FrameReader } from './frame-reader.ts';
import { FrameTurns, type Reply, type Wording } from './frame-turns.ts';

const MISSES_UNTIL_SILENT = 3;

/** A device that speaks when it is spoken to: its line, questions and their answers, and how it fares. */
export class FrameTalk {
  private readonly reader: FrameReader;
  private readonly turns: FrameTurns;
  private readonly tally = new AnswerTally(MISSES_UNTIL_SILENT);
  private readonly health: DeviceHealth;
  private readonly line: Line;

  /** `up`: the line is open (again), what the device should know is to be sent. */
  constructor(profile: FrameProfile, address: number, context: DriverContext, up: () => void) {
    const health = new DeviceHealth(context);
    this.health = health;
    this.turns = new FrameTurns(profile, address, (bytes) => this.line.write(bytes));
    this.reader = new FrameReader(profile, address, {
      health,
      log: context.log,
      take: (frame) => this.turns.heard(frame),
    });
    this.line = keepOpen(
      context.connect,
      {
        data: (bytes) => this.reader.read(bytes),
        up: () => {
          this.reader.forget();
          health.put({ line: [], device: this.tally.problems });
          up();
        },
        down: (reason) => {
          this.turns.lost();
          health.put({ line: [reason] });
        },
      },
      context,
    );
  }

  get up(): boolean {
    return this.line.up;
  }

  start(): void {
    this.line.start();
  }

  async stop(): Promise<void> {
    this.reader.stop();
    this.turns.lost();
    await this.line.stop();
  }

  /**
   * Sends a frame and says what became of it; a device that goes on giving no answer is reported, and its port opened
   * anew. Rejects with `profile-invalid` for what the profile cannot say.
   */
  async ask(name: string, wording?: Wording): Promise<Reply> {
    const reply = await this.turns.ask(name, wording);
    if (reply.came !== 'answer' && reply.came !== 'silence') return reply;
    if (reply.came === 'answer') this.tally.answered();
    const hopeless = reply.came === 'silence' && this.tally.missed(reply.tries);
    this.health.put({ device: this.tally.problems });
    if (hopeless) this.line.reopen('no-answer');
    return reply;
  }
}
