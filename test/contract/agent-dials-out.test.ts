import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AgentProcess } from '../fakes/agent-process.ts';
import { FarEnd } from '../fakes/far-end.ts';
import { SmallHub } from '../fakes/small-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const SOON = { timeout: 20_000 };
/** As /proc/net/tcp writes the state of a socket. */
const LISTENS = '0A';

/** A process's own TCP sockets: how many listen, how many do not. */
function tcpSockets(pid: number): { listening: number; connected: number } {
  const folder = `/proc/${pid}/fd`;
  const open = readdirSync(folder).map((fd) => /^socket:\[(\d+)\]$/.exec(link(join(folder, fd)))?.[1]);
  const own = ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => open.includes(fields[9]));
  const listening = own.filter((fields) => fields[3] === LISTENS).length;
  return { listening, connected: own.length - listening };
}

/** Empty for a file that was closed meanwhile. */
function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

test.runIf(process.platform === 'linux')(
  'the agent calls its hub and its devices, and nobody can call it',
  async () => {
    const [hub, box, folder] = [new SmallHub(), new FarEnd(), await temporaryFolder()];
    await hub.start();
    const port = await box.listen();
    const config = join(folder, 'agent.json');
    const evaluator = {
      ...{ id: 'evaluator-c1', profile: 'ff68-evaluator-5', address: 129, counter: 'c1' },
      transport: { kind: 'tcp', host: '127.0.0.1', port },
    };
    const file = {
      ...{ agent: 'hall-1', hub: `http://127.0.0.1:${hub.port}`, key: 'not-a-real-key-of-any-agent' },
      ...{ dataFolder: 'data', devices: [evaluator] },
    };
    await writeFile(config, JSON.stringify(file));
    const agent = AgentProcess.start(config);
    onTestFinished(async () => {
      await agent.kill();
      await hub.stop();
      await box.off();
    });

    await expect.poll(() => hub.agent?.connected, SOON).toBe(true);
    await expect.poll(() => box.attached, SOON).toBe(true);

    await expect.poll(() => tcpSockets(agent.pid), SOON).toEqual({ listening: 0, connected: 2 });
  },
);
