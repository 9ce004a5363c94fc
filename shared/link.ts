/** Raised when either end could misread the other; a hub refuses another number at the handshake. */
export const PROTOCOL_VERSION = 1;

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
