import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Verdict } from './judge.ts';

const RIG = 'test/usb/rig.sh';
const GUEST = 'node_modules/.cache/fault/test/fault/disk-guest.js';
const SECONDS = 1_800;

/**
 * Harms the disk and the clock of a virtual machine at work: nothing of this machine is touched.
 * @param disk file of the guest's ext4 disk
 */
export async function harmTheDisk(disk: string, progress: (text: string) => void): Promise<Verdict[]> {
  const options = ['--timeout', String(SECONDS), '--disk', disk];
  const rig = spawn('bash', [RIG, ...options, process.execPath, GUEST], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const verdicts: Verdict[] = [];
  const said: string[] = [];
  const ended = once(rig, 'exit') as Promise<[number | null]>;
  createInterface({ input: rig.stdout }).on('line', (line) => {
    said.push(line);
    if (line.startsWith('verdict ')) verdicts.push(JSON.parse(line.slice(8)) as Verdict);
    if (line.startsWith('harm ')) progress(line.slice(5));
  });
  const [status] = await ended;
  const against = status === 0 ? [] : [said.slice(-20).join('\n')];
  return [...verdicts, { sentence: 'every harm was done and looked at', against }];
}
