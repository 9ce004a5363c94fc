import { Agent, request } from 'node:http';

export interface Reply {
  status: number;
  type: string;
  text: string;
  /** The answer as JSON; empty when it is none. */
  body: Record<string, unknown>;
  cookies: string[];
}

export interface Sending {
  cookie?: string;
  /** A key of API v1. */
  token?: string;
  /** Anything but bytes or text goes as JSON. */
  body?: unknown;
  type?: string;
  headers?: Readonly<Record<string, string>>;
}

/** An answer that takes longer has not come. */
const ANSWERED_WITHIN_MS = 30_000;

/** The hub's HTTP as whoever writes requests himself sees it: an address goes out as it is, `..` and all. */
export class Door {
  private readonly agent: Agent;

  /** @param from the address of this machine it asks from */
  constructor(
    readonly url: string,
    from = '127.0.0.1',
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 4, localAddress: from });
  }

  /** Rejects when no answer came. */
  ask(method: string, path: string, sending: Sending = {}): Promise<Reply> {
    const { cookie, token, body, type = 'application/json', headers = {} } = sending;
    const bytes = bytesOf(body);
    const { hostname, port, host } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          ...{ hostname, port, method, path: sendable(path), agent: this.agent, timeout: ANSWERED_WITHIN_MS },
          headers: {
            ...{ host, origin: this.url },
            ...(cookie === undefined || cookie === '' ? {} : { cookie }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(bytes === null ? {} : { 'content-type': type, 'content-length': bytes.length }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0] ?? '');
            const { statusCode: status = 0, headers } = response;
            resolve({ status, type: headers['content-type'] ?? '', text, body: jsonOf(text), cookies });
          });
        },
      );
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The hub lets go of a connection that rests just when it is used again: any browser asks anew.
        if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(this.ask(method, path, sending));
        else reject(error);
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${path}`)));
      asked.end(bytes ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** What node's client would not send at all is written in hexadecimal; nothing else is touched. */
function sendable(path: string): string {
  return path.replace(/[^\x21-\xff]/gu, (sign) => encodeURIComponent(Buffer.from(sign).toString()));
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
