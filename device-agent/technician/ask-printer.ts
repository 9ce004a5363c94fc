import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import {
  dleEot,
  GS_R_PAPER,
  printerReplies,
  statusProblems,
  type PrinterReply,
  type StatusQuery,
} from '../codecs/printer-replies.ts';
import type { Connect } from '../transports/transport.ts';
import { openPort, pause, type PortSession } from './port-session.ts';

/** GS I n: maker and model as text. What they say proves nothing; Chinese printers often claim to be another. */
const IDENTITIES = [66, 67];
const STATUS_QUERIES: readonly StatusQuery[] = [1, 2, 3, 4];

export interface PrinterAnswer {
  problems: DeviceProblem[];
  gsR: boolean;
  /** Maker and model as it calls itself. */
  names: string[];
}

export interface AskTimes {
  /** For one answer. 50 to 5,000 ms. */
  replyMs: number;
  /** For GS r, which waits for what is being printed. */
  fenceMs: number;
}
export const ASK_TIMES: AskTimes = { replyMs: 500, fenceMs: 1_500 };

/**
 * Asks whether a printer is there: DLE EOT 1 to 4, GS r, GS I. Nothing is printed and no state changed. `echo`: what
 * was sent came back as it was. Rejects with TransportLost.
 */
export async function askPrinter(
  connect: Connect,
  times = ASK_TIMES,
): Promise<PrinterAnswer | 'echo' | 'silent'> {
  const heard = new Heard();
  const session = await openPort(connect, (bytes) => heard.take(bytes));
  try {
    return await ask(session, heard, times);
  } finally {
    await session.close();
  }
}

async function ask(
  session: PortSession,
  heard: Heard,
  times: AskTimes,
): Promise<PrinterAnswer | 'echo' | 'silent'> {
  const problems = new Set<DeviceProblem>();
  for (const n of STATUS_QUERIES) {
    const reply = await heard.after(session, dleEot(n), times.replyMs);
    if (heard.isEcho(dleEot(n))) return 'echo';
    // Noise may look like one answer; it does not look like four, each alone.
    if (reply?.kind !== 'dle-eot') return 'silent';
    for (const problem of statusProblems(n, reply.byte)) problems.add(problem);
  }
  const fence = await heard.after(session, GS_R_PAPER, times.fenceMs);
  const names: string[] = [];
  for (const n of IDENTITIES) {
    const reply = await heard.after(session, Uint8Array.of(0x1d, 0x49, n), times.replyMs);
    if (reply?.kind === 'block')
      names.push(
        Buffer.from(reply.data)
          .toString('latin1')
          .replace(/[^ -~]/g, ''),
      );
  }
  return { problems: [...problems], gsR: fence?.kind === 'gs-r', names };
}

/** What came since the last question. */
class Heard {
  private bytes: number[] = [];
  private replies = printerReplies();
  private wake: (reply: PrinterReply) => void = () => undefined;

  take(bytes: Uint8Array): void {
    this.bytes.push(...bytes);
    const [reply] = this.replies.push(bytes);
    if (reply !== undefined) this.wake(reply);
  }

  isEcho(question: Uint8Array): boolean {
    return question.every((byte, i) => this.bytes[i] === byte);
  }

  /** The first reply to a question; undefined when none comes in time. */
  async after(session: PortSession, question: Uint8Array, ms: number): Promise<PrinterReply | undefined> {
    this.bytes = [];
    this.replies = printerReplies();
    const answered = new AbortController();
    let found: PrinterReply | undefined;
    this.wake = (reply) => {
      found ??= reply;
      answered.abort();
    };
    await session.write(question);
    await pause(ms, answered.signal);
    this.wake = () => undefined;
    return found;
  }
}
