import { lossOf, type Connect, type LossReason, type Transport } from './transport.ts';

export interface LineListener {
  data(bytes: Uint8Array): void;
  up(since: number): void;
  /** The line is gone, or not there since the start; told again only when the reason changes. */
  down(reason: LossReason, since: number): void;
}

/** One device's line: a transport that is opened again for as long as it is wanted. */
export interface Line {
  start(): void;
  readonly up: boolean;
  /** To the transport that is open now; rejects at once when none is. Nothing waits for a reopening. */
  write(bytes: Uint8Array): Promise<void>;
  /** Gives up a transport that is open and of no use, and opens a fresh one. */
  reopen(reason: LossReason): void;
  stop(): Promise<void>;
}

export interface LineDeps {
  now: () => number;
  /** 0 to 1: spreads the reopening of many devices behind one hub or switch. */
  random: () => number;
}

/** Pauses before each further attempt, in ms; the last one stays. */
export const REOPEN_PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;
/** Up for so long, a line starts again from the shortest pause. */
export const STABLE_AFTER_MS = 5_000;

/** The line to one device, kept open from `start` to `stop`. */
export function keepOpen(connect: Connect, listener: LineListener, deps: LineDeps): Line {
  return new KeptLine(connect, listener, deps);
}

/**
 * Each attempt is a fresh transport, and a write belongs to the transport it was made on: what was not sent before
 * a loss is never sent after it. Attempts come at growing pauses.
 */
class KeptLine implements Line {
  private transport: Transport | null = null;
  private isUp = false;
  private wanted = false;
  private failures = 0;
  private reasonTold: LossReason | null = null;
  private pause: NodeJS.Timeout | undefined;
  private stable: NodeJS.Timeout | undefined;
  private attempt: Promise<void> = Promise.resolve();

  constructor(
    private readonly connect: Connect,
    private readonly listener: LineListener,
    private readonly deps: LineDeps,
  ) {}

  get up(): boolean {
    return this.isUp;
  }

  start(): void {
    this.wanted = true;
    this.attempt = this.openNow();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.transport === null || !this.isUp) throw new LineDown();
    await this.transport.write(bytes);
  }

  reopen(reason: LossReason): void {
    if (this.isUp) this.fail(reason);
  }

  async stop(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.pause);
    clearTimeout(this.stable);
    const last = this.transport;
    this.transport = null;
    this.isUp = false;
    await last?.close();
    await this.attempt;
  }

  private async openNow(): Promise<void> {
    const fresh: Transport = this.connect({
      data: (bytes) => {
        if (this.transport === fresh) this.listener.data(bytes);
      },
      closed: (reason) => {
        if (this.transport === fresh) this.fail(reason);
      },
    });
    this.transport = fresh;
    try {
      await fresh.open();
    } catch (error) {
      await fresh.close();
      if (this.transport === fresh) this.fail(lossOf(error));
      return;
    }
    if (this.transport !== fresh) return fresh.close();
    this.isUp = true;
    this.reasonTold = null;
    this.stable = setTimeout(() => (this.failures = 0), STABLE_AFTER_MS);
    this.listener.up(this.deps.now());
  }

  private fail(reason: LossReason): void {
    const lost = this.transport;
    this.transport = null;
    this.isUp = false;
    clearTimeout(this.stable);
    void lost?.close();
    if (!this.wanted) return;
    this.pause = setTimeout(() => {
      this.attempt = this.openNow();
    }, this.pauseMs());
    this.failures += 1;
    if (this.reasonTold === reason) return;
    this.reasonTold = reason;
    this.listener.down(reason, this.deps.now());
  }

  private pauseMs(): number {
    const last = REOPEN_PAUSES.length - 1;
    const base = REOPEN_PAUSES[Math.min(this.failures, last)] ?? REOPEN_PAUSES[0];
    return Math.min(base * (0.8 + 0.4 * this.deps.random()), REOPEN_PAUSES[last] ?? base);
  }
}

/** Nothing was sent: no transport was open. */
export class LineDown extends Error {
  constructor() {
    super('the line is down');
    this.name = 'LineDown';
  }
}
