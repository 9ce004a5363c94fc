import type { KioskView } from '@bandecheng/shared/views';
import { DEVICE_WARNINGS, type DeviceProblem, type TicketId } from '@bandecheng/shared/vocabulary';

/** What the person at the kiosk is told of the paper. `none`: this kiosk has no printer. */
export type PrintOutcome = 'doing' | 'done' | 'none' | 'failed' | 'paperOut';

/** Milliseconds a ticket may take to come out before its holder is told to remember the number. */
const PRINT_WITHIN_MS = 12_000;

type Seen = Pick<KioskView, 'printer' | 'jobs'>;

/** @param sinceMs milliseconds since the number was given */
export function printOutcome(seen: Seen | null, ticket: TicketId, sinceMs: number): PrintOutcome {
  if (seen === null || seen.printer === null) return 'none';
  const job = seen.jobs.find((one) => one.ticket === ticket);
  if (job?.state === 'printed') return 'done';
  const ended = job !== undefined && (job.state === 'failed' || job.state === 'unknown');
  if (!ended && printerTrouble(seen) === null && sinceMs < PRINT_WITHIN_MS) return 'doing';
  const paperOut = job?.reason === 'paper-out' || seen.printer.problems.includes('paper-out');
  return paperOut ? 'paperOut' : 'failed';
}

/** Why the kiosk's printer prints nothing now; null while it prints or where there is none. */
export function printerTrouble(seen: Pick<KioskView, 'printer'>): DeviceProblem | null {
  return seen.printer?.problems.find((problem) => !DEVICE_WARNINGS.includes(problem)) ?? null;
}

/** Seconds a number stays on the screen: at least a minute where there is no paper to take along. */
export function secondsShown(outcome: PrintOutcome): number {
  return outcome === 'done' || outcome === 'doing' ? 20 : 75;
}
