import { unpackLine, type BookLine } from './book-line.ts';
import { BookMonth, emptyNames, type Names } from './book-month.ts';

/** Figures of a year beside those of the year before it, and the months about them. */
const MONTHS_KEPT = 26;
/** Characters of a file that are parsed together. */
const PART_LENGTH = 1 << 16;

/** The months in memory, the longest unused let go first. */
export class MonthShelf {
  private readonly months = new Map<string, BookMonth>();
  private names: Names = emptyNames();

  /** @param pause lets whatever waits go first, between the parts of a month that is read */
  constructor(private readonly pause: () => Promise<unknown>) {}

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
      for (const part of partsOf(await read())) {
        for (const values of part) here.add(unpackLine(values));
        // What happens meanwhile waits, and is asked for below.
        await this.pause();
      }
      for (const line of waiting()) here.add(line);
      if (seal) here.seal();
    }
    this.months.set(month, here);
    const [oldest] = this.months.keys();
    if (this.months.size > MONTHS_KEPT && oldest !== undefined) this.months.delete(oldest);
    return here;
  }
}

/** Many lines at once: one by one they take three times as long, all together their garbage outlives them. */
function* partsOf(text: string): Generator<unknown[]> {
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', Math.min(text.length - 1, from + PART_LENGTH));
    const to = newline < 0 ? text.length : newline;
    yield JSON.parse(`[${text.slice(from, to).replaceAll('\n', ',')}]`) as unknown[];
    from = to + 1;
  }
}
