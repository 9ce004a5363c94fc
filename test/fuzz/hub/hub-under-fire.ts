import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const HUB = join(process.cwd(), 'hub/dist/main.js');
const EXAMPLE = join(process.cwd(), 'hub/hall.example.json');
const ON_REQUEST = join(process.cwd(), 'test/fuzz/hub/heap-on-request.cjs');
/** Open round the clock, under the rules of a city with a desk. */
const ALWAYS_OPEN = { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00', outside: 'issue' };

export interface Memory {
  /** After a garbage collection, bytes. */
  heapUsed: number;
  rss: number;
}

/** The built hub as a process of its own, with its log kept and its heap to be asked for. */
export class HubUnderFire {
  /** Lines of its log that tell of a fault. */
  readonly faults: string[] = [];
  firstPassword = '';
  url = '';

  private constructor(
    readonly folder: string,
    readonly child: ChildProcess,
  ) {}

  /** @param more what hall.json says beside the example's */
  static async start(more: object = {}): Promise<HubUnderFire> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-under-fire-'));
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as object;
    const hall = { ...example, policiesFolder: undefined, policy: 'huancui', hours: ALWAYS_OPEN, ...more };
    await writeFile(join(folder, 'hall.json'), JSON.stringify(hall));
    const child = spawn(
      process.execPath,
      ['--expose-gc', '--require', ON_REQUEST, HUB, '--hall', join(folder, 'hall.json')],
      {
        env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data') },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const hub = new HubUnderFire(folder, child);
    await hub.ready();
    return hub;
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async memory(): Promise<Memory> {
    const told = once(this.child, 'message') as Promise<[Memory]>;
    this.child.send('heap');
    return (await told)[0];
  }

  /** Rejects when it ends otherwise than by itself in peace. */
  async stop(): Promise<void> {
    if (this.alive) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private ready(): Promise<void> {
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error('a hub without output');
    createInterface({ input: stderr }).on('line', (line) => this.faults.push(line));
    return new Promise((resolve, reject) => {
      this.child.once('exit', (code) =>
        reject(new Error(`the hub ended with ${code}: ${this.faults.join('\n')}`)),
      );
      createInterface({ input: stdout }).on('line', (line) => {
        // The log's lines are JSON, 50 and above are faults.
        if (line.startsWith('{') && /^\{"level":[56]0/.test(line)) this.faults.push(line);
        const password = /一次性密码 (\S+?)（/.exec(line)?.[1];
        if (password !== undefined && this.firstPassword === '') this.firstPassword = password;
        if (!line.startsWith('hub ready ')) return;
        this.url = line.slice('hub ready '.length).trim();
        resolve();
      });
    });
  }
}
