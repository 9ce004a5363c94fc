import type { Logger } from 'pino';

/** What the other end is told when something broke here. */
export const UNAVAILABLE = { ok: false, fault: 'unavailable' } as const;

/**
 * Wraps a socket handler: runs it, answers exactly once, never throws. A message without a place for the
 * answer is carried out all the same. What breaks is logged with the handler's name, never with the message.
 * @param whenBroken the answer after a fault
 */
export function answering<A>(
  name: string,
  log: Logger,
  handle: (message: unknown) => Promise<A>,
  whenBroken: A,
): (...received: unknown[]) => void {
  return (...received) => {
    const last = received.at(-1);
    const answer = isAnswer(last) ? last : null;
    const message = received[0] === last && answer !== null ? undefined : received[0];
    void run(name, log, () => handle(message), whenBroken).then((result) => {
      try {
        answer?.(result);
      } catch (error) {
        log.warn({ err: error, handler: name }, 'an answer could not be sent');
      }
    });
  };
}

async function run<A>(name: string, log: Logger, handle: () => Promise<A>, whenBroken: A): Promise<A> {
  try {
    return await handle();
  } catch (error) {
    log.error({ err: error, handler: name }, 'a message could not be handled');
    return whenBroken;
  }
}

/** Answers a message nobody listens for, so that its sender does not wait. */
export function answerUnknown(known: readonly string[], event: string, received: unknown[]): void {
  const last = received.at(-1);
  if (known.includes(event) || !isAnswer(last)) return;
  last({ ok: false, problems: [{ path: '', reason: '不认识的消息' }] });
}

function isAnswer(value: unknown): value is (answer: unknown) => void {
  return typeof value === 'function';
}
