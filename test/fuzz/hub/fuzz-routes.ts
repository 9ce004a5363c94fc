import { MAY_USE } from '@bandecheng/hub/gateway/route-access';
import { PAGES } from '@bandecheng/hub/gateway/pages';
import { API_ROUTES, type ApiRouteShape } from '@bandecheng/shared/api-v1';
import type { Dice } from '../dice.ts';
import type { Comers } from './comers.ts';
import type { Door, Reply, Sending } from './door.ts';
import { learnedBody } from './learned-body.ts';
import { madeUp, type Known } from './made-up.ts';
import type { Siftings } from './siftings.ts';
import { nasty, nastyText, PATH_TRICKS, spoiled } from './spoil.ts';

interface Fuzzing {
  /** Requests to each route by each comer. */
  each: number;
  dice: Dice;
  found: Siftings;
}

/** Answers that are a word of refusal, though their status says that something else is amiss. */
const NAMED = ['agent-away', 'agent-silent', 'agent-unclear', 'answer-too-long'];
const QUERIES = ['day', 'from', 'to', 'find', 'name', 'number', 'case', 'person', 'reason', 'before', 'who'];

/**
 * Every route of the pages' API, asked by everybody: nobody, each role, a kiosk and a display. In a single pass by nobody,
 * by one who may and by one more.
 */
export async function fuzzPages(door: Door, comers: Comers, { each, dice, found }: Fuzzing): Promise<void> {
  const { known, staff } = comers;
  const cookies = [...staff.values(), comers.kiosk, comers.display];
  for (const route of Object.keys(MAY_USE)) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = () => filled(pattern, known, dice);
    // Whoever signs out asks nothing more.
    const signsOut = route === 'DELETE /api/session';
    const entitled = signsOut ? '' : await whoMay(door, method, path(), cookies);
    const ask = (body: object) => door.ask(method, path(), { cookie: entitled, body });
    const body = method === 'POST' || method === 'PUT' ? await learnedBody(ask, known, dice) : undefined;
    for (const cookie of signsOut ? [''] : each > 1 ? cookies : ['', entitled, dice.pick(cookies)])
      await Promise.all(
        Array.from({ length: each }, async () => {
          const asking = `${dice.once(3) ? tricked(pattern, dice) : path()}${query(known, dice)}`;
          await asked(door, method, asking, { cookie, ...spoiledBody(body, dice) }, found);
        }),
      );
  }
}

/** Every route of API v1 by a key that may do everything, by a made-up key and by none. */
export async function fuzzV1(
  door: Door,
  { tokens, known }: Comers,
  { each, dice, found }: Fuzzing,
): Promise<void> {
  for (const shape of Object.values(API_ROUTES) as ApiRouteShape[])
    for (const token of [...tokens.slice(0, 2), 'made-up', undefined])
      for (let i = 0; i < each; i++) {
        const params = shape.params === undefined ? {} : madeUp(shape.params, dice, known);
        const colons = shape.path.replace(/\{(\w+)\}/g, ':$1');
        const path = dice.once(3)
          ? tricked(colons, dice)
          : filled(colons, params as Record<string, string>, dice);
        const wanted = shape.body === undefined ? undefined : bodyFor(shape.body, dice, known);
        const sending = {
          ...(token === undefined ? {} : { token: dice.once(20) ? dice.pick(tokens) : token }),
          ...(shape.body === 'csv' ? { body: String(wanted), type: 'text/csv' } : spoiledBody(wanted, dice)),
          ...(dice.once(4)
            ? { headers: { 'idempotency-key': dice.pick(['k'.repeat(9), 'x', '0'.repeat(200)]) } }
            : {}),
        };
        await asked(door, shape.method.toUpperCase(), `/api/v1${path}${query(known, dice)}`, sending, found);
      }
}

/** Ways out of the folders of pages, files and voices, and addresses that are none. */
export async function fuzzAddresses(door: Door, { each, dice, found }: Fuzzing): Promise<void> {
  const roots = [
    ...Object.keys(PAGES),
    '/assets/',
    '/voice/site/',
    '/voice/site/zh-CN/',
    '/voice/',
    '/',
    '/socket.io/',
  ];
  for (const root of roots)
    for (const trick of [
      ...PATH_TRICKS,
      'a'.repeat(8_000),
      '?'.repeat(50),
      ';jsessionid=1',
      '#x',
      ' ',
      '\u0000',
    ])
      for (let i = 0; i < Math.min(each, 2); i++) {
        const path = root.replace(/:\w+/g, trick) + (root.endsWith('/') ? trick : '');
        const reply = await asked(
          door,
          dice.pick(['GET', 'GET', 'POST', 'HEAD', 'OPTIONS']),
          path,
          {},
          found,
        );
        if (/root:x:0|"hash"|"seq":1,/.test(reply?.text ?? '')) found.broke('a file was given away', path);
      }
}

/** One of those who may ask it; the last of them when nobody may. */
async function whoMay(door: Door, method: string, path: string, cookies: readonly string[]): Promise<string> {
  for (const cookie of cookies) {
    const { body } = await door.ask(method, path, { cookie, body: {} });
    if (!['not-signed-in', 'not-allowed'].includes(String(body['refused']))) return cookie;
  }
  return cookies.at(-1) ?? '';
}

async function asked(
  door: Door,
  method: string,
  path: string,
  sending: Sending,
  found: Siftings,
): Promise<Reply | null> {
  found.sent += 1;
  const how = { method, path, body: sending.body, as: sending.cookie?.slice(0, 24) };
  const reply = await door.ask(method, path, sending).catch((error: unknown) => {
    found.broke(`no answer (${String(error)})`, how);
    return null;
  });
  if (reply === null) return null;
  const { status, body, text } = reply;
  found.answered(String(status));
  const isNamed = NAMED.includes(String(body['refused']));
  if (status >= 500 && !isNamed) found.broke(`${status} ${text.slice(0, 200)}`, how);
  return reply;
}

function filled(pattern: string, known: Known | Record<string, unknown>, dice: Dice): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = Object.hasOwn(known, name) ? known[name] : 'none';
    return encodeURIComponent(String(Array.isArray(value) ? dice.pick(value as unknown[]) : value));
  });
}

function tricked(pattern: string, dice: Dice): string {
  return pattern.replace(/:\w+/g, () =>
    dice.once(2)
      ? dice.pick(PATH_TRICKS)
      : encodeURIComponent(Buffer.from(nastyText(dice).slice(0, 2_000)).toString()),
  );
}

function query(known: Known, dice: Dice): string {
  if (dice.once(3)) return '';
  const names = Array.from({ length: 1 + dice.below(4) }, () =>
    dice.once(5)
      ? dice.pick(['__proto__', 'constructor', 'a[b]', 'from[]', '__proto__[x]'])
      : dice.pick(QUERIES),
  );
  const pairs = names.map((name) => {
    const right = Object.hasOwn(known, name) && dice.once(2) ? dice.pick(known[name] ?? []) : nastyText(dice);
    return `${encodeURIComponent(name)}=${encodeURIComponent(Buffer.from(String(right).slice(0, 2_000)).toString())}`;
  });
  return `?${pairs.join('&')}`;
}

function spoiledBody(body: unknown, dice: Dice): Pick<Sending, 'body' | 'type'> {
  if (body === undefined) return dice.once(10) ? { body: nasty(dice) } : {};
  if (dice.once(5)) return { body };
  const spoilt = spoiled(body, dice);
  if (!dice.once(12)) return { body: spoilt };
  const text = JSON.stringify(spoilt) ?? '';
  return dice.once(2)
    ? { body: text.slice(0, dice.below(text.length + 1)) }
    : {
        body: Buffer.from(text),
        type: dice.pick(['text/plain', 'application/json; charset=utf-7', '', 'multipart/form-data']),
      };
}

function bodyFor(body: NonNullable<ApiRouteShape['body']>, dice: Dice, known: Known): unknown {
  if (body !== 'csv') return madeUp(body, dice, known);
  const cells = Array.from({ length: 1 + dice.below(6) }, () => nastyText(dice).slice(0, 200));
  return `service,date,time,code\r\nsocial,2026-11-24,09:30,${cells.join(',')}\r\n${cells.join('"')}`;
}
