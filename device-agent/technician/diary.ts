import type { FrameNote } from '@bandecheng/shared/technician';
import type { DeviceProblem, Instant } from '@bandecheng/shared/vocabulary';
import { bytesInWords } from '../codecs/bytes-in-words.ts';
import type { DeviceLog } from '../drivers/driver.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { Connect } from '../transports/transport.ts';
import { FrameLog, noted } from './frame-log.ts';

/** Log lines kept of the whole agent. */
export const LINES_KEPT = 500;

export interface DiaryLine {
  at: Instant;
  of: string;
  level: Parameters<DeviceLog>[0];
  fact: string;
  figures?: Record<string, string | number>;
}

export interface DeviceState {
  problems: readonly DeviceProblem[];
  since: Instant;
}

/** The diary at one moment, as values. */
export interface DiaryPage {
  at: Instant;
  states: Record<string, DeviceState>;
  frames: Record<string, readonly FrameNote[]>;
  /** Oldest first. */
  lines: readonly DiaryLine[];
}

/** What an agent remembers for a technician: bounded, in memory, without personal data. */
export class Diary {
  private kept: DiaryLine[] = [];
  private readonly frames = new Map<string, FrameLog>();
  private readonly states = new Map<string, DeviceState>();
  private stateKept: () => void = () => undefined;

  constructor(private now: () => Instant) {}

  /** From now on times are by this clock. */
  keepTimeBy(now: () => Instant): void {
    this.now = now;
  }

  /** Called after each change of a device's state. */
  onState(changed: () => void): void {
    this.stateKept = changed;
  }

  /** The last notes of a device's line, newest last; empty where none is kept. */
  framesOf(device: string): readonly FrameNote[] {
    return this.frames.get(device)?.notes ?? [];
  }

  /** What a device last said of itself; null: nothing yet. */
  stateOf(device: string): DeviceState | null {
    return this.states.get(device) ?? null;
  }

  page(): DiaryPage {
    return {
      at: this.now(),
      states: Object.fromEntries(this.states),
      frames: Object.fromEntries([...this.frames].map(([device, { notes }]) => [device, notes])),
      lines: this.kept.slice(-LINES_KEPT),
    };
  }

  /** The same connection, with its bytes kept in words. */
  noting(device: string, profile: DeviceProfile, connect: Connect): Connect {
    const log = new FrameLog(bytesInWords(profile), () => this.now());
    this.frames.set(device, log);
    return noted(connect, log);
  }

  keepState(device: string, problems: readonly DeviceProblem[], since: Instant): void {
    this.states.set(device, { problems, since });
    this.stateKept();
  }

  /** The same log, its last lines kept. */
  logging(of: string, write: DeviceLog): DeviceLog {
    return (level, fact, figures) => {
      this.kept.push({ at: this.now(), of, level, fact, ...(figures === undefined ? {} : { figures }) });
      if (this.kept.length > 2 * LINES_KEPT) this.kept = this.kept.slice(-LINES_KEPT);
      write(level, fact, figures);
    };
  }
}
