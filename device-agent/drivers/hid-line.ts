import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import {
  encodeHidOutput,
  hasHidOutput,
  hidReportDecoder,
  type HidPress,
} from '../codecs/hid-report-codec.ts';
import { DIGITS, type HidMeans } from '../profiles/hid-profile.ts';
import type { HidProfile } from '../profiles/profile.ts';
import { keepOpen, type Line } from '../transports/keep-open.ts';
import type { ButtonLine, ButtonLineListener, ButtonPress, OpenButtonLine } from './button-line.ts';
import { DeviceHealth } from './device-health.ts';
import type { DriverContext } from './driver.ts';
import { NOISY_FOR_MS, NoiseGuard } from './noise-guard.ts';

/** The line of a button box that speaks in HID reports. */
export function hidLine(profile: HidProfile): OpenButtonLine {
  return (context, listener) => new HidLine(profile, context, listener);
}

/**
 * Reports in, each button once for as long as it is held. Nothing is acknowledged and nothing repeated: a report
 * that came is a press, one that did not come was none.
 */
class HidLine implements ButtonLine {
  private readonly line: Line;
  private readonly decoder;
  private readonly guard = new NoiseGuard();
  private readonly health: DeviceHealth;
  /** When each button was last let go, on the clock that only runs forward. */
  private readonly releasedAt = new Map<number, number>();
  private quiet: NodeJS.Timeout | undefined;

  constructor(
    private readonly profile: HidProfile,
    private readonly context: DriverContext,
    private readonly listener: ButtonLineListener,
  ) {
    this.decoder = hidReportDecoder(profile);
    this.health = new DeviceHealth(context);
    this.line = keepOpen(
      context.connect,
      {
        data: (report) => this.read(report),
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
    clearTimeout(this.quiet);
    await this.line.stop();
  }

  send(name: string): void {
    if (!hasHidOutput(this.profile, name) || !this.line.up) return;
    this.line.write(encodeHidOutput(this.profile, name)).catch((error: unknown) => {
      this.context.log('warn', 'report not sent', { reason: String(error) });
    });
  }

  /** Nothing to forget: a press is over when the button is let go, whoever pressed it. */
  forgetBefore(): void {}

  private opened(): void {
    // Nobody saw the buttons while the device was away: one held down now is a press.
    this.decoder.forget();
    this.releasedAt.clear();
    this.health.put({ line: [] });
    this.listener.up();
  }

  private read(report: Uint8Array): void {
    const change = this.decoder.push(report);
    if (change === null) {
      this.context.log('warn', 'report of no button', { length: report.length });
      return;
    }
    const at = performance.now();
    const pressed = change.pressed.filter(({ input }) => !this.hasBounced(input, at));
    for (const input of change.released) this.releasedAt.set(input, at);
    for (const press of pressed) this.take(press, at);
  }

  private hasBounced(input: number, at: number): boolean {
    if (at - (this.releasedAt.get(input) ?? -Infinity) >= this.profile.debounceMs) return false;
    this.guard.bounced(at);
    this.tellNoise();
    return true;
  }

  private take({ means }: HidPress, at: number): void {
    const admitted = this.guard.admit(at);
    this.tellNoise();
    if (!admitted) {
      this.context.log('warn', 'too many presses, dropped', { dropped: this.guard.dropped });
      return;
    }
    this.listener.pressed(pressOf(means)).catch((error: unknown) => {
      this.context.log('error', 'press not kept', { reason: String(error) });
    });
  }

  private tellNoise(): void {
    const noisy = this.guard.noisy(performance.now());
    this.health.put({ noise: noisy ? ['noisy-line'] : [] });
    if (!noisy) return;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tellNoise(), NOISY_FOR_MS);
  }
}

function pressOf(means: HidMeans): ButtonPress {
  if (isLevel(means)) return { event: 'rating', level: means };
  return isDigit(means) ? { event: 'digit', digit: means } : { event: 'key', key: means };
}

function isDigit(means: HidMeans): means is (typeof DIGITS)[number] {
  return (DIGITS as readonly string[]).includes(means);
}

function isLevel(means: HidMeans): means is Level {
  return (LEVELS as readonly string[]).includes(means);
}
