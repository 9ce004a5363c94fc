import type { PaperLine } from '@bandecheng/shared/virtual-hall';
import { printedText, type Glyph } from './printed-text.ts';

export type Align = Extract<PaperLine, { kind: 'text' }>['align'];

/** How a piece of paper came off: by the cutter, at the end of the roll, or by hand. */
export type SlipEnd = 'cut' | 'cut-partial' | 'paper-end' | 'torn';

/** Paper as wide as the print head, at 8 dots a millimetre. */
interface RollSize {
  /** Dots of a line. */
  dots: number;
  dotsPerColumn: number;
}

interface Style {
  widthScale: number;
  heightScale: number;
  bold: boolean;
  chinese: boolean;
}

/** Text not on paper yet: a printer prints a line when it is full or fed. */
interface Held {
  style: Style;
  bytes: Uint8Array;
}

interface Cell {
  glyph: Glyph;
  style: Style;
}

/** A picture still growing, band by band. */
interface Picture {
  kind: 'picture';
  widthBytes: number;
  align: Align;
  bands: Uint8Array[];
}

/** Dots of a line as ESC 2 sets them, 1/6 inch at 8 dots a millimetre. */
const LINE_DOTS = 34;
/** Text that never is fed is printed all the same. */
const MOST_HELD = 4_096;
/** A piece of paper that never is cut falls off under its own weight. */
const MOST_LINES = 2_000;
const PLAIN: Style = { widthScale: 1, heightScale: 1, bold: false, chinese: false };

/**
 * The paper under the print head: what is put on it, and the pieces that come off. Line spacing and bare paper
 * shorter than a line are not drawn; a line of several sizes is drawn in its tallest.
 */
export class PaperRoll {
  private parts: (PaperLine | Picture)[] = [];
  private held: Held[] = [];
  private style: Style = PLAIN;
  private align: Align = 'left';
  private fed = 0;

  constructor(
    private readonly size: RollSize,
    private readonly cameOff: (lines: PaperLine[], end: SlipEnd) => void,
  ) {}

  /** On paper since the last piece came off. */
  get printed(): PaperLine[] {
    return this.parts.map((part) => (part.kind === 'picture' ? rasterOf(part) : part));
  }

  /** Lines, codes and bands of pictures put on paper since the beginning. */
  get linesFed(): number {
    return this.fed;
  }

  /** ESC @: all modes as at power-on; text not printed yet is lost. */
  reset(): void {
    this.held = [];
    this.style = PLAIN;
    this.align = 'left';
  }

  setStyle(style: Partial<Style>): void {
    this.style = { ...this.style, ...style };
  }

  /** Counts at the beginning of a line alone. */
  setAlign(align: Align): void {
    if (this.held.length === 0) this.align = align;
  }

  write(bytes: Uint8Array): void {
    const last = this.held.at(-1);
    if (last?.style === this.style) last.bytes = Buffer.concat([last.bytes, bytes]);
    else this.held.push({ style: this.style, bytes });
    if (this.held.reduce((sum, held) => sum + held.bytes.length, 0) > MOST_HELD) this.printHeld();
  }

  /** Prints what is held and feeds lines; the first of them is that of the text. */
  feedLines(count: number): void {
    const bare = this.held.length === 0 ? count : count - 1;
    this.printHeld();
    for (let i = 0; i < bare; i++) this.put(this.textLine([]));
  }

  /** Prints what is held and feeds bare paper. */
  feedDots(dots: number): void {
    this.printHeld();
    this.feedLines(Math.floor(dots / LINE_DOTS));
  }

  printQr(text: string, moduleDots: number): void {
    this.printHeld();
    this.put({ kind: 'qr', text, moduleDots, align: this.align });
  }

  /** Bands of one picture follow each other without a gap, and are one picture on paper. */
  printRaster(widthBytes: number, rows: Uint8Array): void {
    this.printHeld();
    const last = this.parts.at(-1);
    if (last?.kind === 'picture' && last.widthBytes === widthBytes && last.align === this.align) {
      last.bands.push(rows);
      this.fed += 1;
    } else this.put({ kind: 'picture', widthBytes, align: this.align, bands: [rows] });
  }

  /** The piece comes off; without anything on it there is none. */
  end(end: SlipEnd): void {
    // Text still in the line's memory is printed on what comes next.
    if (end === 'cut' || end === 'cut-partial') this.printHeld();
    const lines = this.printed;
    this.parts = [];
    if (lines.length > 0) this.cameOff(lines, end);
  }

  private put(part: PaperLine | Picture): void {
    this.parts.push(part);
    this.fed += 1;
    if (this.parts.length >= MOST_LINES) this.end('torn');
  }

  private printHeld(): void {
    const held = this.held;
    this.held = [];
    if (held.length === 0) return;
    const cells = held.flatMap(({ style, bytes }) =>
      printedText(bytes, style.chinese).map((glyph) => ({ glyph, style })),
    );
    for (const line of this.wrap(cells)) this.put(this.textLine(line));
  }

  /** A full line is printed and the text goes on in the next. */
  private wrap(cells: Cell[]): Cell[][] {
    const lines: Cell[][] = [];
    let line: Cell[] = [];
    let used = 0;
    for (const cell of cells) {
      const width = cell.glyph.columns * this.size.dotsPerColumn * cell.style.widthScale;
      if (used + width > this.size.dots && line.length > 0) {
        lines.push(line);
        line = [];
        used = 0;
      }
      line.push(cell);
      used += width;
    }
    return [...lines, line];
  }

  private textLine(cells: Cell[]): PaperLine {
    const { widthScale, heightScale, bold } = cells.reduce(
      (tallest, { style }) => (style.heightScale > tallest.heightScale ? style : tallest),
      cells[0]?.style ?? PLAIN,
    );
    const text = cells.map(({ glyph }) => glyph.character).join('');
    return { kind: 'text', text, widthScale, heightScale, align: this.align, bold };
  }
}

function rasterOf({ widthBytes, bands, align }: Picture): PaperLine {
  return { kind: 'raster', widthBytes, rows: Buffer.concat(bands).toString('base64'), align };
}
