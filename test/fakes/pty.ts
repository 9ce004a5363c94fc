import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

/** A cable from a pty to a TCP port. Pulling it ends this socat, by its own pid, and the pty with it. */
export class PtyCable {
  private child: ChildProcess | null = null;

  constructor(
    readonly path: string,
    private readonly port: number,
  ) {}

  /** Resolves when the pty is there. */
  async plug(): Promise<void> {
    const child = spawn('socat', ['-d', '-d', `PTY,link=${this.path},rawer`, `TCP:127.0.0.1:${this.port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child = child;
    child.stderr.setEncoding('utf8');
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (text: string) => {
        said += text;
        if (said.includes('starting data transfer loop')) resolve();
      });
      child.once('exit', () => reject(new Error(`socat ended: ${said}`)));
      child.once('error', reject);
    });
  }

  async pull(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The system gives the pty's number to the next one, of another test perhaps, and the link would lead there.
    await rm(this.path, { force: true });
  }
}
