import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { addressOf, statusOf } from './express-answers.ts';
import { toldLength } from './told-length.ts';
import type { V1Door, V1Reply } from './v1/door.ts';

const MOUNT = '/api/v1';
/** Bytes a program without a key may send. */
const STRANGERS_LIMIT = 64 * 1_024;
/** The longest table of appointments that is taken, and room to spare; bytes. */
const KEYS_LIMIT = 512 * 1_024;

/** The API of other programs. They send no Origin and no cookie: their key stands in for both. */
export function serveV1(app: express.Express, v1: V1Door, log: Logger): void {
  const router = express.Router();
  const language = (request: Request) => (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store').vary('Accept-Language');
    next();
  });
  const tooLarge = (request: Request, response: Response) =>
    sendV1(response, v1.problem({ word: 'body-too-large' }, language(request)));
  const bytes = (limit: number) => express.raw({ type: () => true, limit });
  const [ofStrangers, ofKeys] = [bytes(STRANGERS_LIMIT), bytes(KEYS_LIMIT)];
  router.use((request, response, next) => {
    if (v1.knows(request.headers)) ofKeys(request, response, next);
    // express would read it to its end before it says that it is too long.
    else if (toldLength(request) > STRANGERS_LIMIT) tooLarge(request, response);
    else ofStrangers(request, response, next);
  });
  for (const { method, path, answer } of v1.routes)
    router[method](path.slice(MOUNT.length), async (request: Request, response: Response) => {
      const reply = await answer({
        ...{ params: request.params, query: request.query, headers: request.headers },
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        target: `${request.method} ${request.originalUrl}`,
        language: language(request),
        address: addressOf(request),
      });
      sendV1(response, reply);
    });
  router.use((request, response) =>
    sendV1(response, v1.problem({ word: 'route-unknown' }, language(request))),
  );
  const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, 'a request to API v1 could not be handled');
    if (status === 413) tooLarge(request, response);
    else
      sendV1(response, v1.problem({ word: status < 500 ? 'malformed' : 'unavailable' }, language(request)));
  };
  router.use(onError);
  app.use(MOUNT, router);
}

function sendV1(response: Response, { status, type, body, headers = {} }: V1Reply): void {
  response.status(status).set(headers).type(`${type}; charset=utf-8`).send(body);
}
