/** The wire it hangs on: a fake transport or a real socket that keeps each write in one chunk. */
interface Wire {
  onWrite: (bytes: Uint8Array) => void;
  sends(bytes: Iterable<number>): void;
}

/** A printer at the end of a wire: real-time status, a buffer worked off in order, fences. */
export class FakePrinter {
  /** Answers to DLE EOT 1 to 4; null: none. */
  status: [number | null, number | null, number | null, number | null] = [0x12, 0x12, 0x12, 0x12];
  /** While true it works off nothing: print data and fences wait in its buffer. */
  stuck = false;
  /** Whether it knows GS r. */
  fences = true;
  /** Print data worked off, one entry per run of it. */
  slips: string[] = [];
  /** Every status query and job that came, in order. */
  heard: string[] = [];
  private buffer: ('fence' | Uint8Array)[] = [];

  constructor(private readonly device: Wire) {
    device.onWrite = (bytes) => this.take(bytes);
  }

  /** Works off what the buffer holds. */
  work(): void {
    for (const part of this.buffer.splice(0)) {
      if (part !== 'fence') this.slips.push(Buffer.from(part).toString('hex'));
      else if (this.fences) this.device.sends([0x00]);
    }
  }

  private take(bytes: Uint8Array): void {
    const [first, second, n = 0] = bytes;
    if (bytes.length === 3 && first === 0x10 && second === 0x04) {
      this.heard.push(`status ${n}`);
      const answer = this.status[n - 1];
      if (answer !== null && answer !== undefined) this.device.sends([answer]);
      return;
    }
    const fenced = Buffer.from(bytes)
      .subarray(-3)
      .equals(Buffer.of(0x1d, 0x72, 0x01));
    const data = fenced ? bytes.slice(0, -3) : bytes;
    this.heard.push(data.length === 0 ? 'fence' : fenced ? 'job+fence' : 'job');
    if (data.length > 0) this.buffer.push(data);
    if (fenced) this.buffer.push('fence');
    if (!this.stuck) this.work();
  }
}
