import { encodeAck, encodeFrame, hasFrame } from '../codecs/framed-codec.ts';
import { fitText } from '../codecs/frame-text.ts';
import type { Frame } from '../codecs/frame.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import { DeviceHealth } from './device-health.ts';
import type {
  ButtonLine,
  ButtonLineListener,
  ButtonPress,
  OpenButtonLine,
  PromptArgs,
} from './button-line.ts';
import type { DriverContext } from './driver.ts';
import { FrameReader } from './frame-reader.ts';
import { Poller } from './poller.ts';

/** The line of a button box that speaks in frames. `address`: its own, 0 to 65,535. */
export function framedLine(profile: FrameProfile, address: number): OpenButtonLine {
  return (context, listener) => new FramedLine(profile, address, context, listener);
}

/** A device that waits for its acknowledgement repeats itself every few seconds; after so long a silence it has given up. Ms. */
const GIVES_UP_AFTER_MS = 10_000;

interface Press {
  pressed: string;
  /** When it was last heard, on the clock that only runs forward. */
  at: number;
  /** When it was first acknowledged, on that clock: what the device sent before then may be read after it. */
  acknowledgedAt?: number;
  onDisk: boolean;
  /** An agent before this one took it: between the two someone else may have been served. */
  before?: true;
}

/** The line of a button box: frames in, each once and acknowledged; frames out by name. */
class FramedLine implements ButtonLine {
  private readonly line: Line;
  private readonly reader: FrameReader;
  private readonly health: DeviceHealth;
  private last: Press | null;
  /** The button that is down, where the device says when none is: one press however long, whoever is invited. */
  private held: string | null = null;
  private readonly tellsWhenIdle: boolean;
  private readonly poller: Poller | null;

  constructor(
    private readonly profile: FrameProfile,
    private readonly address: number,
    private readonly context: DriverContext,
    private readonly listener: ButtonLineListener,
  ) {
    this.last = pressBefore(context);
    this.tellsWhenIdle = profile.inbound.some(({ event }) => event === 'idle');
    this.health = new DeviceHealth(context);
    this.reader = new FrameReader(profile, address, {
      health: this.health,
      log: context.log,
      take: (frame) => this.take(frame),
    });
    this.poller = this.pollerOf(profile);
    this.line = keepOpen(
      context.connect,
      {
        data: (bytes) => this.reader.read(bytes),
        up: () => this.opened(),
        down: (reason) => {
          this.poller?.down();
          this.health.put({ line: [reason] });
        },
      },
      context,
    );
  }

  private pollerOf(profile: FrameProfile): Poller | null {
    if (profile.poll === undefined) return null;
    return new Poller(profile.poll, profile, this.address, {
      write: (bytes) => this.line.write(bytes),
      told: (problems) => this.health.put({ device: problems }),
      reopen: () => this.line.reopen('no-answer'),
      log: this.context.log,
    });
  }

  start(): void {
    this.line.start();
  }

  async stop(): Promise<void> {
    this.reader.stop();
    this.poller?.down();
    await this.line.stop();
    await this.poller?.ended;
  }

  /** Sends a frame of the profile; without such a frame, or with the line down, nothing is sent. */
  send(name: string, said: PromptArgs = {}): void {
    if (!hasFrame(this.profile, name) || !this.line.up) return;
    const args = this.fitted(name, said);
    if (this.poller !== null) return this.poller.send(name, args);
    try {
      this.write(encodeFrame(this.profile, name, { ...args, address: this.address }));
    } catch (error) {
      this.context.log('warn', 'frame not sent', { reason: String(error) });
    }
  }

  /** Texts as far as the frame has room for them. */
  private fitted(name: string, { clerk, number, ...others }: PromptArgs): PromptArgs {
    return {
      ...others,
      ...(clerk === undefined ? {} : { clerk: fitText(this.profile, name, clerk, 'clerk') }),
      ...(number === undefined ? {} : { number: fitText(this.profile, name, number, 'number') }),
    };
  }

  private opened(): void {
    this.reader.forget();
    this.held = null;
    this.health.put({ line: [], device: this.poller?.problems ?? [] });
    this.poller?.up();
    this.listener.up();
  }

  private take(frame: Frame): void {
    this.poller?.heard(frame);
    const { means } = frame;
    if (means.event === 'idle') this.letGo();
    if (means.event !== 'rating' && means.event !== 'key') return;
    const pressed = pressedOf(means);
    if (this.held === pressed || !this.reader.admit()) return;
    if (this.tellsWhenIdle) this.held = pressed;
    const at = performance.now();
    const { last } = this;
    const repeated = last?.pressed === pressed && this.mayRepeat(last, at);
    // Who pressed before a restart and who presses now, the hub can tell; a key it cannot, and a lost one is seen.
    const again = repeated && last.before === true && means.event === 'rating';
    if (repeated && !again) {
      last.at = at;
      // The device repeats because it did not hear us; while the press is not on disk it is right to.
      if (last.onDisk) this.acknowledge(frame);
      return;
    }
    const press: Press = { pressed, at, onDisk: false };
    this.last = press;
    this.listener.pressed(again ? { ...means, again } : means).then(
      () => {
        press.onDisk = true;
        press.acknowledgedAt = performance.now();
        this.acknowledge(frame);
      },
      (error: unknown) => {
        if (this.last === press) this.letGo();
        this.context.log('error', 'press not kept', { reason: String(error) });
      },
    );
  }

  /** Whether its device may still be repeating it: for want of an acknowledgement, or until that has arrived. */
  private mayRepeat({ at: heardAt, acknowledgedAt, onDisk }: Press, at: number): boolean {
    const { ack, dedupeWindowMs } = this.profile;
    if (ack === undefined) return at - heardAt < dedupeWindowMs;
    if (!onDisk) return at - heardAt < Math.max(dedupeWindowMs, GIVES_UP_AFTER_MS);
    return at - Math.max(heardAt, acknowledgedAt ?? heardAt) < dedupeWindowMs;
  }

  /** Whatever is pressed next is a press of its own. */
  private letGo(): void {
    this.held = null;
    this.last = null;
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
}

/** Which button it was: two frames of one meaning are one press repeated, or the same one again. */
function pressedOf(means: Exclude<ButtonPress, { event: 'digit' }>): string {
  return means.event === 'rating' ? means.level : `${means.key}${means.digits ?? ''}`;
}

function pressBefore({ lastPress, now }: DriverContext): Press | null {
  if (lastPress === undefined) return null;
  return {
    pressed: lastPress.pressed,
    at: performance.now() - Math.max(0, now() - lastPress.at),
    onDisk: true,
    before: true,
  };
}
