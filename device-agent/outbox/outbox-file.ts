import * as z from 'zod';
import { open, type FileHandle } from 'node:fs/promises';
import { HallError } from '@bandecheng/shared/errors';
import { OutboxId, type NumberedReport, type Report } from '@bandecheng/shared/protocol';
import { readFileIfAny, replaceFile } from './flushing-file.ts';

const Header = z.strictObject({
  outbox: OutboxId,
  /** Number of the first report written after this header. */
  next: z.int().min(1),
  /** Ids of the streams before it, the newest first; a file of an older agent has none. */
  after: z.array(OutboxId).optional(),
});
/** How every header line begins, and no other. */
const HEADER_MARK = '{"outbox":';
const Line = z.strictObject({ number: z.int().min(1), report: z.looseObject({ type: z.string() }) });

/** A report with the stream its number counts in. */
export interface StreamReport extends NumberedReport {
  outbox: string;
}

export interface OutboxContent {
  /** The stream written to; the hub counts numbers within it. */
  id: string;
  /** Number of its next report. */
  next: number;
  /** The streams before it, the newest first. */
  after: string[];
  /** In the order they were made, those of earlier streams first. */
  reports: StreamReport[];
}

/**
 * The outbox on disk, JSON lines, those of each stream under a header line: `{"outbox":"k3…","next":1}`,
 * `{"number":1,"report":{…}}`. The last header's stream is the one written to. A last line without its end is a write
 * that was cut off, was never acknowledged, and is dropped; anything else that does not read is damage.
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
    const content: OutboxContent = { id: '', next: 0, after: [], reports: [] };
    lines.forEach((line, i) => {
      if (i === 0 || line.startsWith(HEADER_MARK)) {
        const { outbox, next, after = [] } = this.lineAs(Header, line, i + 1);
        Object.assign(content, { id: outbox, next, after });
        return;
      }
      const { number, report } = this.lineAs(Line, line, i + 1);
      if (number !== content.next)
        throw this.damaged(i + 1, `expected number ${content.next}, found ${number}`);
      content.reports.push({ outbox: content.id, number, report: report as unknown as Report });
      content.next += 1;
    });
    if (lines.length === 0) throw this.damaged(1, 'no header');
    return content;
  }

  /** Puts exactly this on disk, whatever the file held. */
  async rewrite(content: OutboxContent): Promise<void> {
    await this.close();
    const { id, next, after, reports } = content;
    const earlier = reports.filter(({ outbox }) => outbox !== id);
    const own = reports.filter(({ outbox }) => outbox === id);
    const header = { outbox: id, next: own[0]?.number ?? next, after };
    const text = `${sectionsOf(earlier)}${JSON.stringify(header)}\n${linesOf(own)}`;
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

/** Reports of earlier streams, each stream under a header of its own. */
function sectionsOf(reports: readonly StreamReport[]): string {
  return reports
    .map((entry, i) => {
      const { outbox, number } = entry;
      const begins = reports[i - 1]?.outbox !== outbox;
      return `${begins ? `${JSON.stringify({ outbox, next: number })}\n` : ''}${linesOf([entry])}`;
    })
    .join('');
}

function linesOf(reports: readonly NumberedReport[]): string {
  return reports.map(({ number, report }) => `${JSON.stringify({ number, report })}\n`).join('');
}
