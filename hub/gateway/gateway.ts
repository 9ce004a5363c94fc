import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { YearMissing } from '@bandecheng/shared/calendar/year-missing';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import type { Hub } from '../handle-command.ts';
import { adminApi } from './admin-api.ts';
import { auditApi, type AuditDesk } from './audit-api.ts';
import { appointmentApi } from './appointment-api.ts';
import { serveAgents, type AgentNamespace, type Reactions } from './agent-namespace.ts';
import type { ApiRoute } from './api-route.ts';
import { callListApi } from './call-list-api.ts';
import { calendarApi, type CalendarDesk } from './calendar-api.ts';
import { caseApi } from './case-api.ts';
import type { CaseStore } from './case-store.ts';
import type { Doorkeeper, WebhookDesk } from './doorkeeper.ts';
import { enrolApi } from './enrol-api.ts';
import { eraseApi, type Erasures } from './erase-api.ts';
import { hallApi } from './hall-api.ts';
import { hallRulesApi } from './hall-rules-api.ts';
import { keyApi } from './key-api.ts';
import { knowledgeApi, type KnowledgeDesk } from './knowledge-api.ts';
import { LoginThrottle } from './login-throttle.ts';
import { CopiedIdentities } from './copied-identity.ts';
import { onRecord } from './on-record.ts';
import { createHttpServer, type TlsPair } from './http-server.ts';
import { operationRoutes, selfCheckApi, type Watch } from './operation.ts';
import { pairingApi } from './pairing-api.ts';
import { photoApi } from './photo-api.ts';
import { proofApi, type ProofDesk } from './proof-api.ts';
import { provinceApi, type ProvinceDesk } from './province-api.ts';
import { rateApi } from './rate-api.ts';
import { ratingApi } from './rating-api.ts';
import { ratingFiguresApi, type RatingPages } from './rating-figures-api.ts';
import { retentionApi } from './retention-api.ts';
import { rulesApi } from './rules-api.ts';
import { reportApi } from './report-api.ts';
import { declared } from './route-access.ts';
import { serveScreens } from './screen-namespace.ts';
import { watchScreens } from './screen-troubles.ts';
import type { ScreenNamespace } from './screen-rooms.ts';
import { sessionApi } from './session-api.ts';
import { createSocketServer } from './socket-server.ts';
import { technicianApi, type TechnicianParts } from './technician-api.ts';
import { openV1 } from './v1/open-v1.ts';
import { voiceApi } from './voice-files.ts';
import { wordsApi } from './words-api.ts';
import type { ClerkShown } from '../views/tablet-view.ts';
import { roomOf } from '../views/views.ts';
import { yearToImport } from '../views/year-to-import.ts';

export interface GatewayOptions {
  hub: Hub;
  doorkeeper: Doorkeeper;
  reactions: Reactions;
  webhooks: WebhookDesk;
  calendar: CalendarDesk;
  erasures: Erasures;
  proof: ProofDesk;
  audit: AuditDesk;
  watch: Watch;
  /** What cases keep beside the journal. */
  store: CaseStore;
  knowledge: KnowledgeDesk;
  book: RatingPages;
  province: ProvinceDesk;
  pagesFolder: string;
  /** Where the hall's own audio files lie; null: it has none. */
  voiceFolder: () => string | null;
  /** The virtual devices' page, in a demo hall. */
  virtualUrl?: string;
  clock: () => Instant;
  log: Logger;
  /** 0: any free port. */
  port: number;
  /** `127.0.0.1` for this machine alone, `0.0.0.0` for the hall's network. */
  listen: string;
  /** The hub's own https; absent: plain http. */
  tls?: TlsPair;
  /** Reverse proxies that are believed. */
  trusted?: readonly string[];
}

export interface Gateway {
  readonly port: number;
  /** New connections are given this certificate; open ones go on. */
  renewTls(tls: TlsPair): void;
  connected(): { screens: number; agents: number };
  /** Takes nothing new from now on: `/readyz` says so, commands are answered `stopping`. */
  beginStop(): void;
  /** Hangs up on everyone and ends. */
  stop(): Promise<void>;
}

/** A frozen screen takes no farewell, and must not keep the hub from stopping. */
const FAREWELL_MS = 500;

/** Opens the hub to pages, screens and agents. Rejects when the port can't be had. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { hub, doorkeeper, reactions, clock, log, pagesFolder, port, listen } = options;
  let stopping = false;
  let listening = false;
  const ready = (): boolean => listening && !stopping;
  // The routes come before the sockets they reach.
  const signedOut = { readmit: () => undefined as void };
  const technician: Pick<TechnicianParts, 'ask'> = { ask: async () => ({ refused: 'agent-away' }) };
  const revoked = { hangUp: (_agent: string) => undefined as void };
  const copied = new CopiedIdentities(clock, (data) => {
    onRecord(hub, { type: 'IdentityCopied', data }).catch((error: unknown) =>
      log.error({ err: error }, 'a copied identity was not recorded'),
    );
  });
  const ofScreens: Pick<Watch, 'warnings'> = { warnings: () => [] };
  const watch: Watch = {
    ...options.watch,
    warnings: () => [...options.watch.warnings(), ...copied.warnings(), ...ofScreens.warnings()],
  };
  const { server: http, ...knocks } = createHttpServer({
    routes: declared(
      apiRoutes(
        { ...options, watch },
        {
          onSignOut: () => signedOut.readmit(),
          hangUp: (agent) => revoked.hangUp(agent),
          ask: (agent, question) => technician.ask(agent, question),
          stopping: () => stopping,
        },
      ),
    ),
    v1: openV1({
      ...{ hub, hall: () => hallOf(hub), webhooks: options.webhooks, clock },
      findKey: doorkeeper.apiKey,
      stopping: () => stopping,
    }),
    pagesFolder,
    voiceFolder: options.voiceFolder,
    identity: doorkeeper,
    ...{ tls: options.tls ?? null, trusted: options.trusted ?? [], clock },
    ready,
    operation: operationRoutes({
      hub,
      watch,
      ready,
      yearMissing: () => yearMissingIn(options),
    }),
    log,
  });
  const sockets = createSocketServer(http, knocks);
  const parts = { hub, identity: doorkeeper, clock, log, stopping: () => stopping };
  // socket.io types one set of messages a server; each namespace here has its own.
  const screenNamespace = sockets.of('/screen') as unknown as ScreenNamespace;
  ofScreens.warnings = watchScreens(screenNamespace, clock);
  const agentNamespace = sockets.of('/agent') as unknown as AgentNamespace;
  const cutAll = connectionsOf(http);
  const screens = serveScreens(screenNamespace, { ...parts, clerkShown: clerkShownBy(doorkeeper) });
  const cardAt = (kiosk: string, number: string): void => {
    screenNamespace.to(roomOf('kiosk', kiosk)).emit('card:read', { number });
  };
  const agents = serveAgents(agentNamespace, { ...parts, reactions, cardAt, copied });
  signedOut.readmit = screens.readmit;
  technician.ask = agents.ask;
  revoked.hangUp = agents.hangUp;
  try {
    await listenOn(http, port, listen);
  } catch (error) {
    screens.stop();
    agents.stop();
    throw error;
  }
  listening = true;
  return {
    port: (http.address() as AddressInfo).port,
    renewTls: (tls) => {
      if ('setSecureContext' in http) http.setSecureContext(tls);
    },
    connected: () => ({ screens: screenNamespace.sockets.size, agents: agentNamespace.sockets.size }),
    beginStop: () => {
      stopping = true;
    },
    stop: async () => {
      stopping = true;
      screens.stop();
      agents.stop();
      const cut = setTimeout(cutAll, FAREWELL_MS);
      await sockets.close();
      clearTimeout(cut);
    },
  };
}

interface Sockets extends Pick<TechnicianParts, 'ask' | 'stopping'> {
  onSignOut: () => void;
  hangUp: (agent: string) => void;
}

function apiRoutes(options: GatewayOptions, { onSignOut, hangUp, ask, stopping }: Sockets): ApiRoute[] {
  const { hub, doorkeeper, webhooks, calendar, erasures, store, knowledge, clock, log, virtualUrl } = options;
  const hall = () => hallOf(hub);
  const throttle = new LoginThrottle(doorkeeper.logins);
  const yearMissing = () => yearMissingIn(options);
  return [
    ...sessionApi({ hub, doorkeeper, throttle, clock, onSignOut }),
    ...adminApi({ hub, doorkeeper, throttle, clock, onSignOut, hangUp }),
    ...enrolApi({ hub, doorkeeper, hangUp }),
    ...keyApi(hub, doorkeeper, webhooks),
    ...pairingApi({ hub, doorkeeper, hall }),
    ...photoApi(doorkeeper),
    ...rateApi({ hub, identity: doorkeeper, clock }),
    ...technicianApi({ identity: doorkeeper, hall, ask, log, stopping }),
    ...voiceApi(options.voiceFolder),
    ...caseApi({ hub, identity: doorkeeper, store, clock, knowledge }),
    ...reportApi({ hub, identity: doorkeeper, store, clock }),
    ...ratingApi({ hub, identity: doorkeeper }),
    wordsApi({ hub, identity: doorkeeper, store }),
    ...ratingFiguresApi({ hub, identity: doorkeeper, clock, hall, book: options.book }),
    ...knowledgeApi({ hub, identity: doorkeeper, store, clock, knowledge }),
    ...hallRulesApi({ hub, hall, doorkeeper }),
    ...appointmentApi({ hub, identity: doorkeeper }),
    ...rulesApi({ hub, identity: doorkeeper }),
    ...calendarApi({ identity: doorkeeper, calendar }),
    ...callListApi({ hub, hall, identity: doorkeeper }),
    ...provinceApi({ hub, identity: doorkeeper, province: options.province, log }),
    ...selfCheckApi(doorkeeper, options.watch),
    ...auditApi({ hub, identity: doorkeeper, audit: options.audit }),
    ...eraseApi({ hub, identity: doorkeeper, erasures }),
    ...retentionApi({ hub, identity: doorkeeper, hall, clock }),
    ...proofApi({ hub, identity: doorkeeper, hall, proof: options.proof }),
    ...hallApi({ hall, yearMissing, doorkeeper, ...(virtualUrl === undefined ? {} : { virtualUrl }) }),
  ];
}

/** What applicants are shown of whoever serves them. */
function clerkShownBy({ member }: Doorkeeper): ClerkShown {
  return (account) => {
    const { name, star, photo } = member(account) ?? {};
    if (name === undefined) return null;
    return {
      ...{ name, number: account },
      ...(star === undefined ? {} : { star }),
      ...(photo === undefined ? {} : { photo }),
    };
  };
}

function yearMissingIn({ hub, clock }: GatewayOptions): YearMissing | null {
  return yearToImport(hub.state, hallOf(hub), clock());
}

function hallOf({ state: { hall } }: Hub): Hall {
  if (hall === null) throw new Error('a request before HallConfigured');
  return hall;
}

/** Keeps account of the open connections; the function returned cuts them all. */
function connectionsOf(http: HttpServer): () => void {
  const open = new Set<Socket>();
  http.on('connection', (connection) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
  });
  return () => {
    for (const connection of open) connection.destroy();
  };
}

function listenOn(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}
