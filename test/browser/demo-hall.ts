import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../fakes/free-port.ts';
import { Program } from '../flow/program.ts';

interface DeviceFile {
  devices: { id: string; transport: { port: number } }[];
}

/** The demonstration hall as `npm start` starts it, on ports and in a folder of its own. */
export class DemoHall {
  private constructor(
    private readonly program: Program,
    private readonly folder: string,
  ) {}

  static async open(): Promise<DemoHall> {
    const folder = mkdtempSync(join(tmpdir(), 'bandecheng-demo-'));
    const virtual = example('device-agent/virtual/virtual.example.json');
    const agent = example('device-agent/agent.example.json');
    for (const { id, transport } of virtual.devices) {
      transport.port = await freePort();
      const driven = agent.devices.find((device) => device.id === id);
      if (driven !== undefined) driven.transport.port = transport.port;
    }
    writeFileSync(join(folder, 'virtual.json'), JSON.stringify(virtual));
    writeFileSync(join(folder, 'agent.json'), JSON.stringify(agent));
    const configs = ['--virtual', join(folder, 'virtual.json'), '--agent', join(folder, 'agent.json')];
    const env = { PORT: '0', DATA_DIR: join(folder, 'data') };
    try {
      return new DemoHall(await Program.start('start.mjs', configs, env, '按 Ctrl+C'), folder);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The address printed beside an English name: `start page`. */
  address(name: string): string {
    return new RegExp(`(http://\\S+) .*\\| ${name}\\n`).exec(this.program.output)?.[1] ?? '';
  }

  async close(): Promise<void> {
    await this.program.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function example(path: string): DeviceFile {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8')) as DeviceFile;
}
