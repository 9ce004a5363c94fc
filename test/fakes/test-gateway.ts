import { openGateway, type Gateway } from '@bandecheng/hub/gateway/gateway';
import type { Outgoing } from '@bandecheng/hub/gateway/agent-namespace';
import type { CaseStore } from '@bandecheng/hub/gateway/case-store';
import type { Doorkeeper } from '@bandecheng/hub/gateway/doorkeeper';
import { Remarks } from '@bandecheng/hub/book/remarks';
import { createHub, type Hub } from '@bandecheng/hub/handle-command';
import { leaseOf } from '@bandecheng/hub/lease-of';
import { onJoin, reactions } from '@bandecheng/hub/react';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import { ROLES, type Role } from '@bandecheng/shared/vocabulary';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { HUB, NINE, SMALL_HALL, TODAY } from '../given.ts';
import { MemoryJournal } from './memory-journal.ts';

export const AGENT_KEY = 'the-key-of-every-agent';

/** Whoever names a role has it; one machine is paired as the kiosk k1. */
const doorkeeper: Doorkeeper = {
  staff: (token) => {
    const role = ROLES.find((r) => r === token);
    return role === undefined ? null : { account: `a-${role}`, role };
  },
  pairing: (token) => (token === 'of-k1' ? { screen: 'kiosk', of: 'k1' } : null),
  agent: (_agent, key) => key === AGENT_KEY,
  logins: { deviceKey: '', read: () => [], keep: async () => undefined },
  signIn: async () => null,
  signOut: async () => undefined,
  changePassword: async () => false,
  accounts: () => [],
  member: () => null,
  giveStar: async () => false,
  photos: {
    mostBytes: 1,
    markOf: () => null,
    get: async () => null,
    put: async () => null,
    remove: async () => undefined,
  },
  createAccount: async () => false,
  inviteAccount: async () => null,
  editAccount: async () => 'account-unknown',
  endSessions: async () => undefined,
  resetPassword: async () => null,
  createAgentKey: async () => '',
  inviteAgent: () => '',
  enrolAgent: async () => ({ refused: 'wrong-code' }),
  agents: () => [],
  revokeAgentKey: async () => false,
  apiKey: () => null,
  apiKeys: () => [],
  createApiKey: async () => null,
  revokeApiKey: async () => false,
  invitePairing: () => '',
  redeemPairing: async () => ({ refused: 'wrong-code' }),
};

/** Nothing lies beside the journal, and nothing is taken. */
const EMPTY_STORE: CaseStore = {
  open: async () => null,
  marksOf: () => [],
  mostBytes: 1,
  put: async () => ({ refused: 'attachment-empty' }),
  get: async () => null,
  erase: async () => undefined,
  template: async () => null,
};

/** A gateway over the real hub in memory, with a disk that can be held. */
export class TestGateway {
  readonly journal = new MemoryJournal();
  readonly logged: Record<string, unknown>[] = [];
  now = NINE;
  hub!: Hub;
  gateway!: Gateway;
  private keys = 0;
  private commands = 0;
  private readonly sockets: Socket[] = [];

  /** @param store what lies beside the journal, where it is not nothing */
  static async open(
    pagesFolder = '/nonexistent',
    now = NINE,
    store: Partial<CaseStore> = {},
  ): Promise<TestGateway> {
    const test = new TestGateway();
    test.now = now;
    const clock = () => test.now;
    const { journal } = test;
    test.hub = createHub({ state: emptyState(), journal, clock, makeKey: () => `key${(test.keys += 1)}` });
    await test.hub.handle(
      { id: 'hub:configure', type: 'ConfigureHall', hall: SMALL_HALL, file: 'test' },
      HUB,
    );
    await test.hub.handle({ id: 'hub:day', type: 'OpenDay', day: TODAY }, HUB);
    const address = 'http://hall.example';
    test.gateway = await openGateway({
      voiceFolder: () => null,
      ...{ hub: test.hub, doorkeeper, pagesFolder, clock, port: 0, listen: '127.0.0.1' },
      log: pino(
        { level: 'debug' },
        { write: (line) => test.logged.push(JSON.parse(line) as object as never) },
      ),
      book: { pages: async () => ({ months: [], remarks: new Remarks(), seq: 0 }) },
      knowledge: { list: () => [], add: async () => null, edit: async () => false },
      webhooks: { list: () => [], add: async () => ({ webhook: '', secret: '' }), remove: async () => false },
      calendar: {
        view: () => ({ years: [], missing: null, proposal: null, versions: [] }),
        propose: async () => undefined,
        sign: async () => ({ refused: 'proposal-unknown' }),
        withdraw: async () => false,
        reload: async () => ({ moves: [] }),
      },
      proof: { days: async () => [], lines: async () => null },
      watch: {
        metrics: async () => '',
        warnings: () => [],
        alive: async () => undefined,
        ailments: async () => [],
        token: null,
      },
      audit: { read: async () => ({ rows: [], more: false }) },
      erasures: { finish: async () => undefined, lineHash: async () => null },
      province: { list: () => [], rows: () => null, again: () => null, records: async () => null },
      store: { ...EMPTY_STORE, ...store },
      reactions: {
        to: (events): Outgoing[] => reactions(events, test.hub.state, address),
        fromVault: async () => [],
        onJoin: (agent): Outgoing[] => onJoin(agent, test.hub.state, address, test.now),
        lease: (agent) =>
          leaseOf(test.hub.state, agent, { now: test.now, reports: 0, followUpUrl: `${address}/t/` }),
      },
    });
    return test;
  }

  get url(): string {
    return `http://127.0.0.1:${this.gateway.port}`;
  }

  /** A connected screen, opened by someone of this role. */
  screen(screen: string, of: string | undefined, role: Role, more: object = {}): Promise<Socket> {
    const auth = { protocol: PROTOCOL_VERSION, screen, of };
    return this.link('/screen', auth, { extraHeaders: { cookie: `bdc_session=${role}` }, ...more });
  }

  agent(agent: string, devices: object[] = [], outbox = 'outbox0001', after?: string[]): Promise<Socket> {
    const told = after === undefined ? {} : { after };
    return this.link('/agent', {
      ...{ protocol: PROTOCOL_VERSION, agent, key: AGENT_KEY, outbox, devices },
      ...told,
    });
  }

  /** A ticket, taken past the gateway. */
  async ticket(service = 'social', kiosk?: string): Promise<Answer> {
    const id = `test:${(this.commands += 1)}`;
    const command = { id, type: 'IssueTicket', service, class: 'ordinary', language: 'zh' } as const;
    return this.hub.handle({ ...command, ...(kiosk === undefined ? {} : { kiosk }) }, HUB);
  }

  async close(): Promise<void> {
    this.journal.letGo();
    for (const socket of this.sockets) socket.disconnect();
    await this.gateway.stop();
  }

  private link(namespace: string, auth: object, more: object = {}): Promise<Socket> {
    const socket = io(this.url + namespace, {
      ...{ auth, forceNew: true, reconnection: false, transports: ['websocket'] },
      ...more,
    });
    this.sockets.push(socket);
    socket.onAny((name: string, message: unknown) => hearing(socket, name).push(message));
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  }
}

const heardBy = new WeakMap<Socket, Map<string, unknown[]>>();

/** What of this name the socket has heard since it was made; goes on growing. */
export function hearing<T>(socket: Socket, name: string): T[] {
  const all = heardBy.get(socket) ?? new Map<string, unknown[]>();
  heardBy.set(socket, all);
  const list = all.get(name) ?? [];
  all.set(name, list);
  return list as T[];
}

/** The views a screen has been sent. */
export const views = (socket: Socket): Published[] => hearing(socket, 'view:published');

/** One command and its answer. */
export const send = (socket: Socket, command: object): Promise<Answer> =>
  socket.timeout(3_000).emitWithAck('command:send', command) as Promise<Answer>;
