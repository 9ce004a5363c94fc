import { HallError } from '@bandecheng/shared/errors';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';

/** Why a byte pipe is not there. `no-answer`: the address is known, nobody took the connection or the bytes. */
export type LossReason = Extract<
  DeviceProblem,
  | 'no-driver'
  | 'keyboard-mode'
  | 'ambiguous-port'
  | 'port-missing'
  | 'port-busy'
  | 'no-permission'
  | 'port-lost'
  | 'no-answer'
>;

export interface TransportListener {
  /** Bytes as they came, in any chunking. The array is the listener's own. */
  data(bytes: Uint8Array): void;
  /** The pipe is gone: called once, only after `open` resolved, never for a `close` of our own. */
  closed(reason: LossReason): void;
}

/**
 * A byte pipe to one device. It is opened at most once: after a loss a fresh object takes its place, so that
 * nothing a library queued before the loss can be sent after it.
 */
export interface Transport {
  /** Rejects with TransportLost. */
  open(): Promise<void>;
  /** Resolves when the operating system has the bytes; rejects with TransportLost when it may not have them all. */
  write(bytes: Uint8Array): Promise<void>;
  /** Never rejects; a second call waits for the first. */
  close(): Promise<void>;
}

/** Makes a transport that is not yet open. */
export type Connect = (listener: TransportListener) => Transport;

/** The fault of a pipe that cannot be opened, or was lost. */
export class TransportLost extends HallError {
  readonly lost: LossReason;

  constructor(place: string, lost: LossReason, cause?: unknown) {
    super('transport-failed', place, lost, cause);
    this.name = 'TransportLost';
    this.lost = lost;
  }
}

/** The loss an error stands for; anything that is not a TransportLost counts as a lost port. */
export function lossOf(error: unknown): LossReason {
  return error instanceof TransportLost ? error.lost : 'port-lost';
}
