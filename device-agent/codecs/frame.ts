import type { KeypadKey, Level } from '@bandecheng/shared/vocabulary';
import type { ReaderStatus } from '../profiles/frame-messages.ts';

/** A whole frame whose checksum was right and whose name the profile knows. */
export interface Frame {
  /** The profile's own name for it: `rating`, `start`, `ack` … */
  name: string;
  /** 0 where the device's frames carry none. */
  address: number;
  /** What the frame means to the hall. */
  means: FrameMeaning;
  data: Uint8Array;
}

export type FrameMeaning =
  | { event: 'rating'; level: Level }
  | { event: 'key'; key: KeypadKey; digits?: string }
  | { event: 'status'; status: ReaderStatus }
  /** What stands on an identity card: its data are for `readIdCard`, and for no log. */
  | { event: 'card' }
  | { event: 'ack' }
  | { event: 'nak' }
  /** The answer to a poll: no button is down. */
  | { event: 'idle' }
  /** Known to the wire, nothing to the hall: a prompt as the device reads it. */
  | { event: 'other' };

export interface FrameCounters {
  frames: number;
  /** Bytes thrown away while looking for a frame. */
  discardedBytes: number;
  badChecksums: number;
  /** Well-formed frames whose command or value the profile does not know. */
  unknownFrames: number;
}

/** Bytes in any chunking to frames. On any mismatch it advances by one byte, so noise never swallows a good frame. */
export interface FrameDecoder {
  push(chunk: Uint8Array): Frame[];
  /**
   * The line fell silent in the middle of a frame: what is held counts as discarded, except whole frames behind a
   * false start that claimed more bytes than came. Those are returned.
   */
  drop(): Frame[];
  /** Bytes that wait for the rest of a frame. */
  readonly heldBytes: number;
  readonly counters: Readonly<FrameCounters>;
}

/** `host` reads what devices send; `device` reads what hosts send. */
export type FrameSide = 'host' | 'device';
