import type { IncomingMessage } from 'node:http';
import helmet from 'helmet';

/** As express has it: `secure` also where a trusted proxy says that it came by https. */
type PageRequest = IncomingMessage & { secure?: boolean };

/**
 * What a page may load and who may frame it. Nothing that needs https: a header that sends the browser there
 * would lock an intranet hall out.
 */
export function securityHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Vue writes the style attributes of static markup as they stand in the template.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        // Chromium 80 does not count a websocket to the page's own host as 'self'.
        connectSrc: ["'self'", (request) => ownWebsocket(request)],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    // With no-referrer a form's Origin would be null and be taken for another host's.
    referrerPolicy: { policy: 'same-origin' },
  });
}

function ownWebsocket({ headers: { host }, secure }: PageRequest): string {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return "'self'";
  return `${secure ? 'wss' : 'ws'}://${host}`;
}
