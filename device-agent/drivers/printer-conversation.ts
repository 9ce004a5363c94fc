import { GS_R_PAPER, dleEot, printerReplies, type StatusQuery } from '../codecs/printer-replies.ts';
import type { PrinterTimes } from './printer-times.ts';

type Awaited = 'status' | 'fence';

/**
 * What is asked of a printer and what it answers. Neither reply names its question, so one of each kind is
 * outstanding at most; when one was never answered its reply may still come, and until it is certain that none
 * is on its way the last of several replies is the one that counts.
 */
export class PrinterConversation {
  private replies = printerReplies();
  private readonly waiting: Record<Awaited, ((byte: number | null) => void) | null> = {
    status: null,
    fence: null,
  };
  private readonly owed: Record<Awaited, boolean> = { status: false, fence: false };

  constructor(
    private readonly write: (bytes: Uint8Array) => Promise<void>,
    private readonly times: PrinterTimes,
    /** The printer spoke of itself: worth a look. */
    private readonly changed: () => void,
  ) {}

  read(bytes: Uint8Array): void {
    for (const reply of this.replies.push(bytes)) {
      if (reply.kind === 'dle-eot') this.waiting.status?.(reply.byte);
      else if (reply.kind === 'gs-r') this.waiting.fence?.(reply.byte);
      else if (reply.kind === 'asb') this.changed();
    }
  }

  /** The line is gone: whatever is awaited does not come on it. */
  lost(): void {
    this.replies = printerReplies();
    this.waiting.status?.(null);
    this.waiting.fence?.(null);
    // The printer's own buffer outlives the connection, and a fence in it.
    this.owed.status = false;
  }

  /** The printer's status byte n; null when it does not come in time. */
  async status(n: StatusQuery): Promise<number | null> {
    return this.ask('status', dleEot(n), this.times.statusReplyMs);
  }

  /** Whether no fence of an earlier job can still answer. A printer that is busy or out of paper says no. */
  async quietFences(): Promise<boolean> {
    if (!this.owed.fence) return true;
    return (await this.ask('fence', GS_R_PAPER, this.times.syncMs)) !== null;
  }

  /** A job with the fence behind it; the fence's reply, or null when none came. Rejects when the write does. */
  async printFenced(bytes: Uint8Array, ms: number): Promise<number | null> {
    const job = new Uint8Array(bytes.length + GS_R_PAPER.length);
    job.set(bytes);
    job.set(GS_R_PAPER, bytes.length);
    return this.ask('fence', job, ms);
  }

  /** An earlier job's fence may be in the printer still: this agent may have been another process then. */
  doubtFences(): void {
    this.owed.fence = true;
  }

  private async ask(what: Awaited, bytes: Uint8Array, ms: number): Promise<number | null> {
    const answer = this.answer(what, ms, this.owed[what]);
    this.owed[what] = true;
    try {
      await this.write(bytes);
    } catch (error) {
      this.waiting[what]?.(null);
      throw error;
    }
    const byte = await answer;
    if (byte !== null) this.owed[what] = false;
    return byte;
  }

  /** The next reply; in doubt, the last of those that come without a pause between them. */
  private answer(what: Awaited, ms: number, inDoubt: boolean): Promise<number | null> {
    return new Promise((resolve) => {
      let last: number | null = null;
      const settle = (): void => {
        clearTimeout(timer);
        this.waiting[what] = null;
        // What has only begun to come is no beginning of the next reply.
        if (last === null) this.replies.drop();
        resolve(last);
      };
      let timer = setTimeout(settle, ms);
      this.waiting[what] = (byte) => {
        last = byte;
        if (byte === null || !inDoubt) return settle();
        clearTimeout(timer);
        timer = setTimeout(settle, this.times.lateReplyMs);
      };
    });
  }
}
