import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { slopeOf } from './slope.ts';

/** A sample so often, ms: each stops the program for some 50 ms. */
const EVERY_MS = 15_000;
const BYTES_A_MB = 1024 * 1024;
/** Compiled code lies under node_modules/.cache; the probe stays with its sources. */
const PROBE = 'test/soak/heap-probe.cjs';

export interface HeapSample {
  /** Since the program began. */
  seconds: number;
  /** What JavaScript holds after its garbage was collected, and what native parts hold for it. */
  heapMb: number;
  rssMb: number;
}

/** What a program holds once its garbage is collected, every 15 s. It must have been started with `environment`. */
export class HeapUse {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pid: number,
    private readonly file: string,
  ) {
    this.sample();
    this.timer = setInterval(() => this.sample(), EVERY_MS);
  }

  /** For the program to be sampled. */
  static environment(file: string): Record<string, string> {
    const probe = fileURLToPath(new URL(PROBE, `file://${process.cwd()}/`));
    return { NODE_OPTIONS: `--require ${probe}`, HEAP_PROBE_FILE: file };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Oldest first. */
  get samples(): HeapSample[] {
    const lines = readFileSync(this.file, 'utf8').trim().split('\n');
    return lines.map((line) => {
      const { seconds, heapUsed, external, rss } = JSON.parse(line) as Record<string, number>;
      const heap = (heapUsed ?? 0) + (external ?? 0);
      return { seconds: seconds ?? 0, heapMb: heap / BYTES_A_MB, rssMb: (rss ?? 0) / BYTES_A_MB };
    });
  }

  /** Growth of what is held from then on, MB a minute. */
  slopeMbAMinute(of: 'heapMb' | 'rssMb', fromSeconds: number): number {
    const late = this.samples.filter(({ seconds }) => seconds >= fromSeconds);
    return slopeOf(late.map((one) => ({ x: one.seconds / 60, y: one[of] })));
  }

  private sample(): void {
    try {
      process.kill(this.pid, 'SIGUSR2');
    } catch {
      // It has ended; that is told elsewhere.
      clearInterval(this.timer);
    }
  }
}
