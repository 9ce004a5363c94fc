import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { until } from './until.ts';

/** One of the built programs as a process of its own, started in the project's folder. */
export class HallProcess {
  output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly script: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  /** Resolves when it has printed `ready`. */
  static async start(
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    ready: string,
  ): Promise<HallProcess> {
    const child = spawn(process.execPath, [join(process.cwd(), script), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new HallProcess(child, script);
    await until(`${script} says "${ready}"`, () => {
      if (!started.isRunning) throw new Error(`${script} ended:\n${started.output}`);
      return started.output.includes(ready);
    });
    return started;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it between two instructions. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await until(`${this.script} is dead`, () => !this.isRunning);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await until(`${this.script} ends`, () => !this.isRunning);
  }
}
