import type { IncomingHttpHeaders } from 'node:http';

/**
 * A page of a hub that speaks https, as a browser may have it over the agent's plain http: its cookies are not for https
 * alone, and its sockets go to the agent without it.
 */
export function overHttp(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'set-cookie': cookies, 'content-security-policy': policy } = headers;
  return {
    ...headers,
    ...(cookies === undefined ? {} : { 'set-cookie': cookies.map((line) => line.replace(/; Secure$/, '')) }),
    ...(typeof policy === 'string'
      ? { 'content-security-policy': policy.replace(/\bwss:\/\//g, 'ws://') }
      : {}),
  };
}
