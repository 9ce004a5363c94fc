import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import { pagesText } from '../locales/zh-CN/pages.ts';
import { broken, malformed, refused, staffWho, type ApiRoute } from './api-route.ts';
import { send, statusOf, withoutBody } from './express-answers.ts';
import type { Identity } from './identity.ts';
import { fromOwnPage } from './same-host.ts';
import { toldLength } from './told-length.ts';

const MOUNT = '/api';
const BODY_LIMIT_BYTES = 64 * 1_024;
/** hall.json of a city's largest hall, some hundred services, is 200 KB. */
const HALL_LIMIT = '1mb';

/** The pages' own API: asked by a page of this host, or where a route allows it by a program. */
export function serveApi(
  app: express.Express,
  { routes, identity, log }: { routes: readonly ApiRoute[]; identity: Identity; log: Logger },
): void {
  const router = express.Router();
  const programs = routes
    .filter(({ forPrograms }) => forPrograms === true)
    .map(({ path }) => path.slice(MOUNT.length));
  router.use((request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const asksOnly = request.method === 'GET' || request.method === 'HEAD';
    if (asksOnly || fromOwnPage(request.headers) || programs.includes(request.path)) next();
    else send(response, refused('not-from-here'));
  });
  const ofHalls = express.json({ limit: HALL_LIMIT, strict: true });
  router.use('/hall', (request, response, next) => {
    const editor = staffWho('edit-hall', withoutBody(request), identity, { screen: 'hall' });
    return 'status' in editor ? next() : ofHalls(request, response, next);
  });
  router.use(refuseTooLong);
  router.use(express.json({ limit: BODY_LIMIT_BYTES, strict: true }));
  for (const route of routes)
    router[route.method](
      route.path.slice(MOUNT.length),
      ...fileTaker(route),
      async (request: Request, response: Response) => {
        send(response, await route.handle({ ...withoutBody(request), body: request.body as unknown }));
      },
    );
  router.use((_request, response) => void send(response, refused('page-unknown')));
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const status = statusOf(error);
    if (status === 413) send(response, TOO_LONG);
    else if (status < 500) send(response, malformed([{ path: '', reason: pagesText.bodyNotJson }], status));
    else {
      log.error({ err: error }, 'an API request could not be handled');
      send(response, broken('unavailable'));
    }
  };
  router.use(onError);
  app.use(MOUNT, router);
}

const TOO_LONG = malformed([{ path: '', reason: pagesText.bodyTooLarge }], 413);

/** express would read a body to its end before it says that it is too long. */
function refuseTooLong(request: Request, response: Response, next: () => void): void {
  const isUnread = request.body === undefined && request.is('json') !== false;
  if (toldLength(request) > BODY_LIMIT_BYTES && isUnread) send(response, TOO_LONG);
  else next();
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
