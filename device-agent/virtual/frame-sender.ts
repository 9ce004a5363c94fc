/** Pause between the pieces of a split frame; below every profile's inter-byte time-out. */
const SPLIT_MS = 3;
/** Pieces of a split frame: single bytes, unless it is so long that no host would wait for it. */
const MOST_PIECES = 64;
/** A slow device answers so much later, ms: longer than any built-in profile has its host wait. */
const SLOW_MS = 3_500;

/** How a device that is not well puts its frames on the wire. */
export interface SendingManner {
  split: boolean;
  slow: boolean;
}

/** Frames to the wire in their order: whole or in pieces with pauses between, at once or late. */
export class FrameSender {
  private readonly pieces: { bytes: Uint8Array; pause: boolean }[] = [];
  /** Frames that leave later, and a timer for each of them: on a wire none overtakes another. */
  private readonly late: { frame: Uint8Array; split: boolean }[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private lateUntil = 0;
  private pouring = false;

  /** `left`: a frame begins to leave. */
  constructor(
    private readonly put: (bytes: Uint8Array) => void,
    private readonly left: (frame: Uint8Array) => void,
  ) {}

  send(frame: Uint8Array, { split, slow }: SendingManner): void {
    if (!slow && this.late.length === 0) return this.queue(frame, split);
    const now = performance.now();
    this.lateUntil = Math.max(this.lateUntil, slow ? now + SLOW_MS : now);
    this.late.push({ frame, split });
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const next = this.late.shift();
      if (next !== undefined) this.queue(next.frame, next.split);
    }, this.lateUntil - now);
    this.timers.add(timer);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.late.length = 0;
  }

  private queue(frame: Uint8Array, split: boolean): void {
    this.left(frame);
    const size = split ? Math.ceil(frame.length / MOST_PIECES) : frame.length;
    for (let at = 0; at < frame.length; at += size)
      this.pieces.push({ bytes: frame.subarray(at, at + size), pause: split });
    if (!this.pouring) void this.pour();
  }

  private async pour(): Promise<void> {
    this.pouring = true;
    for (let piece = this.pieces.shift(); piece !== undefined; piece = this.pieces.shift()) {
      this.put(piece.bytes);
      if (piece.pause && this.pieces.length > 0)
        await new Promise((resolve) => setTimeout(resolve, SPLIT_MS));
    }
    this.pouring = false;
  }
}
