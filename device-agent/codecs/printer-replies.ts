import type { DeviceProblem } from '@bandecheng/shared/vocabulary';

/** Asks for the paper sensor; the one answer comes only when everything sent before it has been worked off. */
export const GS_R_PAPER: Uint8Array = Uint8Array.of(0x1d, 0x72, 0x01);
/** GS a: four bytes at each change of on/off line, error and paper, and once at once. The drawer is no concern. */
export const AUTOMATIC_STATUS_ON: Uint8Array = Uint8Array.of(0x1d, 0x61, 0x0e);

/** First byte of the block that answers GS ( H, and the first one in it. */
const CONFIRMATION = [0x37, 0x22] as const;
/** Token bytes are 32 to 126 (Epson TM-J2000 p. 430). */
const TOKEN_FROM = 0x20;
const TOKEN_VALUES = 95;
const TOKEN_BYTES = 4;

/** The four bytes that stand for a count, which starts again at 95⁴. */
export function fenceToken(count: number): string {
  let rest = count;
  const bytes = Array.from({ length: TOKEN_BYTES }, () => {
    const byte = TOKEN_FROM + (rest % TOKEN_VALUES);
    rest = Math.floor(rest / TOKEN_VALUES);
    return byte;
  });
  return String.fromCharCode(...bytes);
}

/** GS ( H function 48: the token comes back when all that was sent before is printed. */
export function confirmPrinted(token: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 2 + TOKEN_BYTES, 0, 48, 48, ...new TextEncoder().encode(token));
}

/** The token that a reply brings back; null for every other reply. */
export function confirmedToken(reply: PrinterReply): string | null {
  if (reply.kind !== 'block' || reply.header !== CONFIRMATION[0] || reply.data[0] !== CONFIRMATION[1])
    return null;
  return String.fromCharCode(...reply.data.subarray(1));
}

/** 1 printer, 2 cause of offline, 3 cause of error, 4 paper sensor. */
export type StatusQuery = 1 | 2 | 3 | 4;

/**
 * DLE EOT n, answered at once, offline or not. The answer does not say its `n`: one query at a time, or nobody
 * knows which was answered.
 */
export function dleEot(n: StatusQuery): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n);
}

export type PrinterReply =
  | { kind: 'dle-eot'; byte: number }
  | { kind: 'gs-r'; byte: number }
  /** The four bytes of an automatic status, sent unasked at each change. */
  | { kind: 'asb'; bytes: Uint8Array }
  /** A reply that ends with NUL: its first byte, and what stands between. */
  | { kind: 'block'; header: number; data: Uint8Array };

export interface PrinterReplies {
  push(chunk: Uint8Array): PrinterReply[];
  /** The line fell silent: what began counts as discarded. */
  drop(): void;
  readonly counters: Readonly<{ replies: number; discardedBytes: number }>;
}

const XON = 0x11;
const XOFF = 0x13;
const BLOCK_HEADERS: readonly number[] = [0x37, 0x35, 0x3b, 0x3d, 0x5f];
/** Longest block: the identity strings of GS I stay under 80 bytes. */
const LONGEST_BLOCK = 128;

/** Takes apart what a printer sends, in any chunking: status, flow control and blocks come mixed. */
export function printerReplies(): PrinterReplies {
  const counters = { replies: 0, discardedBytes: 0 };
  let held: number[] = [];

  /** One byte more behind `held`. Returns the reply it completes; leaves in `held` what has only begun. */
  function take(byte: number): PrinterReply | null {
    if (held.length > 0 && !continues(held, byte)) discard();
    held.push(byte);
    const reply = completeReply(held);
    if (reply !== null) held = [];
    else if (held.length === 1 && !begins(byte)) discard();
    return reply;
  }

  function discard(): void {
    counters.discardedBytes += held.length;
    held = [];
  }

  return {
    push(chunk) {
      const replies: PrinterReply[] = [];
      for (const byte of chunk) {
        // Flow control may fall into the middle of any reply.
        if (byte === XON || byte === XOFF) continue;
        const reply = take(byte);
        if (reply !== null) replies.push(reply);
      }
      counters.replies += replies.length;
      return replies;
    },
    drop: discard,
    counters,
  };
}

function isBlock(held: readonly number[]): boolean {
  return BLOCK_HEADERS.includes(held[0] ?? -1);
}

function begins(byte: number): boolean {
  return BLOCK_HEADERS.includes(byte) || (byte & 0x93) === 0x10;
}

function continues(held: readonly number[], byte: number): boolean {
  // A block holds printable bytes: a status byte below 20h shows that noise had looked like a block's beginning.
  if (isBlock(held)) return byte === 0 || (byte >= 0x20 && held.length < LONGEST_BLOCK);
  return (byte & 0x90) === 0;
}

function completeReply(held: readonly number[]): PrinterReply | null {
  const [first = 0] = held;
  if (isBlock(held))
    return held.length > 1 && held.at(-1) === 0
      ? { kind: 'block', header: first, data: Uint8Array.from(held.slice(1, -1)) }
      : null;
  if ((first & 0x93) === 0x12) return { kind: 'dle-eot', byte: first };
  if ((first & 0x93) === 0x10)
    return held.length === 4 ? { kind: 'asb', bytes: Uint8Array.from(held) } : null;
  return (first & 0x90) === 0 ? { kind: 'gs-r', byte: first } : null;
}

/**
 * What an answer to DLE EOT n says is wrong. Bits after the manuals of Samsung STP-103P p. 44-45 and SPRT SP-POS5IV
 * p. 27.
 */
export function statusProblems(n: StatusQuery, byte: number): DeviceProblem[] {
  const bits: Record<StatusQuery, readonly [number, DeviceProblem][]> = {
    1: [[0x08, 'printer-offline']],
    2: [
      [0x04, 'cover-open'],
      [0x20, 'paper-out'],
      [0x40, 'printer-fault'],
    ],
    3: [
      [0x08, 'cutter-fault'],
      [0x24, 'printer-fault'],
      // Recovers by itself: a hot head, or a cover that DLE EOT 2 names.
      [0x40, 'printer-offline'],
    ],
    4: [
      [0x60, 'paper-out'],
      [0x0c, 'paper-near-end'],
    ],
  };
  return bits[n].filter(([mask]) => (byte & mask) !== 0).map(([, problem]) => problem);
}

/** What an answer to GS r 1 says is wrong. At paper end most printers do not answer it at all. */
export function paperProblems(byte: number): DeviceProblem[] {
  if ((byte & 0x0c) !== 0) return ['paper-out'];
  return (byte & 0x03) !== 0 ? ['paper-near-end'] : [];
}

/** What the four bytes of an automatic status say is wrong; bits as in the manuals above. */
export function automaticProblems([first = 0, second = 0, third = 0]: Uint8Array): DeviceProblem[] {
  const problems = new Set<DeviceProblem>();
  if ((first & 0x20) !== 0) problems.add('cover-open');
  if ((second & 0x08) !== 0) problems.add('cutter-fault');
  if ((second & 0x24) !== 0) problems.add('printer-fault');
  if ((first & 0x08) !== 0 || (second & 0x40) !== 0) problems.add('printer-offline');
  for (const problem of paperProblems(third)) problems.add(problem);
  return [...problems];
}
