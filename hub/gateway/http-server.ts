import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { AGENT_HEADER } from '@bandecheng/shared/link';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import { pagesText } from '../locales/zh-CN/pages.ts';
import {
  broken,
  malformed,
  refused,
  staffWho,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import { bearerOf } from './bearer.ts';
import { readBuiltFiles, type BuiltFile } from './built-files.ts';
import { fewAtOnce, limitConnections } from './connection-limit.ts';
import { cookieLine, isPairingCookie, PAIRING_SECONDS, readCookies } from './cookies.ts';
import { errorPage } from './error-page.ts';
import { byTurns } from './fair-turns.ts';
import type { Identity } from './identity.ts';
import type { OperationRoutes } from './operation.ts';
import { PAGES } from './pages.ts';
import { RequestLimit } from './request-limit.ts';
import { fromOwnPage } from './same-host.ts';
import { securityHeaders } from './security-headers.ts';
import type { V1Door, V1Reply } from './v1/door.ts';
import { isVoiceFile } from './voice-files.ts';
import { comesFrom, type IsProxy } from './where-from.ts';

/** The hub's certificate with what is above it, and its key: PEM. */
export interface TlsPair {
  cert: Buffer;
  key: Buffer;
}

export interface HttpParts {
  /** Null: the hub speaks plain http. */
  tls: TlsPair | null;
  /** Reverse proxies that are believed. */
  trusted: readonly string[];
  clock: () => Instant;
  routes: readonly ApiRoute[];
  v1: V1Door;
  /** The built screens. */
  pagesFolder: string;
  /** Where the hall's own audio files lie; null: it has none. */
  voiceFolder: () => string | null;
  identity: Identity;
  operation: OperationRoutes;
  /** Whether the hub takes work: the journal is open, the gateway listens, nobody has asked it to stop. */
  ready: () => boolean;
  log: Logger;
}

const BODY_LIMIT = '64kb';
/** The longest table of appointments that is taken, and room to spare. */
const V1_LIMIT = '512kb';
/** hall.json of a city's largest hall, some hundred services, is 200 KB. */
const HALL_LIMIT = '1mb';
/** A request not received whole by then is dropped: half of one must not hold a connection for ever. */
const REQUEST_WITHIN_MS = 10_000;

/** The pages, their API, `/healthz` and `/readyz`, on a server that does not listen yet. */
export function createHttpServer(parts: HttpParts) {
  const app = express();
  app.set('trust proxy', [...parts.trusted]);
  const isProxy = app.get('trust proxy fn') as IsProxy;
  const limit = new RequestLimit(parts.identity);
  app.use(securityHeaders());
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', (_request, response) => {
    const ready = parts.ready();
    response.status(ready ? 200 : 503).json({ ok: ready });
  });
  app.use(limitRequests(limit, parts));
  serveOperation(app, parts);
  serveV1(app, parts);
  serveApi(app, parts);
  serveVoices(app, parts);
  servePages(app, parts);
  app.use((_request, response) => void sendErrorPage(response, 404, 'unknown'));
  app.use(brokenPage(parts.log));
  const limits = {
    headersTimeout: REQUEST_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    connectionsCheckingInterval: 5_000,
  };
  const handle = fewAtOnce(byTurns(app));
  const server: Server | TlsServer =
    parts.tls === null ? createServer(limits, handle) : createTlsServer({ ...limits, ...parts.tls }, handle);
  limitConnections(server, (address) => isProxy(address, 0));
  return {
    server,
    /** Whether a request for a link may go on: it is counted with all others. */
    mayKnock: (request: IncomingMessage): boolean => {
      const { cookie, authorization, [AGENT_HEADER]: agent } = request.headers;
      const asked = {
        ...{ cookies: readCookies(cookie), address: comesFrom(request, isProxy), path: request.url ?? '' },
        ...{ bearer: bearerOf(authorization), agent: agent === undefined ? undefined : String(agent) },
      };
      return limit.take(asked, parts.clock()) === 0;
    },
  };
}

function limitRequests(limit: RequestLimit, { clock }: HttpParts): RequestHandler {
  return (request, response, next) => {
    const { cookie, authorization } = request.headers;
    const asked = { cookies: readCookies(cookie), address: addressOf(request), path: request.path };
    const seconds = limit.take({ ...asked, bearer: bearerOf(authorization) }, clock());
    if (seconds === 0) next();
    else send(response.set('Retry-After', String(seconds)), refused('too-many-requests', { seconds }));
  };
}

/** Where a request comes from; behind a trusted proxy, what that says. */
function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? '';
}

/** How the hub is, for whoever watches over it. */
function serveOperation(app: express.Express, { operation }: HttpParts): void {
  for (const [path, answer] of Object.entries(operation))
    app.get(path, async (request: Request, response: Response) => {
      const { headers } = request;
      const { status, type, body } = await answer({
        address: addressOf(request),
        forwarded: headers['x-forwarded-for'] !== undefined,
        authorization: headers.authorization,
      });
      response.status(status).set('Cache-Control', 'no-store').type(type).send(body);
    });
}

/** Programs send no Origin and no cookie: their key stands in for both. */
function serveV1(app: express.Express, { v1, log }: HttpParts): void {
  const language = (request: Request) => (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');
  app.use('/api/v1', (_request, response, next) => {
    response.set('Cache-Control', 'no-store').vary('Accept-Language');
    next();
  });
  const bytes = (limit: string) => express.raw({ type: () => true, limit });
  const [ofStrangers, ofKeys] = [bytes(BODY_LIMIT), bytes(V1_LIMIT)];
  app.use('/api/v1', (request, response, next) =>
    (v1.knows(request.headers) ? ofKeys : ofStrangers)(request, response, next),
  );
  for (const { method, path, answer } of v1.routes)
    app[method](path, async (request: Request, response: Response) => {
      const reply = await answer({
        ...{ params: request.params, query: request.query, headers: request.headers },
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        target: `${request.method} ${request.originalUrl}`,
        language: language(request),
        address: addressOf(request),
      });
      sendV1(response, reply);
    });
  app.use('/api/v1', (request, response) =>
    sendV1(response, v1.problem({ word: 'route-unknown' }, language(request))),
  );
  const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, 'a request to API v1 could not be handled');
    const word = status === 413 ? 'body-too-large' : status < 500 ? 'malformed' : 'unavailable';
    sendV1(response, v1.problem({ word }, language(request)));
  };
  app.use('/api/v1', onError);
}

function sendV1(response: Response, { status, type, body, headers = {} }: V1Reply): void {
  response.status(status).set(headers).type(`${type}; charset=utf-8`).send(body);
}

function serveApi(app: express.Express, { routes, identity, log }: HttpParts): void {
  const programs = routes
    .filter(({ forPrograms }) => forPrograms === true)
    .map(({ path }) => path.slice('/api'.length));
  app.use('/api', (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const asksOnly = request.method === 'GET' || request.method === 'HEAD';
    if (asksOnly || fromOwnPage(request.headers) || programs.includes(request.path)) next();
    else send(response, refused('not-from-here'));
  });
  const ofHalls = express.json({ limit: HALL_LIMIT, strict: true });
  app.use('/api/hall', (request, response, next) => {
    const editor = staffWho('edit-hall', withoutBody(request), identity, { screen: 'hall' });
    return 'status' in editor ? next() : ofHalls(request, response, next);
  });
  app.use('/api', express.json({ limit: BODY_LIMIT, strict: true }));
  for (const route of routes)
    app[route.method](route.path, ...fileTaker(route), async (request: Request, response: Response) => {
      send(response, await route.handle({ ...withoutBody(request), body: request.body as unknown }));
    });
  app.use('/api', (_request, response) => void send(response, refused('page-unknown')));
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const status = statusOf(error);
    if (status === 413) send(response, malformed([{ path: '', reason: pagesText.bodyTooLarge }], 413));
    else if (status < 500) send(response, malformed([{ path: '', reason: pagesText.bodyNotJson }], status));
    else {
      log.error({ err: error }, 'an API request could not be handled');
      send(response, broken('unavailable'));
    }
  };
  app.use('/api', onError);
}

function withoutBody(request: Request): Omit<ApiRequest, 'body'> {
  return {
    cookies: readCookies(request.headers.cookie),
    params: request.params,
    query: request.query,
    address: addressOf(request),
  };
}

/** Reads a file's bytes, whatever type it says it is, for somebody who may send one. */
function fileTaker({ takesFile }: ApiRoute): RequestHandler[] {
  if (takesFile === undefined) return [];
  const { mostBytes, tooLarge, keepOut } = takesFile;
  const read = express.raw({ type: () => true, limit: mostBytes });
  return [
    (request, response, next) => {
      const kept = keepOut(withoutBody(request));
      if (kept !== null) send(response, kept);
      else
        read(request, response, (error?: unknown) => {
          if (error !== undefined && statusOf(error) === 413) send(response, tooLarge);
          else next(error);
        });
    },
  ];
}

/** `/voice/site/<language>/<clip>.<ending>` and nothing else of the folder. */
function serveVoices(app: express.Express, { voiceFolder }: HttpParts): void {
  app.get('/voice/site/:language/:file', ({ params: { language, file } }, response, next) => {
    const root = voiceFolder();
    if (root === null || !isVoiceFile(language, file)) {
      next();
      return;
    }
    // A recording that is made anew keeps its name.
    response.set('Cache-Control', 'no-cache');
    response.sendFile(`${language}/${file}`, { root, cacheControl: false }, (error) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  });
}

function servePages(app: express.Express, { pagesFolder, identity }: HttpParts): void {
  const files = readBuiltFiles(pagesFolder);
  for (const [address, { file }] of Object.entries(PAGES))
    app.get(address, (request, response) => {
      const page = files.get(file);
      for (const [name, token] of readCookies(request.headers.cookie))
        if (isPairingCookie(name) && identity.pairing(token) !== null)
          setCookie(response, cookieLine(name, token, PAIRING_SECONDS));
      if (page === undefined) sendErrorPage(response, 503, 'unbuilt');
      else sendBuiltFile(request, response.set('Cache-Control', 'no-cache').type('html'), page);
    });
  app.use((request, response, next) => {
    const name = request.path.slice(1);
    const file = extname(name) === '.html' ? undefined : files.get(name);
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    // Vite names what stands in assets after its content; the rest keeps its name when it changes.
    const keep = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
    sendBuiltFile(request, response.set('Cache-Control', keep).type(extname(name)), file);
  });
}

/** Answers with the file, with the part of it that is asked for, or that it has not changed. */
function sendBuiltFile(request: Request, response: Response, { bytes, etag }: BuiltFile): void {
  response.set({ ETag: etag, 'Accept-Ranges': 'bytes' });
  // Telephones of one maker play no sound from who sends no part of it.
  const ranges = request.range(bytes.length);
  const [range] = ranges === undefined || typeof ranges === 'number' || ranges.length > 1 ? [] : ranges;
  if (range === undefined) {
    response.send(bytes);
    return;
  }
  response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.length}`);
  response.send(bytes.subarray(range.start, range.end + 1));
}

function brokenPage(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status < 500) {
      sendErrorPage(response, status, 'unknown');
      return;
    }
    log.error({ err: error }, 'a page could not be sent');
    sendErrorPage(response, 500, 'broken');
  };
}

function sendErrorPage(response: Response, status: number, kind: Parameters<typeof errorPage>[0]): void {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(errorPage(kind));
}

function send(response: Response, { status, body, cookies = [], file, stream }: ApiReply): void {
  for (const cookie of cookies) setCookie(response, cookie);
  response.status(status);
  if (stream !== undefined) {
    response.type(stream.type).set('Content-Disposition', `attachment; filename="${stream.name}"`);
    // A reader that goes away ends it; one that was cut off sees a connection that broke.
    pipeline(stream.content, response, () => undefined);
  } else if (file === undefined) response.json(body);
  else
    response.type(file.type).set('Content-Disposition', `inline; filename="${file.name}"`).send(file.bytes);
}

/** A browser that came by https never sends it over plain http again. */
function setCookie(response: Response, line: string): void {
  response.append('Set-Cookie', response.req.secure ? `${line}; Secure` : line);
}

/** The status an error of express or its middleware carries; 500 when it carries none. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 ? error.status : 500;
}
