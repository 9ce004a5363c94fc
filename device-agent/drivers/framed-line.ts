import { encodeAck, encodeFrame, frameDecoder, hasFrame, type FrameArgs } from '../codecs/framed-codec.ts';
import type { Frame } from '../codecs/frame.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import { DeviceHealth } from './device-health.ts';
import type { ButtonLine, ButtonLineListener, ButtonPress, OpenButtonLine } from './button-line.ts';
import type { DriverContext } from './driver.ts';
import { NOISY_FOR_MS, NoiseGuard } from './noise-guard.ts';

/** The line of a button box that speaks in frames. `address`: its own, 0 to 65,535. */
export function framedLine(profile: FrameProfile, address: number): OpenButtonLine {
  return (context, listener) => new FramedLine(profile, address, context, listener);
}

interface Press {
  pressed: string;
  /** On the clock that only runs forward. */
  at: number;
  onDisk: boolean;
}

/** The line of a button box: frames in, each once and acknowledged; frames out by name. */
class FramedLine implements ButtonLine {
  private readonly line: Line;
  private readonly decoder;
  private readonly guard = new NoiseGuard();
  private readonly health: DeviceHealth;
  private silence: NodeJS.Timeout | undefined;
  private quiet: NodeJS.Timeout | undefined;
  private discardedSeen = 0;
  private last: Press | null;

  constructor(
    private readonly profile: FrameProfile,
    private readonly address: number,
    private readonly context: DriverContext,
    private readonly listener: ButtonLineListener,
  ) {
    this.decoder = frameDecoder(profile, 'host');
    this.last = pressBefore(context);
    this.health = new DeviceHealth(context);
    this.line = keepOpen(
      context.connect,
      {
        data: (bytes) => this.read(bytes),
        up: () => this.opened(),
        down: (reason) => this.health.put({ line: [reason] }),
      },
      context,
    );
  }

  start(): void {
    this.line.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.silence);
    clearTimeout(this.quiet);
    await this.line.stop();
  }

  /** Sends a frame of the profile; without such a frame, or with the line down, nothing is sent. */
  send(name: string, args: Omit<FrameArgs, 'address'> = {}): void {
    if (!hasFrame(this.profile, name) || !this.line.up) return;
    this.write(encodeFrame(this.profile, name, { ...args, address: this.address }));
  }

  private opened(): void {
    // What came before the loss is not the beginning of what comes now.
    this.decoder.drop();
    this.health.put({ line: [] });
    this.listener.up();
  }

  private read(bytes: Uint8Array): void {
    clearTimeout(this.silence);
    const frames = this.decoder.push(bytes);
    this.weigh(bytes.length);
    for (const frame of frames) this.take(frame);
    this.silence = setTimeout(() => {
      const frames = this.decoder.drop();
      this.weigh(0);
      for (const frame of frames) this.take(frame);
    }, this.profile.interByteTimeoutMs);
  }

  private take(frame: Frame): void {
    if (frame.address !== this.address) {
      this.context.log('warn', 'frame from another address', { address: frame.address });
      return;
    }
    const { means } = frame;
    if (means.event !== 'rating' && means.event !== 'key') return;
    const at = performance.now();
    const admitted = this.guard.admit(at);
    this.tellNoise();
    if (!admitted) {
      this.context.log('warn', 'too many frames, dropped', { dropped: this.guard.dropped });
      return;
    }
    const pressed = pressedOf(means);
    if (this.last?.pressed === pressed && at - this.last.at < this.profile.dedupeWindowMs) {
      this.last.at = at;
      // The device repeats because it did not hear us; while the press is not on disk it is right to.
      if (this.last.onDisk) this.acknowledge(frame);
      return;
    }
    const press: Press = { pressed, at, onDisk: false };
    this.last = press;
    this.listener.pressed(means).then(
      () => {
        press.onDisk = true;
        this.acknowledge(frame);
      },
      (error: unknown) => {
        if (this.last === press) this.last = null;
        this.context.log('error', 'press not kept', { reason: String(error) });
      },
    );
  }

  /** The same button pressed after this instant is a press of its own, however soon it comes. */
  forgetBefore(instant: Instant): void {
    if (this.last === null) return;
    const pressedAt = this.context.now() - (performance.now() - this.last.at);
    if (pressedAt < instant) this.last = null;
  }

  private acknowledge(frame: Frame): void {
    const ack = encodeAck(this.profile, frame);
    if (ack !== null && this.line.up) this.write(ack);
  }

  private write(bytes: Uint8Array): void {
    this.line.write(bytes).catch((error: unknown) => {
      this.context.log('warn', 'frame not sent', { reason: String(error) });
    });
  }

  private weigh(bytes: number): void {
    const { discardedBytes, unknownFrames, badChecksums } = this.decoder.counters;
    const discarded = discardedBytes - this.discardedSeen;
    this.discardedSeen = discardedBytes;
    this.guard.read(bytes, discarded, performance.now());
    if (discarded > 0)
      this.context.log('warn', 'bytes in no frame', { discardedBytes, badChecksums, unknownFrames });
    this.tellNoise();
  }

  private tellNoise(): void {
    const noisy = this.guard.noisy(performance.now());
    this.health.put({ noise: noisy ? ['noisy-line'] : [] });
    if (!noisy) return;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tellNoise(), NOISY_FOR_MS);
  }
}

/** Which button it was: two frames of one meaning are one press repeated, or the same one again. */
function pressedOf(means: ButtonPress): string {
  return means.event === 'rating' ? means.level : `${means.key}${means.digits ?? ''}`;
}

function pressBefore({ lastPress, now }: DriverContext): Press | null {
  if (lastPress === undefined) return null;
  return {
    pressed: lastPress.pressed,
    at: performance.now() - Math.max(0, now() - lastPress.at),
    onDisk: true,
  };
}
