import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AnnouncedDevice } from '@bandecheng/shared/protocol';
import type { RasterLine } from './codecs/raster-line.ts';
import type { AgentConfig } from './config.ts';
import type { DeviceLog, PressMark } from './drivers/driver.ts';
import { HubLink } from './link/hub-link.ts';
import type { HubWishes } from './link/hub-messages.ts';
import { configZh } from './locales/zh/config.ts';
import { connectTo, equip, openDevice, type EquippedDevice, type OpenDevice } from './open-device.ts';
import { claimFolder } from './outbox/folder-claim.ts';
import { JobLedger } from './outbox/job-ledger.ts';
import { Outbox } from './outbox/outbox.ts';
import type { DeviceProfile } from './profiles/profile.ts';
import { quietLog } from './quiet-log.ts';

export interface AgentDeps {
  profiles: ReadonlyMap<string, DeviceProfile>;
  raster: RasterLine;
  /** A log of one device, or of the `agent` itself. */
  logOf: (of: string) => DeviceLog;
}

export interface Agent {
  readonly connected: boolean;
  /** Lets go of every port, waits a few seconds for a ticket being printed, and leaves the disk in order. */
  stop(): Promise<void>;
}

/**
 * Joins devices, outbox and hub. Resolves when every device is open or being tried and the hub is being called.
 * Throws `config-invalid`, `outbox-damaged` or `journal-in-use` before anything is opened.
 */
export async function startAgent(config: AgentConfig, deps: AgentDeps): Promise<Agent> {
  const equipped = equip(config.devices, deps.profiles);
  const release = await claimFolder(config.dataFolder, configZh.folderInUse);
  const log = quietLog(deps.logOf('agent'), () => performance.now());
  const outbox = await Outbox.open({
    path: join(config.dataFolder, 'outbox.jsonl'),
    newId: () => randomBytes(12).toString('hex'),
    onDisk: ({ disk, held, waiting }) =>
      log(disk === 'well' ? 'info' : 'error', 'outbox disk', { disk, held, waiting }),
  });
  const ledger = await JobLedger.open(join(config.dataFolder, 'jobs.json'), () => link.hubNow());
  const devices = new Map<string, OpenDevice>();
  const link: HubLink = new HubLink({
    hub: config.hub,
    agent: config.agent,
    key: config.key,
    devices: equipped.map(announced),
    reports: outbox,
    wishes: wishesOf(devices, outbox),
    ownNow: Date.now,
    random: Math.random,
    log,
  });
  const lastPresses = lastPressesIn(outbox);
  for (const device of equipped) {
    const lastPress = lastPresses.get(device.config.id);
    const context = {
      device: device.config.id,
      connect: connectTo(device.config.transport, device.model),
      report: (report: Parameters<Outbox['append']>[0]) => outbox.append(report),
      now: () => link.hubNow(),
      random: Math.random,
      log: quietLog(deps.logOf(device.config.id), () => performance.now()),
      ...(lastPress === undefined ? {} : { lastPress }),
    };
    devices.set(device.config.id, openDevice(device, context, { ledger, raster: deps.raster }));
  }
  for (const { driver } of devices.values()) driver.start();
  link.start();

  return {
    get connected() {
      return link.connected;
    },
    stop: async () => {
      await Promise.all([...devices.values()].map(({ driver }) => driver.stop()));
      link.stop();
      await outbox.close();
      await release();
    },
  };
}

/** The last press of each device that an agent before this one left on disk, delivered or not. */
function lastPressesIn(outbox: Outbox): Map<string, PressMark> {
  const presses = new Map<string, PressMark>();
  for (const { report } of outbox.pending(Infinity)) {
    if (report.type === 'RecordPress')
      presses.set(report.device, { pressed: report.level, at: report.pressedAt });
    else if (report.type === 'UseKeypad')
      presses.set(report.device, { pressed: report.key, at: report.pressedAt });
  }
  return presses;
}

/** A wish for a device this agent has not, or of another kind, is not granted. */
function wishesOf(devices: ReadonlyMap<string, OpenDevice>, outbox: Outbox): HubWishes {
  return {
    print: async (job) => {
      const device = devices.get(job.device);
      return device?.kind === 'printer' && (await device.driver.print(job));
    },
    malformedJob: async (job) => {
      await outbox.append({ type: 'RecordPrint', job, state: 'failed', reason: 'job-malformed' });
      return true;
    },
    invite: ({ device, ...invitation }) => {
      const found = devices.get(device);
      if (found?.kind === 'evaluator') found.driver.invite(invitation);
    },
    closeInvitation: ({ device, visit }) => {
      const found = devices.get(device);
      if (found?.kind === 'evaluator') found.driver.closeInvitation(visit);
    },
    show: ({ device, number, waiting }) => {
      const found = devices.get(device);
      if (found?.kind === 'keypad') found.driver.show(number, waiting);
    },
  };
}

function announced({ config, model }: EquippedDevice): AnnouncedDevice {
  const { id, profile, counter, kiosk } = config;
  return {
    id,
    kind: model.kind,
    profile,
    ...(counter === undefined ? {} : { counter }),
    ...(kiosk === undefined ? {} : { kiosk }),
  };
}
