import { LINK } from '@bandecheng/shared/link';
import type { Answer } from '@bandecheng/shared/protocol';

/** Times a command is put on the wire at most. */
const TRIES = 3;

const LOST: Answer = { ok: false, fault: 'unavailable' };

/** What sending needs of a connection. */
export interface CommandWire {
  connected(): boolean;
  /** Puts the command on the wire; `answer` is called at most once, and never after the connection broke. */
  emit(answer: (answer: Answer) => void): void;
  /** Calls `again` at every new connection until the returned function is called. */
  onConnect(again: () => void): () => void;
}

/**
 * Sends one command, whose id stays the same at every try, and answers what the hub answered. Without an answer
 * in time it is sent again, up to three times; a connection that comes back within that time carries it again
 * at once. `unavailable` when the hub was never reached or never answered: the hub may still have done it.
 */
export function sendCommand(wire: CommandWire): Promise<Answer> {
  if (!wire.connected()) return Promise.resolve(LOST);
  return new Promise((resolve) => {
    let tried = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopWatching = wire.onConnect(next);
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      stopWatching();
      resolve(answer);
    };
    function next(): void {
      clearTimeout(timer);
      if (tried === TRIES || !wire.connected()) {
        settle(LOST);
        return;
      }
      tried += 1;
      timer = setTimeout(next, LINK.answerWithinMs);
      wire.emit(settle);
    }
    next();
  });
}
