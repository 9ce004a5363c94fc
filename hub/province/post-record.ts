import type { Connector } from '@bandecheng/shared/province/connector';
import { failureWord } from '../webhooks/post-message.ts';
import type { Handed } from './sender.ts';
import type { Signed } from './sign.ts';

/** A province that has not answered by then is asked again. Milliseconds. */
const ANSWER_WITHIN_MS = 20_000;
/** Longer words of a refusal are cut. */
const MOST_WORDS = 300;
/** Answers that say nothing of the record: the way to the province is shut, or it is busy. */
const SHUT = [401, 403, 404, 408, 429];

/** Posts a signed record and reads the answer as the connector understands it. */
export async function postRecord(
  { url, key, signed }: { url: string; key: string; signed: Signed },
  answer: Connector['answer'],
  stopped: AbortSignal,
): Promise<Handed> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'bandecheng',
        'idempotency-key': key,
        ...signed.headers,
      },
      body: signed.body,
      // A redirect would carry a person's words to an address nobody chose.
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await response.text();
    const { status } = response;
    if (status >= 500 || (status >= 300 && status < 400) || SHUT.includes(status))
      return { failed: `status ${status}` };
    return understood(text, answer) ?? { failed: `status ${status}, answer unclear` };
  } catch (error) {
    return { failed: failureWord(error) };
  }
}

/** Null: it is not an answer of the kind the connector describes. */
export function understood(
  text: string,
  { ok, words, known }: Connector['answer'],
): Exclude<Handed, { failed: string }> | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const said = at(body, ok.field);
  if (ok.is.some((value) => value === said)) return { accepted: true };
  if (said === undefined) return null;
  const told = at(body, words);
  const refused = (typeof told === 'string' ? told : JSON.stringify(told ?? '')).slice(0, MOST_WORDS);
  return known.some((part) => refused.includes(part)) ? { accepted: true } : { refused };
}

function at(body: unknown, place: string): unknown {
  return place
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      body,
    );
}
