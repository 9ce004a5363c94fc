import { constants } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SessionBegun, SessionNews, SessionWork } from '@bandecheng/shared/technician-session';
import type { AgentConfig } from '../config.ts';
import { discover } from '../discovery/discover.ts';
import type { DeviceLog } from '../drivers/driver.ts';
import { sessionZh } from '../locales/zh/session.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { siteFolderOf } from '../read-profiles.ts';
import type { LearnedDevice } from './learn-evaluator.ts';
import { workOnPort, type PortVerbTimes } from './port-verbs.ts';
import { usualLevels, type DevicesArguments } from './read-arguments.ts';
import { RemoteSession, type SessionTimes } from './remote-session.ts';
import { siteProfileFile } from './site-profile.ts';
import type { Site } from './site.ts';
import { findSubject, type Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';

/** Recordings in the agent's data folder. */
const RECORDINGS = 'recordings';

/** The agent's own devices, as a session borrows them. */
export interface Lender {
  /** Puts the device, and those on the same port, out of service; resolves with their ids when the port is free. */
  lend(device: string): Promise<readonly string[]>;
  /** Takes them into service again, as they are now in the configuration. */
  takeBack(devices: readonly string[]): void;
  /** The profiles are read anew. Rejects with `profile-invalid`. */
  readProfiles(): Promise<void>;
  /** From now on, and after a restart, the device is of this model; or why it cannot be. */
  takeUp(device: string, learned: LearnedDevice): Promise<string | null>;
}

export interface SessionHostParts {
  /** As it is now. */
  config: () => AgentConfig;
  profiles: () => ReadonlyMap<string, DeviceProfile>;
  lender: Lender;
  log: DeviceLog;
  times?: PortVerbTimes & Partial<SessionTimes>;
}

type Work = SessionWork;
interface Lead {
  by: string;
  subject: string;
  session: RemoteSession;
  over: Promise<void>;
}

/** Sessions on this agent's ports, led from afar, one at a time. */
export class SessionHost {
  private lead: Lead | null = null;
  private beginning = false;

  constructor(private readonly parts: SessionHostParts) {}

  /** Begins a session where none is, on a port that is there; `by`: the account that leads it. */
  async begin(work: Work, by: string): Promise<SessionBegun> {
    const { lead } = this;
    if (lead !== null && !lead.session.isOver) return { state: 'busy', by: lead.by, subject: lead.subject };
    if (this.beginning) return { state: 'busy', by, subject: work.subject };
    this.beginning = true;
    try {
      return await this.beginNow(work, by);
    } finally {
      this.beginning = false;
    }
  }

  /** What the session has said after this line; null: there is no such session. */
  async follow(session: string, after: number): Promise<SessionNews | null> {
    return (await this.found(session)?.follow(after)) ?? null;
  }

  choose(session: string, question: number, choice: string): { taken: boolean } {
    return { taken: this.found(session)?.choose(question, choice) ?? false };
  }

  stop(session: string): { stopped: boolean } {
    const found = this.found(session);
    if (found === null || found.isOver) return { stopped: false };
    found.stop();
    return { stopped: true };
  }

  /** A recording by its name, which names no path; null: there is none. */
  async recording(name: string): Promise<{ name: string; text: string } | null> {
    const text = await readFile(join(this.parts.config().dataFolder, RECORDINGS, name), 'utf8').catch(
      () => null,
    );
    return text === null ? null : { name, text };
  }

  /** Ends the session, if there is one, and waits until its port is free. */
  async close(): Promise<void> {
    this.lead?.session.stop();
    await this.lead?.over;
  }

  private found(id: string): RemoteSession | null {
    return this.lead?.session.id === id ? this.lead.session : null;
  }

  private async beginNow(work: Work, by: string): Promise<SessionBegun> {
    const config = this.parts.config();
    const folder = siteFolderOf(config);
    const site: Site = {
      config: { ...config, profilesFolder: folder },
      profiles: this.parts.profiles(),
      agentRuns: false,
      diary: null,
    };
    const args = argumentsOf(work, config.dataFolder, folder);
    if (!(await isThere(work.subject, config)))
      return { state: 'refused', field: 'subject', reason: sessionZh.noSuchPort };
    const found = await findSubject(args, site);
    if (!found.ok) return { state: 'refused', field: 'profile', reason: found.reason };
    const obstacle = work.verb === 'wizard' ? await obstacleToLearning(work, found.subject, folder) : null;
    if (obstacle !== null) return obstacle;
    const { newsMs, silenceMs } = { newsMs: 10_000, silenceMs: 30_000, ...this.parts.times };
    const session = new RemoteSession({ newsMs, silenceMs });
    const over = this.run(work, args, site, found.subject, session);
    this.lead = { by, subject: work.subject, session, over };
    return { state: 'begun', session: session.id };
  }

  /** Never rejects; the devices are in service again at the end, whatever happened. */
  private async run(
    work: Work,
    args: DevicesArguments,
    site: Site,
    subject: Subject,
    session: RemoteSession,
  ): Promise<void> {
    const { lender, log, times } = this.parts;
    const about = { verb: work.verb, subject: subject.device ?? subject.port };
    log('info', 'session begun', about);
    let lent: readonly string[] = [];
    let done = false;
    try {
      if (subject.device !== null) lent = await lender.lend(subject.device);
      if (lent.length > 0) session.say(sessionZh.lent(lent.join('、')));
      const worked = await workOnPort(work.verb, args, site, subject, session, times);
      done = worked.done;
      if (worked.learned !== undefined) await this.takeUp(subject, worked.learned, session);
    } catch (error) {
      log('error', 'session failed', { ...about, reason: String(error) });
      session.say(sessionZh.failed(String(error instanceof Error ? error.message : error)));
    }
    if (lent.length > 0) {
      lender.takeBack(lent);
      session.say(sessionZh.takenBack(lent.join('、')));
    }
    log('info', 'session ended', { ...about, done: String(done) });
    const file = work.verb === 'record' && done ? args.file : null;
    session.end({ done, ...(file === null ? {} : { recording: basename(file) }) });
  }

  /** A learned model is known from now on, and driven where whoever leads wants it. */
  private async takeUp(subject: Subject, learned: LearnedDevice, session: RemoteSession): Promise<void> {
    const { lender } = this.parts;
    if (learned.folder !== null) await lender.readProfiles();
    const { device } = subject;
    if (device === null) return session.say(sessionZh.addToFile);
    if (subject.profile?.id === learned.profile && subject.address === learned.address)
      return session.say(sessionZh.sameModel(device));
    const { question, yes, no } = sessionZh.takeUp;
    const answer = await session.ask(question(device, learned.profile), [
      { value: 'yes', text: yes },
      { value: 'no', text: no },
    ]);
    if (answer !== 'yes') return session.say(sessionZh.notTakenUp);
    const obstacle = await lender.takeUp(device, learned);
    session.say(obstacle === null ? sessionZh.takenUp(device, learned.profile) : obstacle);
  }
}

/** Whether the page may name it: a device of this agent, or a port with something in it; no address of a network. */
async function isThere(subject: string, { devices }: AgentConfig): Promise<boolean> {
  if (devices.some(({ id }) => id === subject)) return true;
  const { attached } = await discover();
  return attached.some(({ names, file }) => names.includes(subject) || file === subject);
}

/** What nobody should find out after ten presses. */
async function obstacleToLearning(
  work: Extract<Work, { verb: 'wizard' }>,
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
  const taken = work.id === undefined ? null : await siteProfileFile(folder, work.id);
  return taken === null ? null : { state: 'refused', field: 'id', reason: wizardZh.fileThere(taken) };
}

function argumentsOf(work: Work, dataFolder: string, profilesFolder: string): DevicesArguments {
  const { profile, address, baud } = work.verb === 'probe' ? {} : work;
  const name = work.subject.replace(/[^A-Za-z0-9]+/g, '-').slice(-60);
  const file = `${name}-${timeText(Date.now()).replace(/[^0-9]/g, '')}.jsonl`.replace(/^-+/, '');
  return {
    verb: work.verb,
    subject: work.subject,
    file: join(dataFolder, RECORDINGS, file),
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
