import * as z from 'zod';
import { open, type FileHandle } from 'node:fs/promises';
import { HallError } from '@bandecheng/shared/errors';
import type { NumberedReport, Report } from '@bandecheng/shared/protocol';
import { readFileIfAny, replaceFile } from './flushing-file.ts';

const Header = z.strictObject({
  outbox: z.string().regex(/^[A-Za-z0-9]{8,32}$/),
  /** Number of the first report written after this header. */
  next: z.int().min(1),
});
const Line = z.strictObject({ number: z.int().min(1), report: z.looseObject({ type: z.string() }) });

export interface OutboxContent {
  /** Made with the file; the hub counts numbers within it. */
  id: string;
  /** Number of the next report. */
  next: number;
  reports: NumberedReport[];
}

/**
 * The outbox on disk, JSON lines under a header line: `{"outbox":"k3…","next":1}`, `{"number":1,"report":{…}}`.
 * A last line without its end is a write that was cut off, was never acknowledged, and is dropped; anything else
 * that does not read is damage.
 */
export class OutboxFile {
  private file: FileHandle | null = null;
  /** Bytes in the file now. */
  size = 0;

  constructor(readonly path: string) {}

  /** Null where there is no file yet. Throws `outbox-damaged` naming file and line. */
  async read(): Promise<OutboxContent | null> {
    const text = await readFileIfAny(this.path);
    if (text === null) return null;
    const lines = text.split('\n');
    // The text behind the last line end: empty, or torn.
    lines.pop();
    const header = this.lineAs(Header, lines[0] ?? '', 1);
    const content: OutboxContent = { id: header.outbox, next: header.next, reports: [] };
    lines.slice(1).forEach((line, i) => {
      const { number, report } = this.lineAs(Line, line, i + 2);
      if (number !== content.next)
        throw this.damaged(i + 2, `expected number ${content.next}, found ${number}`);
      content.reports.push({ number, report: report as unknown as Report });
      content.next += 1;
    });
    return content;
  }

  /** Puts exactly this on disk, whatever the file held. */
  async rewrite(content: OutboxContent): Promise<void> {
    await this.close();
    const first = content.reports[0]?.number ?? content.next;
    const header = `${JSON.stringify({ outbox: content.id, next: first })}\n`;
    const text = header + linesOf(content.reports);
    await replaceFile(this.path, text);
    this.file = await open(this.path, 'a');
    this.size = Buffer.byteLength(text);
  }

  /** Resolves when the reports are on disk. After a rejection the file's end is unknown: rewrite it. */
  async append(reports: readonly NumberedReport[]): Promise<void> {
    if (this.file === null) throw new HallError('outbox-damaged', this.path, 'the file is not open');
    const text = linesOf(reports);
    await this.file.appendFile(text);
    await this.file.datasync();
    this.size += Buffer.byteLength(text);
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = null;
    await file?.close();
  }

  private lineAs<S extends z.ZodType>(schema: S, line: string, number: number): z.output<S> {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw this.damaged(number, 'not a line of JSON');
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw this.damaged(number, 'not what this program writes');
    return parsed.data;
  }

  private damaged(line: number, reason: string): HallError {
    return new HallError('outbox-damaged', `${this.path}:${line}`, reason);
  }
}

function linesOf(reports: readonly NumberedReport[]): string {
  return reports.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
