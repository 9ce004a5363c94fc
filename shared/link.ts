/** Raised when either end could misread the other; a hub refuses another number at the handshake. */
export const PROTOCOL_VERSION = 1;

/**
 * Names the agent that asks for a link, whose key stands beside it as the bearer: before the handshake is read, it is
 * told from whoever asks without end behind the same address.
 */
export const AGENT_HEADER = 'x-bandecheng-agent';

/** Apart from the schemas, so that a page which needs only these numbers does not carry zod (30 KB compressed). */
export const LINK = {
  /** A silent link shows within `pingEveryMs` + `pingTimeoutMs`. */
  pingEveryMs: 5_000,
  pingTimeoutMs: 4_000,
  /** Every screen hears at least this often from the hub. */
  beatEveryMs: 3_000,
  /** An answer not come by then is taken for lost; the sender retries with the same id. */
  answerWithinMs: 5_000,
} as const;
