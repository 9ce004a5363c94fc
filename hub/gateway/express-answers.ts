import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import type { ApiReply, ApiRequest } from './api-route.ts';
import { readCookies } from './cookies.ts';
import { errorPage } from './error-page.ts';

/** Where a request comes from; behind a trusted proxy, what that says. */
export function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? '';
}

/** What a route is asked, before the body is read. */
export function withoutBody(request: Request): Omit<ApiRequest, 'body'> {
  return {
    cookies: readCookies(request.headers.cookie),
    params: request.params,
    query: request.query,
    address: addressOf(request),
  };
}

/** Sends what a route answers: JSON, a file, or a stream that ends with its reader. */
export function send(response: Response, { status, body, cookies = [], file, stream }: ApiReply): void {
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
export function setCookie(response: Response, line: string): void {
  response.append('Set-Cookie', response.req.secure ? `${line}; Secure` : line);
}

/** The status an error of express or its middleware carries; 500 when it carries none. */
export function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 ? error.status : 500;
}

/** A page that says in plain words why there is none. */
export function sendErrorPage(
  response: Response,
  status: number,
  kind: Parameters<typeof errorPage>[0],
): void {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(errorPage(kind));
}
