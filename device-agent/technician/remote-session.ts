import { randomBytes } from 'node:crypto';
import type { SessionNews } from '@bandecheng/shared/technician-session';
import type { Choice, Conversation } from './conversation.ts';
import { pause } from './port-session.ts';

/** Waits of a session that is led from afar, ms. */
export interface SessionTimes {
  /** An answer waits so long for something new. Below the hub's own patience of 20 s. */
  newsMs: number;
  /** Nobody has looked for so long: whoever led it is gone. */
  silenceMs: number;
}
export const SESSION_TIMES: SessionTimes = { newsMs: 10_000, silenceMs: 30_000 };

/** Lines kept for whoever follows; of a longer session the oldest go. */
const LINES_KEPT = 500;
/** As the answer's schema has it. */
const LONGEST_LINE = 4_000;

interface OpenQuestion {
  question: number;
  text: string;
  choices: readonly Choice[];
  settle: (choice: string | null) => void;
}

/**
 * The conversation with a page far away: what is said is kept until the page fetches it, a question stands until it is
 * answered from there. It is stopped from there, or when nobody has followed it for a while.
 */
export class RemoteSession implements Conversation {
  readonly id = randomBytes(12).toString('hex');
  private readonly stopping = new AbortController();
  private lines: { line: number; text: string }[] = [];
  private said = 0;
  private asked = 0;
  private open: OpenQuestion | null = null;
  private ended: SessionNews['ended'] = null;
  private wake = new AbortController();
  private silence: NodeJS.Timeout | undefined;

  constructor(private readonly times: SessionTimes = SESSION_TIMES) {
    this.heard();
  }

  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  get isOver(): boolean {
    return this.ended !== null;
  }

  readonly say = (text: string): void => {
    this.said += 1;
    this.lines.push({ line: this.said, text: text.slice(0, LONGEST_LINE) });
    this.lines = this.lines.slice(-LINES_KEPT);
    this.tell();
  };

  readonly ask = (text: string, choices: readonly Choice[]): Promise<string | null> => {
    if (this.stopped.aborted) return Promise.resolve(null);
    return new Promise((settle) => {
      this.asked += 1;
      this.open = { question: this.asked, text, choices, settle };
      // Whoever has fetched every line so far has not seen the question: it comes with a line of its own.
      this.say(text);
    });
  };

  /** What came after this line, at once where something did, otherwise when it does or `newsMs` are over. */
  async follow(after: number): Promise<SessionNews> {
    this.heard();
    if (this.said <= after && this.ended === null) await this.nextNews();
    this.heard();
    const { open } = this;
    return {
      lines: this.lines.filter(({ line }) => line > after),
      question:
        open === null ? null : { question: open.question, text: open.text, choices: [...open.choices] },
      ended: this.ended,
    };
  }

  /** Whether the question still stood and has such a choice. */
  choose(question: number, choice: string): boolean {
    const { open } = this;
    if (open?.question !== question || !open.choices.some(({ value }) => value === choice)) return false;
    this.say(`› ${open.choices.find(({ value }) => value === choice)?.text ?? ''}`);
    this.settle(choice);
    return true;
  }

  /** Whoever led it has had enough, or is gone. */
  stop(): void {
    this.stopping.abort();
    this.settle(null);
  }

  /** The verb has come to its end; what was said can still be fetched. */
  end(ended: NonNullable<SessionNews['ended']>): void {
    clearTimeout(this.silence);
    this.ended = ended;
    this.settle(null);
    this.tell();
  }

  private settle(choice: string | null): void {
    const { open } = this;
    this.open = null;
    open?.settle(choice);
    this.tell();
  }

  private tell(): void {
    this.wake.abort();
    this.wake = new AbortController();
  }

  private heard(): void {
    clearTimeout(this.silence);
    if (this.ended === null) this.silence = setTimeout(() => this.stop(), this.times.silenceMs);
  }

  private async nextNews(): Promise<void> {
    await pause(this.times.newsMs, this.wake.signal);
  }
}
