import { extname } from 'node:path';
import type express from 'express';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { readBuiltFiles, type BuiltFile } from './built-files.ts';
import { cookieLine, isPairingCookie, PAIRING_SECONDS, readCookies } from './cookies.ts';
import { sendErrorPage, setCookie, statusOf } from './express-answers.ts';
import type { Identity } from './identity.ts';
import { PAGES } from './pages.ts';
import { isVoiceFile } from './voice-files.ts';

/** The hall's own voices: `/voice/site/<language>/<clip>.<ending>` and nothing else of the folder. */
export function serveVoices(app: express.Express, voiceFolder: () => string | null): void {
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

/** The built screens, each at its address, and the files they load. */
export function servePages(app: express.Express, pagesFolder: string, identity: Identity): void {
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

/** What a browser is shown where a page could not be sent. */
export function brokenPage(log: Logger): ErrorRequestHandler {
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
