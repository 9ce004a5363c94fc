import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

interface Sample {
  seconds: number;
  rssMb: number;
  cpuSeconds: number;
}

/** The most memory and the processor's share of another process, looked at once a second. */
export class ProcessUse {
  private readonly samples: Sample[] = [];
  private readonly began = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.sample();
    this.timer = setInterval(() => this.sample(), 1_000);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get mostMb(): number {
    return Math.max(...this.samples.map(({ rssMb }) => rssMb));
  }

  /** Share of one core over the whole time, 0 to 1 and more. */
  get coreShare(): number {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (first === undefined || last === undefined) return Number.NaN;
    return (last.cpuSeconds - first.cpuSeconds) / (last.seconds - first.seconds);
  }

  private sample(): void {
    try {
      const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
      const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
      // The name of the process, in brackets, may hold blanks.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      this.samples.push({
        seconds: (performance.now() - this.began) / 1_000,
        rssMb: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      });
    } catch {
      // It has ended; that is told elsewhere.
      clearInterval(this.timer);
    }
  }
}
