import type { IncomingMessage } from 'node:http';

/** Bytes of a request's body as its sender tells them beforehand; Infinity: it comes in pieces, and may never end. */
export function toldLength({ headers }: Pick<IncomingMessage, 'headers'>): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
}
