import { createHmac } from 'node:crypto';
import type { WebhookEvent } from '@bandecheng/shared/api-schemas';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** An address that has not answered by then has not accepted. Milliseconds. */
const ANSWER_WITHIN_MS = 10_000;

/** `sha256=` and the HMAC of `<timestamp>.<body>` in hexadecimal digits. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/**
 * Posts one message, signed with the time it is sent at (seconds since 1970).
 * @returns null once it is accepted (2xx), else why not: the status, or the word for a connection that failed
 */
export async function postMessage(
  { url, secret }: { url: string; secret: string },
  message: WebhookEvent,
  now: Instant,
  stopped: AbortSignal,
): Promise<string | null> {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(now / 1000));
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'bandecheng',
        'x-bandecheng-id': message.id,
        'x-bandecheng-timestamp': timestamp,
        'x-bandecheng-signature': signatureOf(secret, timestamp, body),
      },
      body,
      // A redirect would carry the message to an address nobody registered.
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } catch (error) {
    return failureWord(error);
  }
}

/** The word for a connection that failed. Never the error's own text: it may hold the address with its secrets. */
export function failureWord(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  if (typeof cause?.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'failed';
}
