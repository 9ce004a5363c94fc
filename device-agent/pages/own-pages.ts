import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hall } from '@bandecheng/shared/hall';
import { pagesZh } from '../locales/zh/pages.ts';
import { readPageFile } from './page-files.ts';
import { securityHeaders } from './security-headers.ts';

export interface OwnPagesParts {
  /** The built screens. */
  folder: string;
  /** The hall as the hub last told it; null: it never did. */
  hall: () => Hall | null;
}

/** The pages of the screens from the agent's own disk, and of the hub's API what every page asks first. */
export async function answerByItself(
  { folder, hall }: OwnPagesParts,
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = url.split('?', 1)[0] ?? '/';
  for (const [name, value] of Object.entries(securityHeaders(headers.host))) response.setHeader(name, value);
  if (path === '/readyz') {
    // A kiosk's machine asks before it shows the page, and may be switched on in the middle of an outage.
    sendJson(response, hall() === null ? 503 : 200, { ok: hall() !== null });
    return;
  }
  if (/^\/(api|socket\.io)(\/|$)/.test(path)) {
    const known = path === '/api/hall' && method === 'GET' ? hallInfo(hall()) : null;
    sendJson(response, known === null ? 503 : 200, known ?? { ok: false, fault: 'unavailable' });
    return;
  }
  const looks = method === 'GET' || method === 'HEAD';
  const name = looks ? fileAt(path) : null;
  const file = name === null ? null : await readPageFile(folder, name);
  if (file === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end(pagesZh.notHere);
    return;
  }
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.bytes.length,
    'cache-control': file.lasting ? 'max-age=31536000, immutable' : 'no-cache',
  });
  response.end(method === 'HEAD' ? undefined : file.bytes);
}

/** Every page has the address of its file's name, as at the hub; null for what is no page and none of its files. */
function fileAt(path: string): string | null {
  if (path === '/') return 'index.html';
  if (/^\/t\/[\w-]+$/.test(path)) return 'follow.html';
  const page = /^\/([a-z]+)$/.exec(path)?.[1];
  if (page !== undefined) return `${page}.html`;
  return path.endsWith('.html') ? null : path.slice(1);
}

/** As the hub answers, without what only the hub knows. */
function hallInfo(hall: Hall | null): object | null {
  if (hall === null) return null;
  const { id, name, languages, timeZone, counters, kiosks, displays } = hall;
  return {
    ...{ ok: true, id, name, languages, timeZone, kiosks, demo: false, yearMissing: null },
    counters: counters.map(({ id, number, name }) => ({ id, number, name })),
    displays: displays.map(({ id, name }) => ({ id, name })),
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
