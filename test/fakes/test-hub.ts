import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readHall } from '@bandecheng/hub/config';
import { openLog } from '@bandecheng/hub/open-log';
import { startHub, type RunningHub } from '@bandecheng/hub/start-hub';
import type { EventType } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Role } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';

export const EXAMPLE_HALL = fileURLToPath(new URL('../../hub/hall.example.json', import.meta.url));
const PLAIN_HALL = fileURLToPath(new URL('../fixtures/halls/plain-hall.json', import.meta.url));
export const DEMO_KEY = 'an-agent-key-of-a-demo-hall';

/** A Monday morning, 09:30 in the hall. */
export const MONDAY = Date.UTC(2026, 10, 23, 1, 30);

export interface ApiAnswer {
  status: number;
  body: Record<string, unknown>;
  /** `name=value` of each cookie set. */
  cookies: string[];
  /** The Set-Cookie lines as they came. */
  lines: string[];
}

/** The whole hub on a port of its own, with a data folder of its own and the plain hall. */
export class TestHub {
  now = MONDAY;
  /** What was logged. */
  readonly logged: Record<string, unknown>[] = [];
  private readonly sockets: Socket[] = [];
  private readonly admin: Promise<string>;

  private constructor(
    public running: RunningHub,
    readonly folder: string,
    private readonly begin: () => Promise<RunningHub>,
  ) {
    this.admin = this.signIn('admin', running.firstPassword ?? '');
    // Nobody asks for it where the hub speaks https, with a certificate that nothing here trusts.
    this.admin.catch(() => undefined);
  }

  /**
   * @param hallFile another hall than the plain one
   * @param pages where the built screens lie; a folder without any by default
   * @param from a data folder whose copy it starts on or what writes into its own, and the instant at which it starts
   */
  static async start(
    demo = false,
    hallFile = PLAIN_HALL,
    pages?: string,
    from: { data?: string; write?: (folder: string, hall: Hall) => Promise<void>; now?: number } = {},
  ): Promise<TestHub> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-'));
    if (from.data !== undefined) await cp(from.data, folder, { recursive: true });
    const config = await readHall(hallFile, { PORT: '0', DATA_DIR: folder });
    await from.write?.(folder, config.hall);
    const holder: { hub?: TestHub } = {};
    const { log, errors } = openLog('debug', {
      write: (line) => holder.hub?.logged.push(JSON.parse(line) as Record<string, unknown>),
    });
    const begin = () =>
      startHub({
        ...{
          config,
          log,
          pagesFolder: pages ?? join(folder, 'pages'),
          clock: () => holder.hub?.now ?? from.now ?? MONDAY,
        },
        loggedErrors: errors,
        ...(demo ? { demo: { agentKey: DEMO_KEY, virtualUrl: 'http://127.0.0.1:4999' } } : {}),
        onFault: (error) => {
          throw error;
        },
      });
    holder.hub = new TestHub(await begin(), folder, begin);
    holder.hub.now = from.now ?? MONDAY;
    return holder.hub;
  }

  /** Ends the hub and starts it again on the same data folder and another port. */
  async restart(meanwhile = async () => {}): Promise<void> {
    await this.running.stop();
    await meanwhile();
    this.running = await this.begin();
  }

  get url(): string {
    return this.running.url;
  }

  /** A request from an own page. */
  async api(method: string, path: string, body?: unknown, cookie = ''): Promise<ApiAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { origin: this.url, cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const lines = response.headers.getSetCookie();
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      cookies: lines.map((line) => line.split(';', 1)[0] ?? ''),
      lines,
    };
  }

  async signIn(account: string, password: string): Promise<string> {
    const { cookies } = await this.api('POST', '/api/session', { account, password });
    return cookies.join('; ');
  }

  /** The cookie of the administrator of the first start. */
  asAdmin(): Promise<string> {
    return this.admin;
  }

  /** The cookie of a new account of this role. */
  async as(role: Role): Promise<string> {
    const account = { id: `a-${role}`, name: '某人', role, password: 'password-1' };
    await this.api('POST', '/api/accounts', account, await this.admin);
    return this.signIn(account.id, account.password);
  }

  /** The cookies of a sign-in as a browser takes them. */
  browserCookies(cookies: string): { name: string; value: string; url: string }[] {
    return cookies.split('; ').map((cookie) => {
      const [name = '', value = ''] = cookie.split('=');
      return { name, value, url: this.url };
    });
  }

  /** The cookie of a device paired with this screen. */
  async paired(screen: 'kiosk' | 'tablet' | 'display', of?: string): Promise<string> {
    const invited = await this.api('POST', '/api/pairings', { screen, of }, await this.admin);
    const { cookies } = await this.api('POST', '/api/pair', { code: invited.body['code'] });
    return cookies.join('; ');
  }

  async agentKey(agent: string): Promise<string> {
    const { body } = await this.api('POST', '/api/agents', { agent }, await this.admin);
    return String(body['key']);
  }

  screen(screen: string, of: string | undefined, cookie: string): Socket {
    return this.link('/screen', { protocol: PROTOCOL_VERSION, screen, of }, cookie);
  }

  agent(agent: string, key: string, more: object = {}): Socket {
    const handshake = { protocol: PROTOCOL_VERSION, agent, key, outbox: 'outbox0001', devices: [] };
    return this.link('/agent', { ...handshake, ...more });
  }

  /** A connection that does not try again. */
  link(namespace: string, auth: object, cookie = '', headers: Record<string, string> = {}): Socket {
    const socket = io(this.url + namespace, {
      ...{ auth, forceNew: true, reconnection: false, transports: ['websocket'] },
      extraHeaders: { ...headers, ...(cookie === '' ? {} : { cookie }) },
    });
    this.sockets.push(socket);
    return socket;
  }

  /** How many events of a type stand in the journal. */
  async seen(type: EventType): Promise<number> {
    return (await this.journalText()).split(`"type":"${type}"`).length - 1;
  }

  /** Every line of the journal. */
  async journalText(): Promise<string> {
    const days = await readdir(join(this.folder, 'journal'));
    const texts = await Promise.all(
      days
        .filter((day) => day.endsWith('.jsonl'))
        .map((day) => readFile(join(this.folder, 'journal', day), 'utf8')),
    );
    return texts.join('');
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.running.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Resolves with the next message of this name. */
export function heard<T = unknown>(socket: Socket, name: string): Promise<T> {
  return new Promise((resolve) => socket.once(name, resolve));
}

/** `connected`, or the word for why not. */
export function outcome(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error) => resolve(error.message));
  });
}

/** The example hall under the rules of a city, as `hall.json` in the folder. */
export async function hallOfCity(city: string, folder: string, more: object = {}): Promise<string> {
  const hall = join(folder, 'hall.json');
  const example = JSON.parse(await readFile(EXAMPLE_HALL, 'utf8')) as object;
  const itsOwn = { policiesFolder: undefined, policy: city, ...more };
  await writeFile(hall, JSON.stringify({ ...example, ...itsOwn }));
  return hall;
}
