/** The wire it hangs on: a fake transport or a real socket that keeps each write in one chunk. */
interface Wire {
  onWrite: (bytes: Uint8Array) => void;
  sends(bytes: Iterable<number>): void;
}

/** GS r 1. */
const GS_R = Buffer.of(0x1d, 0x72, 0x01);
/** GS ( H function 48, behind which its token stands. */
const GS_H = Buffer.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30);
const TOKEN_BYTES = 4;

type Held = { kind: 'data'; bytes: Uint8Array } | { kind: 'answer'; bytes: Iterable<number> };

/** A printer at the end of a wire: real-time status, a buffer worked off in order, fences. */
export class FakePrinter {
  /** Answers to DLE EOT 1 to 4; null: none. */
  status: [number | null, number | null, number | null, number | null] = [0x12, 0x12, 0x12, 0x12];
  /** While true it works off nothing: print data and fences wait in its buffer. */
  stuck = false;
  /** Whether it knows GS r. */
  fences = true;
  /** Whether it knows GS ( H. */
  confirms = false;
  /** Print data worked off, one entry per run of it. */
  slips: string[] = [];
  /** Every status query and job that came, in order. */
  heard: string[] = [];
  /** Fences behind each write that had any: `GS ( H, GS r`. */
  asked: string[] = [];
  /** Tokens of GS ( H, in order. */
  tokens: string[] = [];
  private buffer: Held[] = [];

  constructor(private readonly device: Wire) {
    device.onWrite = (bytes) => this.take(bytes);
  }

  /** Works off what the buffer holds. */
  work(): void {
    for (const part of this.buffer.splice(0)) {
      if (part.kind === 'data') this.slips.push(Buffer.from(part.bytes).toString('hex'));
      else this.device.sends(part.bytes);
    }
  }

  /** A short command and the next write may come in one chunk. */
  private take(bytes: Uint8Array): void {
    const [first, second, n = 0] = bytes;
    if (first === 0x10 && second === 0x04) this.answer(n);
    else if (first === 0x1d && second === 0x61) this.heard.push('tell');
    else {
      this.hold(Buffer.from(bytes));
      if (!this.stuck) this.work();
      return;
    }
    if (bytes.length > 3) this.take(bytes.subarray(3));
  }

  private answer(n: number): void {
    this.heard.push(`status ${n}`);
    const answer = this.status[n - 1];
    if (answer !== null && answer !== undefined) this.device.sends([answer]);
  }

  private hold(bytes: Buffer): void {
    const paper = bytes.subarray(-GS_R.length).equals(GS_R);
    const rest = paper ? bytes.subarray(0, -GS_R.length) : bytes;
    const at = rest.length - GS_H.length - TOKEN_BYTES;
    const confirm = at >= 0 && rest.subarray(at, at + GS_H.length).equals(GS_H);
    const data = confirm ? rest.subarray(0, at) : rest;
    this.heard.push(
      [data.length > 0 ? 'job' : '', paper || confirm ? 'fence' : ''].filter(Boolean).join('+'),
    );
    const asked = [confirm ? 'GS ( H' : '', paper ? 'GS r' : ''].filter(Boolean);
    if (asked.length > 0) this.asked.push(asked.join(', '));
    if (data.length > 0) this.buffer.push({ kind: 'data', bytes: data });
    if (confirm) {
      const token = rest.subarray(at + GS_H.length);
      this.tokens.push(token.toString('latin1'));
      if (this.confirms) this.buffer.push({ kind: 'answer', bytes: [0x37, 0x22, ...token, 0] });
    }
    if (paper && this.fences) this.buffer.push({ kind: 'answer', bytes: [0] });
  }
}
