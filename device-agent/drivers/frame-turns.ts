import type { Frame } from '../codecs/frame.ts';
import { encodeFrame, type FrameArgs } from '../codecs/framed-codec.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import { Wake } from './wake.ts';

/**
 * What became of a frame. `sent`: its profile expects no answer to it. `silence`: none of its tries was answered.
 * `lost`: the line fell, or was down.
 */
export type Reply =
  { came: 'answer'; frame: Frame } | { came: 'silence'; tries: number } | { came: 'sent' | 'lost' };

/** What a frame is made of, asked for at each try: what is sent is what is true then. */
export type Wording = () => Omit<FrameArgs, 'address'>;

/**
 * The host's side of a line to a device: one frame at a time, each with its answer, its time-out and its retries as
 * the profile has them. Nothing that was asked before a loss is sent after it.
 */
export class FrameTurns {
  private turn: Promise<unknown> = Promise.resolve();
  private losses = 0;
  private expected: { frames: readonly string[]; came: (frame: Frame | null) => void } | null = null;
  private readonly patience = new Set<Wake>();

  constructor(
    private readonly profile: FrameProfile,
    private readonly address: number,
    private readonly write: (bytes: Uint8Array) => Promise<void>,
  ) {}

  /** Sends a frame when its turn comes. Rejects with `profile-invalid` for what the profile cannot say. */
  ask(name: string, wording: Wording = () => ({})): Promise<Reply> {
    const losses = this.losses;
    const reply = this.turn.then(() => this.exchange(name, wording, losses));
    const quiet = (): Promise<void> => this.pause(this.profile.bus.turnaroundMs);
    this.turn = reply.then(quiet, quiet);
    return reply;
  }

  /** A frame of the device: perhaps the answer that is waited for. */
  heard(frame: Frame): void {
    if (this.expected?.frames.includes(frame.name) === true) this.expected.came(frame);
  }

  /** The line fell: what waits for an answer, or for its turn, comes to nothing. */
  lost(): void {
    this.losses += 1;
    this.expected?.came(null);
    for (const wake of this.patience) wake.now();
  }

  private async exchange(name: string, wording: Wording, losses: number): Promise<Reply> {
    const expect = this.profile.outbound.find((frame) => frame.name === name)?.expect;
    for (let tries = 0; tries <= (expect?.retries ?? 0); tries++) {
      if (tries > 0 && this.losses === losses) await this.pause(this.profile.bus.turnaroundMs);
      if (this.losses !== losses) return { came: 'lost' };
      const bytes = encodeFrame(this.profile, name, { ...wording(), address: this.address });
      const answer = expect === undefined ? null : this.answerFrom(expect.frames);
      const written = await this.write(bytes).then(
        () => true,
        () => false,
      );
      if (!written) return this.giveUp({ came: 'lost' });
      if (expect === undefined || answer === null) return { came: 'sent' };
      const frame = await this.within(expect.withinMs + this.wireMs(bytes), answer);
      if (frame !== null) return { came: 'answer', frame };
    }
    return this.losses === losses ? { came: 'silence', tries: (expect?.retries ?? 0) + 1 } : { came: 'lost' };
  }

  /** Listened for before the first byte leaves: a quick device answers before the write is known to be done. */
  private answerFrom(frames: readonly string[]): Promise<Frame | null> {
    return new Promise((resolve) => {
      this.expected = {
        frames,
        came: (frame) => {
          this.expected = null;
          resolve(frame);
        },
      };
    });
  }

  private async within(ms: number, answer: Promise<Frame | null>): Promise<Frame | null> {
    const timer = setTimeout(() => this.expected?.came(null), ms);
    const frame = await answer;
    clearTimeout(timer);
    return frame;
  }

  private giveUp(reply: Reply): Reply {
    this.expected = null;
    return reply;
  }

  private async pause(ms: number): Promise<void> {
    if (ms === 0) return;
    const wake = new Wake();
    this.patience.add(wake);
    await wake.wait(ms);
    this.patience.delete(wake);
  }

  /** Time on a serial wire, ten bits a byte: the answer cannot begin before the question is out. */
  private wireMs(bytes: Uint8Array): number {
    return Math.ceil((bytes.length * 10_000) / this.profile.serial.baudRate);
  }
}
