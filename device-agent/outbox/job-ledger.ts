import { Low, type Adapter } from 'lowdb';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { PrintJob } from '@bandecheng/shared/protocol';
import { DEVICE_PROBLEMS, EVIDENCE_GRADES } from '@bandecheng/shared/vocabulary';
import { readFileIfAny, replaceFile } from './flushing-file.ts';

const Outcome = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('printed'), grade: z.enum(EVIDENCE_GRADES) }),
  z.strictObject({
    state: z.enum(['failed', 'unknown']),
    reason: z.enum([...DEVICE_PROBLEMS, 'past-deadline', 'agent-stopped', 'job-malformed']),
  }),
]);
export type Outcome = z.output<typeof Outcome>;

const common = { device: z.string(), deadlineAt: z.number() };
/** Of the bytes of the ticket, in hex; absent where it was never encoded, or by an older version. */
const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();
const Entry = z.discriminatedUnion('stage', [
  z.strictObject({ ...common, stage: z.literal('waiting'), order: PrintJob }),
  /** Its first byte may be on the wire. */
  z.strictObject({ ...common, stage: z.literal('begun'), sha256: Sha256 }),
  z.strictObject({
    ...common,
    ...{ stage: z.literal('settled'), outcome: Outcome, reported: z.boolean(), sha256: Sha256 },
  }),
]);
type Entry = z.output<typeof Entry>;

/** Which fences a printer answered behind a ticket. */
const Fences = z.strictObject({ gsH: z.boolean(), gsR: z.boolean() });
export type Fences = z.output<typeof Fences>;

const LedgerDocument = z.strictObject({
  jobs: z.record(z.string(), Entry),
  /** By device, as found with this profile. */
  fences: z.record(z.string(), Fences.extend({ profile: z.string() })).default({}),
});
export type LedgerDocument = z.output<typeof LedgerDocument>;

/** What a printer's driver finds of its jobs when it starts. */
export interface OpenJobs {
  /** Taken and never begun, in the order they came. */
  waiting: PrintJob[];
  /** Begun by an agent that then ended: nobody knows whether they are on paper. */
  begun: string[];
  /** Settled, and the outcome not yet in the outbox. */
  unreported: { job: string; outcome: Outcome }[];
}

/** A settled job is remembered so long past its deadline, in ms, so that a repeated request is known. */
const REMEMBERED_MS = 30 * 60 * 1000;

/**
 * The life of every print job of this agent on disk, so that none is printed twice across a kill. A promise
 * resolves when what it says is on disk; changes made at one moment share one write.
 */
export class JobLedger {
  private writing: Promise<void> | null = null;
  private following: Promise<void> | null = null;

  private constructor(
    private readonly db: Low<LedgerDocument>,
    private readonly now: () => number,
  ) {}

  /** Throws `outbox-damaged` naming the file when it is not a ledger. */
  static open(path: string, now: () => number): Promise<JobLedger> {
    return JobLedger.load(
      {
        read: async () => documentOf(path, await readFileIfAny(path)),
        write: (document) => replaceFile(path, JSON.stringify(document)),
      },
      now,
    );
  }

  /** Over a store of another kind; `write` resolves when the document is durable. */
  static async load(store: Adapter<LedgerDocument>, now: () => number): Promise<JobLedger> {
    const db = new Low<LedgerDocument>(store, { jobs: {}, fences: {} });
    await db.read();
    return new JobLedger(db, now);
  }

  /** A device's unfinished business. */
  openJobs(device: string): OpenJobs {
    const open: OpenJobs = { waiting: [], begun: [], unreported: [] };
    for (const [job, entry] of Object.entries(this.db.data.jobs)) {
      if (entry.device !== device) continue;
      if (entry.stage === 'waiting') open.waiting.push(entry.order);
      else if (entry.stage === 'begun') open.begun.push(job);
      else if (!entry.reported) open.unreported.push({ job, outcome: entry.outcome });
    }
    return open;
  }

  /**
   * `taken`: new, and on disk. `known`: it waits or prints already. An outcome: it is over. The hub sets a job's deadline
   * once: with another one it is the ticket of somebody else, whose number a restored hub has given again.
   */
  async take(order: PrintJob): Promise<'taken' | 'known' | Outcome> {
    const had = this.db.data.jobs[order.job];
    if (had?.stage === 'settled' && had.deadlineAt === order.deadlineAt) return had.outcome;
    if (had !== undefined && had.stage !== 'settled') {
      await this.save();
      return 'known';
    }
    this.forgetOld();
    const { device, deadlineAt } = order;
    this.db.data.jobs[order.job] = { device, deadlineAt, stage: 'waiting', order };
    try {
      await this.save();
    } catch (error) {
      if (had === undefined) delete this.db.data.jobs[order.job];
      else this.db.data.jobs[order.job] = had;
      throw error;
    }
    return 'taken';
  }

  /** The fences this printer was found to answer; null while no ticket of this profile has shown it. */
  fencesOf(device: string, profile: string): Fences | null {
    const found = this.db.data.fences[device];
    return found?.profile === profile ? { gsH: found.gsH, gsR: found.gsR } : null;
  }

  /** Null: to be found again. */
  async keepFences(device: string, profile: string, fences: Fences | null): Promise<void> {
    if (fences === null) delete this.db.data.fences[device];
    else this.db.data.fences[device] = { profile, ...fences };
    await this.save();
  }

  /**
   * Rejects when the disk did not take it: then not a byte may be sent. The ticket's own words leave the disk here; the
   * SHA-256 of its bytes, in hex, stays until the job is forgotten.
   */
  async begin(job: string, sha256: string): Promise<void> {
    const entry = this.entryOf(job);
    const { device, deadlineAt } = entry;
    this.db.data.jobs[job] = { device, deadlineAt, stage: 'begun', sha256 };
    try {
      await this.save();
    } catch (error) {
      this.db.data.jobs[job] = entry;
      throw error;
    }
  }

  async settle(job: string, outcome: Outcome): Promise<void> {
    const entry = this.entryOf(job);
    const { device, deadlineAt } = entry;
    const sent = entry.stage === 'waiting' ? {} : { sha256: entry.sha256 };
    this.db.data.jobs[job] = { device, deadlineAt, stage: 'settled', outcome, reported: false, ...sent };
    await this.save();
  }

  /** The outcome is in the outbox. */
  async reported(job: string): Promise<void> {
    const entry = this.db.data.jobs[job];
    if (entry?.stage !== 'settled') return;
    entry.reported = true;
    await this.save();
  }

  private entryOf(job: string): Entry {
    const entry = this.db.data.jobs[job];
    if (entry === undefined) throw new HallError('outbox-damaged', job, 'the job is not in the ledger');
    return entry;
  }

  private forgetOld(): void {
    const before = this.now() - REMEMBERED_MS;
    for (const [job, entry] of Object.entries(this.db.data.jobs))
      if (entry.stage === 'settled' && entry.reported && entry.deadlineAt < before)
        delete this.db.data.jobs[job];
  }

  private save(): Promise<void> {
    if (this.writing === null) {
      this.writing = this.db.write().finally(() => (this.writing = null));
      return this.writing;
    }
    // The write under way began before this change.
    this.following ??= this.writing
      .catch(() => undefined)
      .then(() => {
        this.following = null;
        return this.save();
      });
    return this.following;
  }
}

function documentOf(path: string, text: string | null): LedgerDocument | null {
  if (text === null) return null;
  try {
    return LedgerDocument.parse(JSON.parse(text));
  } catch (error) {
    throw new HallError('outbox-damaged', path, 'not a job ledger', error);
  }
}
