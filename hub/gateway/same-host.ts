import type { IncomingHttpHeaders } from 'node:http';

/** Whether the request's page came from this very host and port; false without an Origin. */
export function fromOwnPage({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined || host === undefined) return false;
  try {
    return new URL(origin).host === new URL(`http://${host}`).host;
  } catch {
    return false;
  }
}

/**
 * Whether a link may be opened: from an own page, or from a program, which sends no Origin. A page that asks by the
 * address of a picture sends none either, but its browser says that it is another site's.
 */
export function mayLink(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined) return fromOwnPage(headers);
  return !/^(cross|same)-site$/.test(String(headers['sec-fetch-site'] ?? ''));
}
