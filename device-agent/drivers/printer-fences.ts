import type { PrinterProfile } from '../profiles/profile.ts';
import type { DriverContext, Fences, JobLedger } from './driver.ts';

const NONE: Fences = { gsH: false, gsR: false };
const BOTH: Fences = { gsH: true, gsR: true };

/**
 * The fences of one printer. What it answered behind a ticket goes before its profile: only printing shows whether
 * an answer waits for the paper. Where the profile claims none, none is sent: a printer that does not know
 * GS ( H may print it.
 */
export class PrinterFences {
  constructor(
    private readonly profile: PrinterProfile,
    private readonly ledger: JobLedger,
    private readonly context: DriverContext,
  ) {}

  /** To be sent behind the next job: both, until one has answered; then the stronger. */
  get wanted(): Fences {
    const { gsH, gsR } = this.profile.status;
    if (!gsH && !gsR) return NONE;
    const found = this.ledger.fencesOf(this.context.device, this.profile.id);
    if (found === null) return BOTH;
    return found.gsH ? { gsH: true, gsR: false } : found;
  }

  /** What came of those sent behind a job. A silent one is to be found again: the printer may be another one now. */
  async learn(heard: Fences): Promise<void> {
    const silent = !heard.gsH && !heard.gsR;
    const { device, log } = this.context;
    const found = this.ledger.fencesOf(device, this.profile.id);
    if (silent ? found === null : found !== null) return;
    if (!silent) log('info', 'fences found', { gsH: Number(heard.gsH), gsR: Number(heard.gsR) });
    try {
      await this.ledger.keepFences(device, this.profile.id, silent ? null : heard);
    } catch (error) {
      log('error', 'fences not kept', { reason: String(error) });
    }
  }
}
