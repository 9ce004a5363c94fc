import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionBegun, SessionWork } from '@bandecheng/shared/technician-session';
import type { AgentConfig } from '../config.ts';
import { discover } from '../discovery/discover.ts';
import { sessionZh } from '../locales/zh/session.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import { learnedId } from './learn-evaluator.ts';
import { usualLevels, type DevicesArguments } from './read-arguments.ts';
import { siteProfileFile } from './site-profile.ts';
import type { Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';

/** Whether the page may name it: a device of this agent, or a port with something in it; no address of a network. */
export async function isThere(subject: string, { devices }: AgentConfig): Promise<boolean> {
  if (devices.some(({ id }) => id === subject)) return true;
  const { attached } = await discover();
  return attached.some(({ names, file }) => names.includes(subject) || file === subject);
}

/** What nobody should find out after ten presses. */
export async function obstacleToLearning(
  args: DevicesArguments,
  subject: Subject,
  folder: string,
): Promise<SessionBegun | null> {
  if (subject.transport.kind === 'usb-printer')
    return { state: 'refused', field: 'subject', reason: sessionZh.noButtons };
  const writable = await mkdir(folder, { recursive: true })
    .then(() => access(folder, constants.W_OK))
    .then(
      () => true,
      () => false,
    );
  if (!writable) return { state: 'refused', field: 'subject', reason: sessionZh.folderReadOnly(folder) };
  const taken = await siteProfileFile(folder, learnedId(args));
  return taken === null ? null : { state: 'refused', field: 'id', reason: wizardZh.fileThere(taken) };
}

/** The work as a command that was typed would have it; what is recorded goes into `recordings`, an absolute folder. */
export function argumentsOf(work: SessionWork, recordings: string, profilesFolder: string): DevicesArguments {
  const { profile, address, baud } = work.verb === 'probe' ? {} : work;
  const name = work.subject.replace(/[^A-Za-z0-9]+/g, '-').slice(-60);
  const file = `${name}-${timeText(Date.now()).replace(/[^0-9]/g, '')}.jsonl`.replace(/^-+/, '');
  return {
    verb: work.verb,
    subject: work.subject,
    file: join(recordings, file),
    config: '',
    profile: profile ?? null,
    address: address ?? null,
    baud: baud ?? null,
    parity: 'none',
    levels: usualLevels(work.verb === 'wizard' ? work.levels : 5),
    id: work.verb === 'wizard' ? (work.id ?? null) : null,
    counter: null,
    profilesFolder,
    seconds: work.verb === 'record' ? work.seconds : 600,
    hall: '',
  };
}
