/** A host and port as a browser sends them; what else a request may hold does not get into a header. */
const HOST = /^[\w.:[\]-]+$/;

/**
 * What the hub says with its pages of what they may load and who may frame them, for the pages an agent serves by
 * itself: a page must not be worth less for having been loaded during an outage.
 * @param host as the request named it
 */
export function securityHeaders(host: string | undefined): Record<string, string> {
  // Chromium 80 does not count a websocket to the page's own host as 'self'.
  const websocket = host !== undefined && HOST.test(host) ? `ws://${host}` : "'self'";
  return {
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "media-src 'self' blob:",
      `connect-src 'self' ${websocket}`,
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join(';'),
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'SAMEORIGIN',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
}
