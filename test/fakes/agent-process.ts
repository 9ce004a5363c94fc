import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../device-agent/start.cjs', import.meta.url));

/** The built agent as a process of its own. */
export class AgentProcess {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
  }

  static start(config: string, env: Record<string, string> = {}): AgentProcess {
    const child = spawn(process.execPath, [MAIN, config], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new AgentProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get ready(): boolean {
    return this.stdout.includes('agent ready\n');
  }

  /** Ends it at once, as a power cut would; harmless when it has ended. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to stop; resolves with its exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  exit(): Promise<number | null> {
    return this.ended;
  }
}
