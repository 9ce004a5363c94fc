import { unpackLine, type BookLine } from './book-line.ts';
import { BookMonth, emptyNames, type Names } from './book-month.ts';

/** Figures of a year beside those of the year before it, and the months about them. */
const MONTHS_KEPT = 26;

/** The months in memory, the longest unused let go first. */
export class MonthShelf {
  private readonly months = new Map<string, BookMonth>();
  private names: Names = emptyNames();

  clear(): void {
    this.months.clear();
    this.names = emptyNames();
  }

  /** Adds to a month that lies here; one that is sealed is read again when it is next asked for. */
  add(month: string, line: BookLine): void {
    const here = this.months.get(month);
    if (here?.sealed === true) this.months.delete(month);
    else here?.add(line);
  }

  /**
   * A month, read if it does not lie here. Throws SyntaxError when its file is damaged.
   * @param waiting lines that are not in the file yet, asked for once it is read
   */
  async month(
    month: string,
    read: () => Promise<string>,
    waiting: () => readonly BookLine[],
    seal: boolean,
  ): Promise<BookMonth> {
    const here = this.months.get(month) ?? new BookMonth(this.names);
    if (!this.months.delete(month)) {
      for (const values of linesIn(await read())) here.add(unpackLine(values));
      for (const line of waiting()) here.add(line);
      if (seal) here.seal();
    }
    this.months.set(month, here);
    const [oldest] = this.months.keys();
    if (this.months.size > MONTHS_KEPT && oldest !== undefined) this.months.delete(oldest);
    return here;
  }
}

/** All lines at once: one after the other takes three times as long. */
function linesIn(text: string): unknown[] {
  return JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as unknown[];
}
