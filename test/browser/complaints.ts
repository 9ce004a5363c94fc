import type { BrowserContext, Response } from 'playwright-core';

/**
 * What the pages of a context had to complain about, as it comes: errors on the console (a broken content security
 * policy among them), errors nobody caught, and documents served without a strict policy.
 */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    complaints.push(`${message.page()?.url() ?? ''} console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url() ?? ''} ${String(error.error())}`));
  context.on('response', (response) => {
    const hole = isDocument(response) ? policyHole(response.headers()['content-security-policy']) : null;
    if (hole !== null) complaints.push(`${response.url()} ${hole}`);
  });
  return complaints;
}

function isDocument(response: Response): boolean {
  return response.request().resourceType() === 'document';
}

/** What a content security policy leaves open; null where scripts come from the page's own server alone. */
export function policyHole(policy: string | undefined): string | null {
  if (policy === undefined) return 'has no content security policy';
  const directives = new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values.join(' ')] as const;
    }),
  );
  const scripts = directives.get('script-src') ?? directives.get('default-src');
  if (scripts !== "'self'") return `allows scripts from ${scripts ?? 'everywhere'}`;
  if (directives.get('default-src') !== "'self'") return 'has no strict default';
  return directives.has('frame-ancestors') ? null : 'may be framed by anyone';
}
