import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HallError } from '@bandecheng/shared/errors';
import type { Problem } from '@bandecheng/shared/parse';
import type { VirtualHallState } from '@bandecheng/shared/virtual-hall';
import { virtualZh } from '../locales/zh/virtual.ts';
import { readPageFile } from '../pages/page-files.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { askDevice } from './device-request.ts';
import { startDevices, type AnyDevice, type StartedDevice } from './start-devices.ts';
import { StateStream } from './state-stream.ts';
import type { VirtualConfig } from './virtual-config.ts';

export interface VirtualHallOptions {
  config: VirtualConfig;
  profiles: ReadonlyMap<string, DeviceProfile>;
  /** Of the page; 0: any free one. */
  port: number;
  /** The built page; absent: state and requests alone. */
  pageFolder?: string | undefined;
}

export interface VirtualHall {
  /** Of the page, without a slash at the end. */
  url: string;
  device(id: string): AnyDevice | undefined;
  stop(): Promise<void>;
}

/** Bytes of a request's body; every one that is understood is far shorter. */
const LONGEST_BODY = 4_096;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const SAFE_HEADERS = {
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * Starts the devices of a configuration and, on this machine alone, their page. Throws `transport-failed` where a
 * port cannot be had.
 */
export async function startVirtualHall(options: VirtualHallOptions): Promise<VirtualHall> {
  let stream: StateStream | null = null;
  const started = await startDevices(options.config, options.profiles, () => stream?.changed());
  const page = new VirtualPage(started, options.pageFolder);
  stream = page.stream;
  const port = await page.listen(options.port).catch(async (error: unknown) => {
    await Promise.all(started.map((one) => one.stop()));
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    device: (id) => started.find(({ device }) => device.id === id)?.device,
    async stop() {
      await page.stop();
      await Promise.all(started.map((one) => one.stop()));
    },
  };
}

class VirtualPage {
  readonly stream = new StateStream(() => this.state());
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  constructor(
    private readonly started: readonly StartedDevice[],
    private readonly folder: string | undefined,
  ) {}

  async listen(port: number): Promise<number> {
    try {
      this.server.listen(port, '127.0.0.1');
      await once(this.server, 'listening');
    } catch (cause) {
      const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
      const reason = taken ? virtualZh.portTaken(port) : virtualZh.cannotListen(port);
      throw new HallError('transport-failed', `127.0.0.1:${port}`, reason, cause);
    }
    const address = this.server.address();
    return address !== null && typeof address !== 'string' ? address.port : port;
  }

  async stop(): Promise<void> {
    this.stream.close();
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private state(): VirtualHallState {
    return {
      at: Date.now(),
      devices: this.started.map(({ device, address }) => ({ ...device.state(), address })),
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Another site's name that points here must not reach the devices.
    if (!LOOPBACK.test(request.headers.host ?? '')) return refuse(response, 403, virtualZh.otherOrigin);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'POST') return this.answerPost(path, request, response);
    if (request.method !== 'GET') return refuse(response, 405, virtualZh.noSuchPath);
    if (path === '/state') return sendJson(response, 200, this.state());
    if (path === '/events') return this.stream.open(response);
    return this.answerPage(path, response);
  }

  private async answerPost(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`)
      return refuse(response, 403, virtualZh.otherOrigin);
    // A page of another origin cannot send this type without asking first, and is not answered when it asks.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return refuse(response, 415, virtualZh.notJsonBody);
    const [, id, verb] = /^\/devices\/([\w-]+)\/(\w+)$/.exec(path) ?? [];
    const device = this.started.find((one) => one.device.id === id)?.device;
    if (device === undefined || verb === undefined) return refuse(response, 404, virtualZh.noSuchDevice);
    const body = await readBody(request);
    if (body.problem !== undefined) return refuse(response, 400, body.problem);
    const problems = askDevice(device, verb, body.json);
    if (problems === null) return sendJson(response, 200, { ok: true });
    return sendJson(response, 400, { ok: false, problems });
  }

  private async answerPage(path: string, response: ServerResponse): Promise<void> {
    const name = pageFileAt(path);
    const file = this.folder === undefined || name === null ? null : await readPageFile(this.folder, name);
    if (file === null) return refuse(response, 404, path === '/' ? virtualZh.notBuilt : virtualZh.noSuchPath);
    response.writeHead(200, {
      ...SAFE_HEADERS,
      'content-type': file.type,
      'cache-control': file.lasting ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(file.bytes);
  }
}

/** The page, its assets and its icon; null for every other path. */
function pageFileAt(path: string): string | null {
  return path === '/' ? 'virtual.html' : (/^\/(icon\.svg|assets\/[\w.-]+)$/.exec(path)?.[1] ?? null);
}

async function readBody(request: IncomingMessage): Promise<{ json?: unknown; problem?: string }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) return { problem: virtualZh.bodyTooLong };
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return { json: text === '' ? {} : JSON.parse(text) };
  } catch {
    return { problem: virtualZh.badBody };
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  const problems: Problem[] = [{ path: '', reason }];
  sendJson(response, status, { ok: false, problems });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
