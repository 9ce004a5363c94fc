import { resolve } from 'node:path';
import { isFault } from '@bandecheng/shared/errors';
import type { Clerk } from '@bandecheng/shared/protocol';
import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import { RatingBook } from './book/rating-book.ts';
import type { HubConfig } from './config.ts';
import type { Doorkeeper } from './gateway/doorkeeper.ts';
import { openGateway, type GatewayOptions } from './gateway/gateway.ts';
import type { Staff } from './gateway/identity.ts';
import type { Hub } from './handle-command.ts';
import { openDoorkeeper } from './open-doorkeeper.ts';
import { daysClosed, daysWithin } from './journal/day-digests.ts';
import { exportDays } from './journal/export-days.ts';
import { lineHashOf } from './journal/line-of.ts';
import { openAudit } from './open-audit.ts';
import { openCalendarDesk } from './open-calendar-desk.ts';
import { lastLineAt } from './journal/last-line.ts';
import { metricsToken } from './metrics-token.ts';
import { openMetrics } from './metrics.ts';
import { startSelfCheck, type SelfCheck } from './self-check.ts';
import { openCaseStore } from './open-case-store.ts';
import { formPapers } from './form-papers.ts';
import { openHub, type OpenHub } from './open-hub.ts';
import { keepTls } from './keep-tls.ts';
import { hallAddress, ownAddress, schemeOf } from './own-address.ts';
import { leaseOf } from './lease-of.ts';
import { onJoin, reactions } from './react.ts';
import { openKnowledge } from './registers/knowledge.ts';
import { openPersonMarks } from './registers/person-marks.ts';
import { isVaultThere } from './registers/vault-key.ts';
import type { Tls } from './read-tls.ts';
import { readYears } from './rules/read-years.ts';
import { openProvince } from './province/open-province.ts';
import { drawingCallLists } from './draw-call-list.ts';
import { openWebhooks } from './webhooks/open-webhooks.ts';

export interface StartOptions {
  config: HubConfig;
  pagesFolder: string;
  clock: () => Instant;
  log: GatewayOptions['log'];
  /** A hall whose doors stand open to everyone at this machine. */
  demo?: { agentKey?: string; virtualUrl?: string };
  /** Lines of the log that tell of a fault, since the start. */
  loggedErrors?: () => number;
  /** The journal can't be written: whoever started the hub must stop it. */
  onFault: (error: unknown) => void;
}

export interface RunningHub {
  /** Where this machine reaches it. */
  readonly url: string;
  readonly port: number;
  /** One-time password of `admin`, at the first start alone. */
  readonly firstPassword: string | null;
  /** What it finds wrong with itself. */
  warnings(): readonly SelfWarning[];
  /** Resolves once everything that has happened is on disk: a hub that hangs never gets there. */
  alive(): Promise<void>;
  /** Takes the certificate as its files hold it now. */
  renewTls(): Promise<void>;
  /** Takes nothing new, answers what is in flight, saves and ends. */
  stop(): Promise<void>;
}

/**
 * Registers, state, journal and gateway, in that order of need: the journal's lock comes first, so that a second
 * hub on the same folder changes nothing. Throws HallError, or the system's error for a port that can't be had.
 */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const { config, pagesFolder, clock, log, demo, onFault } = options;
  const { hall, dataFolder } = config;
  let renew: (renewed: Tls) => void = () => undefined;
  const tls = await keepTls(
    hall,
    config.folder,
    (renewed) => renew(renewed),
    (error) => log.error({ err: error }, 'the certificate can not be used, the one before stays'),
  );
  // The journal's lock comes before the registers: until they are open nobody is known.
  let member: Doorkeeper['member'] = () => null;
  const onNotice = (what: string, about: Record<string, string | number>) => log.warn(about, what);
  const metrics = openMetrics();
  const webhooks = await openWebhooks({ dataFolder, clock, onNotice });
  const province = await openProvince({
    ...{ connectors: config.province, dataFolder, clock, onNotice },
    ...(config.vaultKey === undefined ? {} : { vaultKey: config.vaultKey }),
  });
  const opened = await openHub({
    ...{ hall, rules: config.rules, dataFolder, clock, onFault, onNotice },
    openSegment: metrics.openSegment,
    onReadBack: (event) => {
      webhooks.readBack(event);
      province.readBack(event);
    },
    isClerk: (account) => {
      const clerk = member(account);
      return clerk?.role === 'clerk' && clerk.locked !== true;
    },
  });
  opened.onCommitted((events) => {
    webhooks.take(events, opened.state);
    province.take(events, opened.state);
  });
  const book = new RatingBook({ dataFolder, source: opened, onNotice });
  let check: SelfCheck | null = null;
  const stopAll = async () => {
    tls.stop();
    check?.stop();
    await Promise.all([webhooks.stop(), province.stop(), book.stop()]);
    await opened.stop();
  };
  const { marks, store, knowledge } = await openStores(options, opened, () =>
    webhooks.begin(opened.state),
  ).catch(async (error: unknown) => {
    await stopAll();
    throw error;
  });
  const drawing = drawingCallLists(opened, dataFolder);
  const hub = metrics.counting(
    tellingFaults(store.sealing(markingPersons(drawing, marks.markIdentity)), onFault),
  );
  const clerkOf = (account: AccountId): Clerk | null => clerkShown(member(account));
  let address = hallAddress(hall, config.port);
  try {
    await province.begin(opened.state, store.open);
    const { doorkeeper, firstPassword } = await openDoorkeeper({
      ...{ dataFolder, clock },
      ...(demo === undefined ? {} : { demo: { ...demo, hall: () => hub.state.hall ?? hall } }),
    });
    member = doorkeeper.member;
    const gateway = await openGateway({
      ...{ hub, doorkeeper, store, pagesFolder, clock, log, port: config.port, listen: hall.listen },
      ...(tls.now() === null ? {} : { tls: tls.now() as Tls }),
      trusted: hall.proxy?.trust ?? [],
      ...{ knowledge, book },
      voiceFolder: () => voiceFolderOf(config, hub.state.hall ?? hall),
      ...(demo?.virtualUrl === undefined ? {} : { virtualUrl: demo.virtualUrl }),
      webhooks: {
        list: webhooks.list,
        add: (webhook) => webhooks.add(webhook, hub.state),
        remove: webhooks.remove,
      },
      province,
      calendar: openCalendarDesk({ hub, overrides: opened.overrides, readYears, clock }),
      audit: openAudit(dataFolder),
      watch: {
        metrics: metrics.text,
        warnings: () => check?.warnings() ?? [],
        alive: () => hub.whenDurable(hub.state.seq),
        ailments: async () => [
          ...(metrics.isDiskSlow() ? ['disk-slow'] : []),
          ...((await isVaultThere(dataFolder)) ? [] : ['vault-unreadable']),
        ],
        token: await metricsToken(config),
      },
      erasures: { finish: store.forget, lineHash: (seq) => lineHashOf(dataFolder, seq) },
      proof: proofDesk(dataFolder, () => hub.state.hall ?? hall),
      reactions: {
        to: (events) => reactions(events, hub.state, address, clerkOf),
        fromVault: (events) => formPapers(events, { hub, identity: doorkeeper, store, clock }),
        onJoin: (agent) => onJoin(agent, hub.state, address, clock(), clerkOf),
        lease: (agent, outbox) =>
          leaseOf(hub.state, agent, {
            ...{ now: clock(), reports: hub.acceptedReport(agent, outbox) },
            followUpUrl: `${address}/t/`,
          }),
      },
    });
    renew = (renewed) => {
      gateway.renewTls(renewed);
      log.info({ endsAt: new Date(renewed.endsAt).toISOString() }, 'the certificate was renewed');
    };
    metrics.watch({
      ...{ hub, clock, hall: () => hub.state.hall ?? hall, connected: gateway.connected },
      errors: options.loggedErrors ?? (() => 0),
    });
    check = await checkItself(options, hub, () => tls.now()?.endsAt ?? null);
    address = hallAddress(hall, gateway.port);
    return {
      url: ownAddress(hall.listen, gateway.port, schemeOf(hall)),
      port: gateway.port,
      firstPassword,
      warnings: () => check?.warnings() ?? [],
      alive: () => hub.whenDurable(hub.state.seq),
      renewTls: tls.renew,
      stop: async () => {
        gateway.beginStop();
        try {
          await hub.whenDurable(hub.state.seq);
        } finally {
          await gateway.stop();
          await stopAll();
        }
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Days of the journal as whoever proves them needs them. */
function proofDesk(dataFolder: string, hall: () => HubConfig['hall']): GatewayOptions['proof'] {
  return {
    days: () => daysClosed(dataFolder),
    lines: async (from, to) => {
      const span = daysWithin(await daysClosed(dataFolder), from, to);
      if (span.days.length === 0) return null;
      const { id, timeZone } = hall();
      return exportDays(dataFolder, { hall: id, timeZone, from, to }, span);
    },
  };
}

/** Looks at itself once before it is called ready, and again every few minutes. */
async function checkItself(
  { config: { hall, dataFolder }, clock, log }: StartOptions,
  hub: Hub,
  certificateEndsAt: () => Instant | null,
): Promise<SelfCheck> {
  let newest = await lastLineAt(dataFolder);
  hub.onCommitted((events) => {
    for (const { at } of events) newest = Math.max(newest, at);
  });
  const check = startSelfCheck({
    ...{ hall, dataFolder, clock, certificateEndsAt, lastLineAt: () => newest },
    onChange: (warnings) => log.warn({ warnings }, 'the hub has looked at itself'),
  });
  await check.look();
  return check;
}

/** What lies beside the journal and is needed before the first command. */
async function openStores({ config, clock, log }: StartOptions, opened: OpenHub, begin: () => Promise<void>) {
  const { hall, folder, dataFolder, vaultKey } = config;
  const [marks, knowledge] = await Promise.all([
    openPersonMarks(dataFolder),
    openKnowledge(dataFolder),
    begin(),
  ]);
  const store = await openCaseStore(opened, {
    ...{ dataFolder, clock, marks, onNotice: (what, about) => log.warn(about, what) },
    ...(vaultKey === undefined ? {} : { vaultKey }),
    ...(hall.policiesFolder === undefined ? {} : { policiesFolder: resolve(folder, hall.policiesFolder) }),
  });
  return { marks, store, knowledge };
}

/** Where the hall's own audio files lie now: an administrator may have named another folder. Null: it has none. */
function voiceFolderOf({ folder }: HubConfig, { voiceFolder }: HubConfig['hall']): string | null {
  return voiceFolder === undefined ? null : resolve(folder, voiceFolder);
}

/** What an evaluator says of a member of the staff. */
function clerkShown(staff: Staff | null): Clerk | null {
  if (staff?.name === undefined) return null;
  const { name, account, star } = staff;
  return { name, number: account, ...(star === undefined ? {} : { star }) };
}

/** No identity number goes past here: its mark stands in its place before anything is decided. */
function markingPersons(hub: Hub, markOf: (number: string) => string): Hub {
  const marked = <T extends object>(asked: T): T =>
    'person' in asked && typeof asked.person === 'string'
      ? { ...asked, person: markOf(asked.person) }
      : asked;
  return {
    ...hub,
    handle: (command, actor) => {
      if (command.type !== 'ImportAppointments') return hub.handle(marked(command), actor);
      return hub.handle({ ...command, appointments: command.appointments.map(marked) }, actor);
    },
  };
}

/** Everyone who waits for a failed flush is told; here the one who must act on it is told too. */
function tellingFaults(hub: Hub, onFault: (error: unknown) => void): Hub {
  return {
    ...hub,
    handle: async (command, actor) => {
      try {
        return await hub.handle(command, actor);
      } catch (error) {
        if (isFault(error, 'journal-flush-failed')) onFault(error);
        throw error;
      }
    },
  };
}
