import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Verdict } from './judge.ts';

const RIG = 'test/usb/rig.sh';
const GUESTS = 'node_modules/.cache/fault/test/fault';
const SECONDS = 1_800;

/** What a guest says while it does its harm, as it says it. */
type Progress = (text: string) => void;

/**
 * Harms the disk and the clock of a virtual machine at work: nothing of this machine is touched.
 * @param disk file of the guest's ext4 disk
 */
export async function harmTheDisk(disk: string, progress: Progress): Promise<Verdict[]> {
  const harmed = await inGuest(['--disk', disk], [process.execPath, `${GUESTS}/disk-guest.js`], progress);
  return [...harmed.verdicts, { sentence: 'every harm was done and looked at', against: harmed.broken }];
}

/** Boots a virtual machine that has hub and agent as services of systemd, and kills, hangs and stops them. */
export async function harmTheServices(progress: Progress): Promise<Verdict[]> {
  const command = ['bash', 'test/fault/services.sh', process.execPath, `${GUESTS}/service-guest.js`];
  const harmed = await inGuest([], command, progress);
  return [...harmed.verdicts, { sentence: 'the machine was started twice', against: harmed.broken }];
}

async function inGuest(options: readonly string[], command: readonly string[], progress: Progress) {
  const rig = spawn('bash', [RIG, '--timeout', String(SECONDS), ...options, ...command], {
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
  return { verdicts, broken: status === 0 ? [] : [said.slice(-20).join('\n')] };
}
