import type {
  AttachedList,
  DeviceFrames,
  TechnicianQuestion,
  TestTicketAnswer,
} from '@bandecheng/shared/technician';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { AgentConfig } from '../config.ts';
import { obstacleIn } from '../drivers/printer-look.ts';
import type { EquippedDevice, OpenDevice } from '../open-device.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { attachedPorts, portText } from './attached-ports.ts';
import { diagnosticsOf, type Diagnostics } from './diagnostics.ts';
import type { Diary } from './diary.ts';
import type { SessionHost } from './session-host.ts';
import { testTicketJob, type TestTickets } from './test-ticket.ts';
import { VERSION } from './version.ts';

/** What an agent answers a technician, here or through the hub. None of it rejects, none of it reaches the outbox. */
export interface Technician {
  /** What is attached to this machine, known or not, and how each device of agent.json fares. */
  listAttached(): Promise<AttachedList>;
  /** What passed the device's line lately; null: no such device. */
  deviceFrames(device: string): DeviceFrames | null;
  /** Prints a test ticket; `hall`: the name on it. Settles within some 90 s, a refusal at once. */
  testTicket(device: string, hall: string): Promise<TestTicketAnswer>;
  /** Everything a maker needs to understand this agent, without the key and without personal data. */
  diagnostics(): Promise<Diagnostics>;
  /** One question of the closed list. */
  answer(question: TechnicianQuestion): Promise<TechnicianAnswer>;
}

/** A value that becomes JSON; its shape is the question's. */
export type TechnicianAnswer = object | null;

export interface TechnicianParts {
  config: AgentConfig;
  profiles: ReadonlyMap<string, DeviceProfile>;
  /** The devices as they are now. */
  driven: { readonly equipped: readonly EquippedDevice[]; get(id: string): OpenDevice | undefined };
  sessions: SessionHost;
  diary: Diary;
  tests: TestTickets;
  /** The hub's clock as well as it is known. */
  now: () => Instant;
}

/** The technician's view of a running agent. */
export function technicianOf(parts: TechnicianParts): Technician {
  const { config, profiles, driven, sessions, diary, tests, now } = parts;

  async function listAttached(): Promise<AttachedList> {
    const { ports, unseen } = await attachedPorts(
      driven.equipped.map((device) => device.config),
      profiles.values(),
    );
    return {
      at: now(),
      ports,
      unseen,
      devices: driven.equipped.map(({ config: { id, profile, transport }, model }) => {
        const state = diary.stateOf(id);
        return {
          device: id,
          kind: model.kind,
          profile,
          port: portText(transport),
          problems: [...(state?.problems ?? [])],
          since: state?.since ?? null,
        };
      }),
    };
  }

  function deviceFrames(device: string): DeviceFrames | null {
    if (driven.get(device) === undefined) return null;
    return { device, at: now(), frames: [...diary.framesOf(device)] };
  }

  async function testTicket(device: string, hall: string): Promise<TestTicketAnswer> {
    const found = driven.get(device);
    const known = driven.equipped.find(({ config: { id } }) => id === device);
    if (found === undefined || known === undefined) return { state: 'refused', reason: 'no-such-device' };
    if (found.kind !== 'printer') return { state: 'refused', reason: 'no-printer' };
    // Whoever stands before it should put the paper in now, not wait for a deadline.
    const obstacle = obstacleIn(diary.stateOf(device)?.problems ?? []);
    if (obstacle !== null) return { state: 'failed', reason: obstacle };
    const job = testTicketJob({
      hall,
      device,
      profile: known.model.title,
      agent: config.agent,
      version: VERSION,
      port: portText(known.config.transport),
      now: now(),
    });
    return tests.print(found.driver, job);
  }

  async function diagnostics(): Promise<Diagnostics> {
    const list = await listAttached();
    return diagnosticsOf({ config, list, profiles: profiles.values(), diary: diary.page(), at: now() });
  }

  return {
    listAttached,
    deviceFrames,
    testTicket,
    diagnostics,
    answer: async (question) => {
      switch (question.ask) {
        case 'attached':
          return listAttached();
        case 'frames':
          return deviceFrames(question.device);
        case 'test-ticket':
          return testTicket(question.device, question.hall);
        case 'diagnostics':
          return diagnostics();
        case 'begin':
          return sessions.begin(question.work, question.by);
        case 'follow':
          return sessions.follow(question.session, question.after);
        case 'choose':
          return sessions.choose(question.session, question.question, question.choice);
        case 'stop':
          return sessions.stop(question.session);
        case 'recording':
          return sessions.recording(question.name);
      }
    },
  };
}
