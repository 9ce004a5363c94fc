import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AnnouncedDevice, Report } from '@bandecheng/shared/protocol';
import type { RasterLine } from './codecs/raster-line.ts';
import type { AgentConfig } from './config.ts';
import { DrivenDevices } from './driven-devices.ts';
import type { CardListener, DeviceLog, DriverContext, PressMark } from './drivers/driver.ts';
import { lendDevices } from './lend-devices.ts';
import { HubLink } from './link/hub-link.ts';
import type { HubWishes } from './link/hub-messages.ts';
import { configZh } from './locales/zh/config.ts';
import { equip, openDevice, type EquippedDevice } from './open-device.ts';
import { claimFolder } from './outbox/folder-claim.ts';
import { JobLedger } from './outbox/job-ledger.ts';
import { Outbox } from './outbox/outbox.ts';
import { openOutage } from './open-outage.ts';
import type { Outage } from './outage/outage.ts';
import type { DeviceProfile } from './profiles/profile.ts';
import { quietLog } from './quiet-log.ts';
import { Diary } from './technician/diary.ts';
import { DIARY_FILE, DiaryFile } from './technician/diary-file.ts';
import { SessionHost, type SessionHostParts } from './technician/session-host.ts';
import { technicianOf, type Technician } from './technician/technician.ts';
import { TestTickets } from './technician/test-ticket.ts';
import type { Connect } from './transports/transport.ts';

export interface AgentDeps {
  profiles: ReadonlyMap<string, DeviceProfile>;
  raster: RasterLine;
  /** A log of one device, or of the `agent` itself. */
  logOf: (of: string) => DeviceLog;
  /** Waits of a technician's session that differ from the usual ones. */
  sessionTimes?: SessionHostParts['times'];
}

export interface Agent {
  readonly connected: boolean;
  /** Answers whoever looks after the devices. */
  readonly technician: Technician;
  /** What it knows and does by itself while no hub can be reached. */
  readonly outage: Outage;
  /** Lets go of every port, waits a few seconds for a ticket being printed, and leaves the disk in order. */
  stop(): Promise<void>;
}

/**
 * Joins devices, outbox and hub. Resolves when every device is open or being tried and the hub is being called.
 * Throws `config-invalid`, `outbox-damaged` or `journal-in-use` before anything is opened.
 */
export async function startAgent(config: AgentConfig, deps: AgentDeps): Promise<Agent> {
  const profiles = new Map(deps.profiles);
  const equipped = equip(config.devices, profiles);
  const release = await claimFolder(config.dataFolder, configZh.folderInUse);
  const diary = new Diary(Date.now);
  const tests = new TestTickets();
  const logOf = (of: string): DeviceLog =>
    quietLog(diary.logging(of, deps.logOf(of)), () => performance.now());
  const log = logOf('agent');
  const outbox = await Outbox.open({
    path: join(config.dataFolder, 'outbox.jsonl'),
    newId: () => randomBytes(12).toString('hex'),
    onDisk: ({ disk, held, waiting }) =>
      log(disk === 'well' ? 'info' : 'error', 'outbox disk', { disk, held, waiting }),
  });
  const ledger = await JobLedger.open(join(config.dataFolder, 'jobs.json'), () => link.hubNow());
  const wishes = wishesOf(() => driven, outbox);
  const outage: Outage = await openOutage({
    ...{ config, outbox, wishes, log },
    devices: () => driven.equipped.map(announced),
    now: () => link.hubNow(),
  });
  const link: HubLink = new HubLink({
    hub: config.hub,
    agent: config.agent,
    key: config.key,
    devices: equipped.map(announced),
    reports: outbox,
    wishes: {
      ...wishes,
      showEvaluator: (show) => {
        outage.evaluatorTold(show);
        wishes.showEvaluator(show);
      },
      hallTold: (hall) => outage.hallTold(hall),
      leased: (lease) => outage.leased(lease),
      given: (given) => outage.hubGave(given),
      print: (job) => (outage.hasTwin(job) ? Promise.resolve(true) : wishes.print(job)),
      answer: (question) => technician.answer(question),
    },
    onUp: () => outage.hubBack(),
    onDown: (why) => (why === 'refused' ? outage.hubRefuses() : outage.hubLost()),
    ownNow: Date.now,
    random: Math.random,
    log,
  });
  outbox.onAccepted(() => outage.reportsTaken());
  link.notBefore(outage.latest);
  diary.keepTimeBy(() => link.hubNow());
  const diaryFile = new DiaryFile(diary, join(config.dataFolder, DIARY_FILE), (error) =>
    log('warn', 'diary not written', { reason: String(error) }),
  );
  const report = async (report: Report): Promise<void> => {
    if (report.type === 'RecordDeviceState') diary.keepState(report.device, report.problems, report.since);
    if (tests.take(report)) return;
    outage.reported(report);
    await outbox.append(report);
  };
  const contextOf = (device: string, model: DeviceProfile, connect: Connect): DriverContext => {
    const lastPress = lastPressOf(device, outbox);
    return {
      device,
      connect: diary.noting(device, model, connect),
      report,
      now: () => link.hubNow(),
      hubHears: () => link.connected,
      keyAlone: (key) => outage.key(key),
      random: Math.random,
      log: logOf(device),
      ...(lastPress === undefined ? {} : { lastPress }),
    };
  };
  const driven: DrivenDevices = new DrivenDevices(equipped, (device, connect) => {
    const { id, kiosk } = device.config;
    const opened = openDevice(device, contextOf(id, device.model, connect), { ledger, raster: deps.raster });
    if (opened.kind === 'id-card-reader' && kiosk !== undefined)
      opened.driver.listen(cardTeller((number) => link.tellCard({ device: id, number })));
    return opened;
  });
  const sessions = new SessionHost({
    config: () => ({ ...config, devices: driven.equipped.map((device) => device.config) }),
    profiles: () => profiles,
    log,
    lender: lendDevices({
      ...{ config, driven, profiles },
      outOfService: (device) => {
        report({
          type: 'RecordDeviceState',
          device,
          problems: ['in-maintenance'],
          since: link.hubNow(),
        }).catch((error: unknown) =>
          log('error', 'maintenance not reported', { device, reason: String(error) }),
        );
      },
      announce: () => {
        link.announce(driven.equipped.map(announced));
        outage.devicesOpened();
      },
    }),
    ...(deps.sessionTimes === undefined ? {} : { times: deps.sessionTimes }),
  });
  const technician: Technician = technicianOf({
    ...{ config, profiles, driven, diary, tests, sessions },
    now: () => link.hubNow(),
  });
  driven.start();
  outage.start(Date.now());
  link.start();
  diaryFile.start();

  return {
    technician,
    outage,
    get connected() {
      return link.connected;
    },
    stop: async () => {
      await sessions.close();
      await driven.stop();
      link.stop();
      await diaryFile.stop();
      await outbox.close();
      await outage.stop();
      await release();
    },
  };
}

/** Of a card its number alone goes on, to the kiosk whose applicant laid it down. */
function cardTeller(tell: (number: string) => void): CardListener {
  return { read: ({ number }) => tell(number), unreadable: () => undefined, taken: () => undefined };
}

/** The last press of a device that a driver before left on disk and nobody has acknowledged yet. */
function lastPressOf(device: string, outbox: Outbox): PressMark | undefined {
  const marks = outbox.pending(Infinity).flatMap(({ report }): PressMark[] => {
    if (report.type === 'RecordPress' && report.device === device)
      return [{ pressed: report.level, at: report.pressedAt }];
    if (report.type === 'UseKeypad' && report.device === device)
      return [{ pressed: `${report.key}${report.digits ?? ''}`, at: report.pressedAt }];
    return [];
  });
  return marks.at(-1);
}

/** What is asked of devices, whoever asks. */
type DeviceWishes = Omit<HubWishes, 'answer' | 'hallTold' | 'leased' | 'given'>;

/** A wish for a device this agent has not, or of another kind, is not granted. */
function wishesOf(devices: () => Pick<DrivenDevices, 'get'>, outbox: Outbox): DeviceWishes {
  return {
    print: async (job) => {
      const device = devices().get(job.device);
      return device?.kind === 'printer' && (await device.driver.print(job));
    },
    malformedJob: async (job) => {
      await outbox.append({ type: 'RecordPrint', job, state: 'failed', reason: 'job-malformed' });
      return true;
    },
    invite: ({ device, ...invitation }) => {
      const found = devices().get(device);
      if (found?.kind === 'evaluator') found.driver.invite(invitation);
    },
    closeInvitation: ({ device, visit }) => {
      const found = devices().get(device);
      if (found?.kind === 'evaluator') found.driver.closeInvitation(visit);
    },
    show: ({ device, number, waiting }) => {
      const found = devices().get(device);
      if (found?.kind === 'keypad') found.driver.show(number, waiting);
    },
    refuseKey: ({ device }) => {
      const found = devices().get(device);
      if (found?.kind === 'keypad') found.driver.refuse();
    },
    showEvaluator: ({ device, ...face }) => {
      const found = devices().get(device);
      if (found?.kind === 'evaluator') found.driver.show(face);
    },
    showWindow: (show) => {
      const found = devices().get(show.device);
      if (found?.kind === 'window-display') found.driver.show(show);
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
