import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SessionBegun, SessionNews, SessionWork } from '@bandecheng/shared/technician-session';
import type { AgentConfig } from '../config.ts';
import type { DeviceLog } from '../drivers/driver.ts';
import { sessionZh } from '../locales/zh/session.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { siteFolderOf } from '../read-profiles.ts';
import type { LearnedDevice } from './learn-evaluator.ts';
import { workOnPort, type PortVerbTimes } from './port-verbs.ts';
import type { DevicesArguments } from './read-arguments.ts';
import { WIZARD_TIMES } from './press-collector.ts';
import { RemoteSession, SESSION_TIMES, type SessionTimes } from './remote-session.ts';
import { argumentsOf, isThere, obstacleToLearning } from './session-work.ts';
import type { Site } from './site.ts';
import { findSubject, type Subject } from './subject.ts';

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

/** For one press, ms: whoever reads the page may have to walk to the counter. */
const PRESS_MS = 90_000;

interface Run {
  work: SessionWork;
  args: DevicesArguments;
  site: Site;
  by: string;
  subject: Subject;
  session: RemoteSession;
}

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
  async begin(work: SessionWork, by: string): Promise<SessionBegun> {
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
    const text = await readFile(join(this.recordings, name), 'utf8').catch(() => null);
    return text === null ? null : { name, text };
  }

  /** Ends the session, if there is one, and waits until its port is free. */
  async close(): Promise<void> {
    this.lead?.session.stop();
    await this.lead?.over;
  }

  private get recordings(): string {
    return join(this.parts.config().dataFolder, RECORDINGS);
  }

  private found(id: string): RemoteSession | null {
    return this.lead?.session.id === id ? this.lead.session : null;
  }

  private async beginNow(work: SessionWork, by: string): Promise<SessionBegun> {
    const config = this.parts.config();
    const folder = siteFolderOf(config);
    const site: Site = {
      config: { ...config, profilesFolder: folder },
      profiles: this.parts.profiles(),
      agentRuns: false,
      diary: null,
    };
    const args = argumentsOf(work, this.recordings, folder);
    if (!(await isThere(work.subject, config)))
      return { state: 'refused', field: 'subject', reason: sessionZh.noSuchPort };
    const found = await findSubject(args, site);
    if (!found.ok) return { state: 'refused', field: 'profile', reason: found.reason };
    const obstacle = work.verb === 'wizard' ? await obstacleToLearning(args, found.subject, folder) : null;
    if (obstacle !== null) return obstacle;
    const session = new RemoteSession({ ...SESSION_TIMES, ...this.parts.times });
    const over = this.run({ work, args, site, by, subject: found.subject, session });
    this.lead = { by, subject: work.subject, session, over };
    return { state: 'begun', session: session.id };
  }

  /** Never rejects; the devices are in service again at the end, whatever happened. */
  private async run({ work, args, site, by, subject, session }: Run): Promise<void> {
    const { lender, log, times } = this.parts;
    const about = { verb: work.verb, subject: subject.device ?? subject.port, by };
    log('info', 'session begun', about);
    let lent: readonly string[] = [];
    let done = false;
    try {
      if (subject.device !== null) lent = await lender.lend(subject.device);
      if (lent.length > 0) session.say(sessionZh.lent(lent.join('、')));
      const worked = await workOnPort(work.verb, args, site, subject, session, {
        wizard: { ...WIZARD_TIMES, pressMs: PRESS_MS },
        ...times,
      });
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
