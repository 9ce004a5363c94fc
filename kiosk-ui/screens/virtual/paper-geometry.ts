import type { PaperLine } from '@bandecheng/shared/virtual-hall';

/** Dots of a column and of a character's height, font A; a Chinese character takes two columns. */
export const COLUMN_DOTS = 12;
export const CHARACTER_DOTS = 24;
/** Dots the paper moves for a line of ordinary height: 1/6 inch at 203 dots an inch. */
const LINE_DOTS = 34;

export type Align = 'left' | 'centre' | 'right';
export type PaperText = Extract<PaperLine, { kind: 'text' }>;

/** Columns a printer gives a text at ordinary width: one for ASCII, two for anything else. */
export function columnsOf(text: string): number {
  return [...text].reduce((columns, character) => columns + (character <= '\x7f' ? 1 : 2), 0);
}

/** Where a line of text stands, in dots of the paper. */
export interface TextBox {
  left: number;
  width: number;
  /** How far the paper moves for the line: large characters touch the line below. */
  height: number;
}

/** @param columns of the paper at ordinary width */
export function textBox(line: Omit<PaperText, 'kind'>, columns: number): TextBox {
  const width = columnsOf(line.text) * COLUMN_DOTS * line.widthScale;
  return {
    left: leftOf(line.align, width, columns * COLUMN_DOTS),
    width,
    height: Math.max(LINE_DOTS, CHARACTER_DOTS * line.heightScale),
  };
}

/** Where something of a width begins; what is wider than the paper begins at its edge and is cut off. */
function leftOf(align: Align, width: number, paper: number): number {
  const spare = Math.max(0, paper - width);
  if (align === 'left') return 0;
  return align === 'right' ? spare : Math.floor(spare / 2);
}
