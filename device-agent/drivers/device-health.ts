import { DEVICE_PROBLEMS, type DeviceProblem } from '@bandecheng/shared/vocabulary';
import type { DriverContext } from './driver.ts';

/** Where a problem was seen: each source speaks for itself alone. */
const SOURCES = ['line', 'device', 'noise'] as const;
type Source = (typeof SOURCES)[number];

/** What is wrong with a device, gathered from its sources and reported whenever it changes, and once at first. */
export class DeviceHealth {
  private readonly sources = new Map<Source, readonly DeviceProblem[]>();
  private told: string | null = null;

  constructor(private readonly context: DriverContext) {}

  /** What these sources say takes the place of what they said before. */
  put(said: Partial<Record<Source, readonly DeviceProblem[]>>): void {
    for (const source of SOURCES) {
      const problems = said[source];
      if (problems !== undefined) this.sources.set(source, problems);
    }
    // Of a device whose port is away nothing else is known.
    if (said.line !== undefined && said.line.length > 0) this.sources.delete('device');
    this.tell();
  }

  get problems(): DeviceProblem[] {
    const all = new Set([...this.sources.values()].flat());
    return DEVICE_PROBLEMS.filter((problem) => all.has(problem));
  }

  private tell(): void {
    const { device, report, now, log } = this.context;
    const { problems } = this;
    const text = problems.join(' ');
    if (this.told === text) return;
    this.told = text;
    log(problems.length === 0 ? 'info' : 'warn', 'device state', { problems: text });
    report({ type: 'RecordDeviceState', device, problems, since: now() }).catch(() => {
      // Not kept: the next look tells it again.
      this.told = null;
    });
  }
}
