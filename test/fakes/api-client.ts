import { ProblemDetails } from '@bandecheng/shared/api-schemas';
import type { ApiScope } from '@bandecheng/shared/api-v1';
import { expect } from 'vitest';
import type * as z from 'zod';
import type { TestHub } from './test-hub.ts';

export interface V1Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; empty when it is none. */
  body: Record<string, unknown>;
}

/** Another system with a key of these scopes. */
export class ApiClient {
  private constructor(
    private readonly hub: TestHub,
    readonly token: string,
  ) {}

  /** @param by cookie of whoever makes the key; the first administrator's by default */
  static async of(hub: TestHub, key: string, scopes: readonly ApiScope[], by?: string): Promise<ApiClient> {
    const maker = by ?? (await hub.asAdmin());
    const made = await hub.api('POST', '/api/keys', { key, name: '测试', scopes }, maker);
    return new ApiClient(hub, String(made.body['token']));
  }

  /** Someone with a key of his own making. */
  static stranger(hub: TestHub, token: string): ApiClient {
    return new ApiClient(hub, token);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<V1Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<V1Answer> {
    return this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  csv(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<V1Answer> {
    return this.send('POST', path, body, { 'content-type': 'text/csv', ...headers });
  }

  async send(
    method: string,
    path: string,
    body: string | Buffer | undefined,
    headers: Record<string, string> = {},
  ): Promise<V1Answer> {
    const authorization: Record<string, string> =
      this.token === '' ? {} : { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.hub.url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    // text() would drop the byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    return { status: response.status, headers: response.headers, text, body: jsonOf(text) };
  }
}

/** That an answer is what its route declares. */
export function expectDeclared(route: { status: number; answer: unknown }, { status, body }: V1Answer): void {
  expect({ status, body }).toMatchObject({ status: route.status });
  expect((route.answer as z.ZodType).parse(body)).toEqual(body);
}

/** That a request was not done, for this reason, and that it is said as RFC 9457 has it. */
export function expectProblem(answer: V1Answer, status: number, word: string): void {
  expect(answer.body).toMatchObject({ status, word });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(ProblemDetails.safeParse(answer.body).error).toBeUndefined();
}

function jsonOf(text: string): V1Answer['body'] {
  try {
    return JSON.parse(text) as V1Answer['body'];
  } catch {
    return {};
  }
}
