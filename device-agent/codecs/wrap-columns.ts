import { columnsOf, MONGOLIAN } from './printer-text.ts';

/** Marks that may not begin a line. */
const NO_START = /^[，。、；：？！）】》”’％,.;:?!)\]%]$/;

const PIECES = new RegExp(`[!-~]+|[\\u0400-\\u04ff]+|${MONGOLIAN}+|[^]`, 'gu');

/**
 * A text cut into lines of at most so many columns. A run of letters and digits, or of Mongolian letters, stays
 * whole where it fits a line; a closing mark takes the character before it along. Blanks at a cut are dropped.
 */
export function wrapColumns(text: string, columns: number): string[] {
  if (columnsOf(text) <= columns) return text.trim() === '' ? [] : [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text, columns)) {
    if (columnsOf(line) + columnsOf(piece) <= columns) {
      line += piece;
      continue;
    }
    const carried = NO_START.test(piece) && [...line].length > 1 ? ([...line].at(-1) ?? '') : '';
    lines.push(line.slice(0, line.length - carried.length).trimEnd());
    line = (carried + piece).trimStart();
  }
  if (line !== '') lines.push(line);
  return lines.filter((full) => full.trim() !== '');
}

/** Single characters, and runs of ASCII or Mongolian letters no longer than a line. */
function pieces(text: string, columns: number): string[] {
  const runs = text.match(PIECES) ?? [];
  return runs.flatMap((run) => {
    if (columnsOf(run) <= columns || [...run].length === 1) return [run];
    return [...run];
  });
}
