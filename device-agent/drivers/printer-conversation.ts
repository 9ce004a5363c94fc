import {
  AUTOMATIC_STATUS_ON,
  GS_R_PAPER,
  confirmPrinted,
  confirmedToken,
  dleEot,
  fenceToken,
  printerReplies,
  type PrinterReply,
  type StatusQuery,
} from '../codecs/printer-replies.ts';
import type { Fences } from './driver.ts';
import type { PrinterTimes } from './printer-times.ts';

/** Tokens begin anywhere among so many: those of an agent before this one do not come again. */
const TOKEN_STARTS = 95 ** 4;

/** Fences that were sent and are awaited. */
interface FenceWait {
  token: string;
  hear: (fence: keyof Fences) => void;
  giveUp: () => void;
}

/**
 * What is asked of a printer and what it answers. A reply to DLE EOT or GS r does not name its question, so one of
 * each kind is outstanding at most; when one was never answered its reply may still come, and until it is certain
 * that none is on its way the last of several replies is the one that counts. GS ( H brings its token back: an old
 * one is ignored.
 */
export class PrinterConversation {
  private replies = printerReplies();
  private status: ((byte: number | null) => void) | null = null;
  private fence: FenceWait | null = null;
  private statusOwed = false;
  private fenceOwed = false;
  private tokens: number;

  constructor(
    private readonly write: (bytes: Uint8Array) => Promise<void>,
    private readonly times: PrinterTimes,
    /** The printer told of itself unasked: the four bytes of its status. */
    private readonly told: (bytes: Uint8Array) => void,
    random: () => number,
  ) {
    this.tokens = Math.floor(random() * TOKEN_STARTS);
  }

  read(bytes: Uint8Array): void {
    for (const reply of this.replies.push(bytes)) this.hear(reply);
  }

  /** The line is gone: whatever is awaited does not come on it. */
  lost(): void {
    this.replies = printerReplies();
    this.status?.(null);
    this.fence?.giveUp();
    // The printer's own buffer outlives the connection, and a fence in it.
    this.statusOwed = false;
  }

  /** From now on the printer tells of each change; one may forget that with ESC @. Rejects when the write does. */
  async askToTell(): Promise<void> {
    await this.write(AUTOMATIC_STATUS_ON);
  }

  /** The printer's status byte n; null when it does not come in time. */
  async askStatus(n: StatusQuery): Promise<number | null> {
    const answer = this.statusAnswer(this.statusOwed);
    this.statusOwed = true;
    try {
      await this.write(dleEot(n));
    } catch (error) {
      this.status?.(null);
      throw error;
    }
    const byte = await answer;
    if (byte !== null) this.statusOwed = false;
    return byte;
  }

  /** Whether no fence of an earlier job can still answer. A printer that is busy or out of paper says no. */
  async quietFences(fences: Fences): Promise<boolean> {
    if (!this.fenceOwed) return true;
    const { gsH, gsR } = await this.fenced(new Uint8Array(0), fences, this.times.syncMs);
    return gsH || gsR;
  }

  /** An earlier job's fence may be in the printer still: this agent may have been another process then. */
  doubtFences(): void {
    this.fenceOwed = true;
  }

  /** Sends a job with these fences behind it; those that answered in time. Rejects when the write does. */
  async fenced(job: Uint8Array, fences: Fences, ms: number): Promise<Fences> {
    const token = fenceToken(this.tokens++);
    const behind = [...(fences.gsH ? confirmPrinted(token) : []), ...(fences.gsR ? GS_R_PAPER : [])];
    const sent = new Uint8Array(job.length + behind.length);
    sent.set(job);
    sent.set(behind, job.length);
    const answer = this.fenceAnswer(token, fences, ms);
    this.fenceOwed = true;
    try {
      await this.write(sent);
    } catch (error) {
      this.fence?.giveUp();
      throw error;
    }
    const heard = await answer;
    if (heard.gsH || heard.gsR) this.fenceOwed = false;
    return heard;
  }

  private hear(reply: PrinterReply): void {
    if (reply.kind === 'dle-eot') this.status?.(reply.byte);
    else if (reply.kind === 'gs-r') this.fence?.hear('gsR');
    else if (reply.kind === 'asb') this.told(reply.bytes);
    else if (this.fence !== null && confirmedToken(reply) === this.fence.token) this.fence.hear('gsH');
  }

  /** The next reply; in doubt, the last of those that come without a pause between them. */
  private statusAnswer(inDoubt: boolean): Promise<number | null> {
    return new Promise((resolve) => {
      let last: number | null = null;
      const settle = (): void => {
        clearTimeout(timer);
        this.status = null;
        // What has only begun to come is no beginning of the next reply.
        if (last === null) this.replies.drop();
        resolve(last);
      };
      let timer = setTimeout(settle, this.times.statusReplyMs);
      this.status = (byte) => {
        last = byte;
        if (byte === null || !inDoubt) return settle();
        clearTimeout(timer);
        timer = setTimeout(settle, this.times.lateReplyMs);
      };
    });
  }

  /** After the first fence that answers, the other one has a little while: so a printer shows what it knows. */
  private fenceAnswer(token: string, wanted: Fences, ms: number): Promise<Fences> {
    const inDoubt = this.fenceOwed && wanted.gsR;
    return new Promise((resolve) => {
      const heard: Fences = { gsH: false, gsR: false };
      const settle = (): void => {
        clearTimeout(timer);
        this.fence = null;
        if (!heard.gsH && !heard.gsR) this.replies.drop();
        resolve(heard);
      };
      let timer = setTimeout(settle, ms);
      const hear = (fence: keyof Fences): void => {
        // Nobody asked: the late answer to another job's fence.
        if (!wanted[fence]) return;
        heard[fence] = true;
        clearTimeout(timer);
        const whole = heard.gsH === wanted.gsH && heard.gsR === wanted.gsR;
        if (whole && !inDoubt) settle();
        else timer = setTimeout(settle, this.times.lateReplyMs);
      };
      this.fence = { token, hear, giveUp: settle };
    });
  }
}
