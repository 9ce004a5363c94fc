import type { ApiRouteName, ApiRouteShape } from '@bandecheng/shared/api-v1';
import { parse } from '@bandecheng/shared/parse';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { ApiKeyFound } from '../identity.ts';
import type { V1Request } from './door.ts';
import type { Asked } from './handler.ts';
import { Idempotency } from './idempotency.ts';
import type { ApiProblem } from './problem.ts';
import { bearerOf } from '../bearer.ts';
import { RateLimit } from '../rate-limit.ts';
import { csvTextOf } from './read-csv.ts';

export interface GateParts {
  findKey: (token: string) => ApiKeyFound | null;
  clock: () => Instant;
  stopping: () => boolean;
}

/** A busy hall gives some 100 numbers a minute; a screen that asks every second takes 60. */
const REQUESTS_A_MINUTE = 600;
/** Without a right key, from one address. */
const STRANGERS_A_MINUTE = 60;

/** What every request passes before its handler: stop, key, limits, scope, schemas, Idempotency-Key. */
export class Gate {
  private readonly ofKeys = new RateLimit(REQUESTS_A_MINUTE);
  private readonly ofStrangers = new RateLimit(STRANGERS_A_MINUTE);
  private readonly idempotency = new Idempotency();

  constructor(private readonly parts: GateParts) {}

  ask(shape: ApiRouteShape, request: V1Request): Asked<ApiRouteName> | { problem: ApiProblem } {
    if (this.parts.stopping()) return { problem: { word: 'stopping' } };
    const key = this.keyFor(shape, request);
    if ('problem' in key) return key;
    const input = parseInput(shape, request);
    if ('problem' in input) return input;
    const content = Buffer.concat([Buffer.from(`${request.target}\n`), request.body]);
    const header = request.headers['idempotency-key'];
    const command = this.idempotency.commandId(
      key.key,
      Array.isArray(header) ? header.join() : header,
      content,
    );
    if ('refused' in command) return { problem: { word: command.refused } };
    const actor = { kind: 'api', key: key.key } as const;
    return { ...input, actor, id: command.id, language: request.language } as Asked<ApiRouteName>;
  }

  /** Null: there is none, or a wrong one. */
  keyOf(headers: V1Request['headers']): ApiKeyFound | null {
    const token = bearerOf(headers['authorization']);
    return token === undefined ? null : this.parts.findKey(token);
  }

  private keyFor({ scope }: ApiRouteShape, request: V1Request): { key: string } | { problem: ApiProblem } {
    const now = this.parts.clock();
    const token = bearerOf(request.headers['authorization']);
    const found = this.keyOf(request.headers);
    const seconds =
      found === null ? this.ofStrangers.take(request.address, now) : this.ofKeys.take(found.key, now);
    if (seconds > 0) return { problem: { word: 'too-many-requests', about: { seconds } } };
    if (scope === null) return { key: found?.key ?? '' };
    if (found === null) return { problem: { word: token === undefined ? 'key-missing' : 'key-unknown' } };
    if (!found.scopes.includes(scope)) return { problem: { word: 'scope-missing', about: { scope } } };
    return { key: found.key };
  }
}

function parseInput(shape: ApiRouteShape, request: V1Request): object | { problem: ApiProblem } {
  const raw = bodyOf(shape, request);
  if ('problem' in raw) return raw;
  const { language, params, query } = request;
  const given = { params: params as unknown, query: query as unknown, body: raw.body };
  const input: Partial<Record<keyof typeof given, unknown>> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = shape[part];
    if (schema === undefined) continue;
    if (schema === 'csv') {
      input[part] = given[part];
      continue;
    }
    const parsed = parse(schema, given[part], language);
    if (!parsed.ok) return { problem: { word: 'malformed', problems: parsed.problems } };
    input[part] = parsed.value;
  }
  return input;
}

function bodyOf(
  shape: ApiRouteShape,
  { headers, body }: V1Request,
): { body: unknown } | { problem: ApiProblem } {
  if (shape.body === undefined) return { body: undefined };
  const expected = shape.body === 'csv' ? 'text/csv' : 'application/json';
  const type = String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (type !== expected) return { problem: { word: 'type-unsupported', about: { expected } } };
  if (shape.body === 'csv') return { body: csvTextOf(body) };
  try {
    return { body: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    return { problem: { word: 'body-not-json' } };
  }
}
