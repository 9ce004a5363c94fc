import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One of the built programs as a process of its own. */
export class Program {
  output = '';
  private readonly exited: Promise<unknown>;
  private onOutput: () => void = () => undefined;

  private constructor(
    private readonly child: ChildProcess,
    readonly name: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.onOutput();
      });
    this.exited = once(child, 'exit');
  }

  /** Starts `script` and resolves when it has printed a line that begins with `ready`. */
  static async start(
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    ready: string,
  ): Promise<Program> {
    const child = spawn(process.execPath, [`${ROOT}${script}`, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = new Program(child, script);
    await program.said(ready);
    return program;
  }

  /** The first line that begins so, once it has been printed. Rejects when the program ends before. */
  async said(beginning: string): Promise<string> {
    const found = (): string | undefined =>
      this.output.split('\n').find((line) => line.startsWith(beginning));
    let ended = false;
    void this.exited.then(() => (ended = true));
    for (;;) {
      const line = found();
      if (line !== undefined && this.output.includes(`${line}\n`)) return line;
      if (ended) throw new Error(`${this.name} ended before it said "${beginning}":\n${this.output}`);
      await Promise.race([this.exited, this.nextOutput()]);
    }
  }

  /** Ends it between two instructions, as a power cut would. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  /** Asks it to stop and waits until it has. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.exited;
  }

  /** Freezes it, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL' | 'SIGTERM'): void {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
  }

  private nextOutput(): Promise<void> {
    return new Promise((resolve) => (this.onOutput = resolve));
  }
}
