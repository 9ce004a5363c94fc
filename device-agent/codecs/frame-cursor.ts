import { escapeCodes, type Escape } from '../profiles/frame-fields.ts';

/** Why a field cannot be read: its bytes have not all come yet, or there is no such field here. */
export type Stop = 'more' | 'none';

/** Escapes as a reader needs them. */
export interface Unescape {
  prefix: number;
  /** Code on the wire to the byte it stands for. */
  plainOf: ReadonlyMap<number, number>;
  /** Bytes that never stand plain in the escaped part. */
  escaped: ReadonlySet<number>;
}

/** The escapes of a layout, turned round for reading. */
export function unescapeOf(escape: Escape | undefined): Unescape | undefined {
  if (escape === undefined) return undefined;
  const codes = [...escapeCodes(escape)];
  return {
    prefix: escape.prefix[0] ?? 0,
    plainOf: new Map(codes.map(([plain, code]) => [code, plain])),
    escaped: new Set(codes.map(([plain]) => plain)),
  };
}

/** Walks over the bytes of one frame and keeps them without their escapes. */
export class FrameCursor {
  /** The frame so far as lengths and checksums count it. */
  readonly plain: number[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    /** Offset of the next byte on the wire. */
    public at: number,
  ) {}

  /** One more plain byte; `unescape` where the field lies in the escaped part. */
  take(unescape: Unescape | undefined): Stop | null {
    const byte = this.bytes[this.at];
    if (byte === undefined) return 'more';
    if (unescape?.escaped.has(byte) !== true) {
      this.plain.push(byte);
      this.at += 1;
      return null;
    }
    if (byte !== unescape.prefix) return 'none';
    const code = this.bytes[this.at + 1];
    if (code === undefined) return 'more';
    const meant = unescape.plainOf.get(code);
    if (meant === undefined) return 'none';
    this.plain.push(meant);
    this.at += 2;
    return null;
  }

  takeMany(count: number, unescape: Unescape | undefined): Stop | null {
    for (let n = 0; n < count; n++) {
      const stop = this.take(unescape);
      if (stop !== null) return stop;
    }
    return null;
  }

  /** Exactly these bytes; none is taken where one differs. */
  takeConst(wanted: readonly number[], unescape: Unescape | undefined): Stop | null {
    const [at, length] = [this.at, this.plain.length];
    for (const byte of wanted) {
      const stop = this.take(unescape);
      if (stop === null && this.plain.at(-1) === byte) continue;
      this.back(at, length);
      return stop ?? 'none';
    }
    return null;
  }

  /** How many plain bytes stand before the mark, at most `most`. None is taken. */
  countTo(mark: readonly number[], most: number, unescape: Unescape | undefined): number | Stop {
    const [at, length] = [this.at, this.plain.length];
    let found: number | Stop = 'none';
    while (this.plain.length - length <= most) {
      const seen = this.standsHere(mark);
      const stop = seen === null ? this.take(unescape) : null;
      if (seen === null && stop === null) continue;
      found = seen === true ? this.plain.length - length : (stop ?? 'more');
      break;
    }
    this.back(at, length);
    return found;
  }

  private back(at: number, length: number): void {
    this.at = at;
    this.plain.length = length;
  }

  /** Whether the mark stands here; 'more' where only its beginning has come, null where it does not. */
  private standsHere(mark: readonly number[]): true | 'more' | null {
    for (const [i, byte] of mark.entries()) {
      const seen = this.bytes[this.at + i];
      if (seen === undefined) return 'more';
      if (seen !== byte) return null;
    }
    return true;
  }
}
