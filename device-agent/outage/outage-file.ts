import * as z from 'zod';
import { Hall } from '@bandecheng/shared/hall';
import { GivenTicket, Lease } from '@bandecheng/shared/outage/lease';
import { OutageStep } from '@bandecheng/shared/outage/outage-step';
import { At } from '@bandecheng/shared/view-parts';
import { readFileIfAny, replaceFile } from '../outbox/flushing-file.ts';

const KeptStep = z.strictObject({
  /** The stream of reports in which it has its number. */
  outbox: z.string(),
  number: z.int().min(1),
  at: At,
  step: OutageStep,
  /** Id of the screen's command that asked for it. */
  command: z.string().optional(),
});

const Kept = z.strictObject({
  hall: Hall.nullable(),
  lease: Lease.nullable(),
  /** Since when no hub could be reached, until the end of that has been reported. */
  since: At.nullable(),
  steps: z.array(KeptStep),
  /** Numbers this agent gave by itself on its last such day, whatever a lease says of them. */
  given: z.strictObject({ day: z.string(), numbers: z.array(z.string()) }),
  /** The newest numbers the hub gave at this agent's kiosks; absent: of an agent that was not told. */
  tickets: z.array(GivenTicket).optional(),
});
/** What an agent goes on with, and what it did, as it lies on disk. */
export type Kept = z.output<typeof Kept>;
export type KeptStep = z.output<typeof KeptStep>;

/** One document, replaced whole and flushed. */
export class OutageFile {
  private newest: Kept | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(readonly path: string) {}

  /** Null where there is none. Throws where it does not read: the next lease then takes its place. */
  async read(): Promise<Kept | null> {
    const text = await readFileIfAny(this.path);
    return text === null ? null : Kept.parse(JSON.parse(text));
  }

  /** Resolves when this, or what came after it, is on disk; what waits at one moment shares one write. */
  save(kept: Kept): Promise<void> {
    this.newest = kept;
    const written = this.writing.then(() => this.write());
    this.writing = written.catch(() => undefined);
    return written;
  }

  private async write(): Promise<void> {
    const { newest } = this;
    if (newest === null) return;
    this.newest = null;
    try {
      await replaceFile(this.path, JSON.stringify(newest));
    } catch (error) {
      this.newest ??= newest;
      throw error;
    }
  }
}
