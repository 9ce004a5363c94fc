import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Hall } from '@bandecheng/shared/hall';
import type { GivenTicket } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { AnnouncedDevice, PrintJob, Report, TicketJob } from '@bandecheng/shared/protocol';
import { ticketWords } from '@bandecheng/shared/ticket-words';
import type { KioskView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallAlone } from './give-number.ts';
import type { Recorded } from './outage-record.ts';
import type { Place } from './standing.ts';

type Issued = Extract<OutageStep, { kind: 'issued' }>;
type PrintReport = Extract<Report, { type: 'RecordPrint' }>;

/** Behind a ticket's id: its first print. */
const FIRST_COPY = '/0';
/** Prints whose state is remembered: more than a kiosk shows, of several kiosks. */
const REMEMBERED = 50;
const JOBS_SHOWN = 5;

/** The first print of a ticket, by the id the hub gives it. */
function jobOf({ timeZone, dayStartsAt }: Hall, { number }: Issued, issuedAt: Instant): string {
  return `${businessDay(issuedAt, timeZone, dayStartsAt)}-${number}${FIRST_COPY}`;
}

/** Which printer a slip goes to at a kiosk, and past when it never begins. */
interface SlipPrinter {
  printer: string;
  deadlineAt: Instant;
}

/** The printer of a kiosk; null where there is none. */
export function printerAt(
  place: Place,
  devices: readonly AnnouncedDevice[],
  { print }: Hall,
  now: Instant,
): SlipPrinter | null {
  if (!('kiosk' in place)) return null;
  const printer = devices.find(({ kind, kiosk }) => kind === 'printer' && kiosk === place.kiosk);
  return printer === undefined
    ? null
    : { printer: printer.id, deadlineAt: now + print.deadlineSeconds * 1000 };
}

/** The ticket that a job prints for the first time; empty: it prints something else. */
export function ticketOfJob(job: string): string {
  return job.endsWith(FIRST_COPY) ? job.slice(0, -FIRST_COPY.length) : '';
}

/** The slip of a number given without a hub; null where it named no printer. */
function slipOf(hall: Hall, followUpUrl: string, step: Issued, issuedAt: Instant): PrintJob | null {
  const { printer, deadlineAt } = step;
  if (printer === undefined || deadlineAt === undefined) return null;
  const order = { job: jobOf(hall, step, issuedAt), device: printer, deadlineAt, copy: 0 };
  return { ...order, ticket: wordsOf(hall, followUpUrl, { ...step, issuedAt }) };
}

type SlipOf = Pick<Issued, 'number' | 'service' | 'class' | 'language' | 'key' | 'ahead' | 'estimateMinutes'>;

function wordsOf(hall: Hall, followUpUrl: string, of: SlipOf & { issuedAt: Instant }): TicketJob['ticket'] {
  const { number, service, language, issuedAt, key, ahead, estimateMinutes } = of;
  const facts = { number, service, language, issuedAt, ahead, estimateMinutes, class: of.class };
  return ticketWords(hall, { ...facts, followUpUrl: followUpUrl === '' ? '' : `${followUpUrl}${key}` });
}

export interface SlipParts {
  /** True when it is on the printer's disk, or was before. */
  print(job: PrintJob): Promise<boolean>;
  notOrdered: (job: string) => void;
}

/** The slips of numbers this agent gave, and how its newest prints stand, for the kiosks' pages. */
export class Slips {
  private readonly states = new Map<string, PrintReport>();

  constructor(private readonly parts: SlipParts) {}

  /** Orders the slips of these steps whose time is not over; one that was ordered before is known, and not printed again. */
  order({ hall, lease }: Pick<HallAlone, 'hall' | 'lease'>, steps: readonly Recorded[], now: Instant): void {
    for (const { at, step } of steps) {
      if (step.kind !== 'issued') continue;
      const slip = slipOf(hall, lease.followUpUrl, step, at);
      if (slip !== null && slip.deadlineAt > now) this.print(slip);
    }
  }

  /** Orders the slip of a number the hub gave, as the hub has ordered it, unless that order has come. */
  orderGiven(
    { hall, lease }: Pick<HallAlone, 'hall' | 'lease'>,
    { ticket, print, ...given }: GivenTicket,
    now: Instant,
  ): void {
    const job = `${ticket.ticket}${FIRST_COPY}`;
    if (print === undefined || print.deadlineAt <= now || this.states.has(job)) return;
    const words = wordsOf(hall, lease.followUpUrl, { ...ticket, ...given });
    this.print({ job, device: print.printer, deadlineAt: print.deadlineAt, copy: 0, ticket: words });
  }

  private print(slip: PrintJob): void {
    void this.parts.print(slip).then((isTaken) => {
      if (!isTaken) this.parts.notOrdered(slip.job);
    });
  }

  keep(report: PrintReport): void {
    this.states.delete(report.job);
    this.states.set(report.job, report);
    const [oldest] = this.states.keys();
    if (this.states.size > REMEMBERED && oldest !== undefined) this.states.delete(oldest);
  }

  /**
   * A kiosk's newest first prints, newest first: of numbers this agent gave there, and before them of those the hub had
   * given, of which it is not known here at which of this agent's kiosks.
   */
  jobsAt(kiosk: string, hall: Hall, steps: readonly Recorded[]): KioskView['jobs'] {
    const own = steps.flatMap(({ at, step }) =>
      step.kind === 'issued' && step.printer !== undefined
        ? [{ job: jobOf(hall, step, at), kiosk: step.kiosk }]
        : [],
    );
    const here = own.filter((one) => one.kiosk === kiosk).map(({ job }) => job);
    const hubs = [...this.states.keys()].filter(
      (job) => job.endsWith(FIRST_COPY) && own.every((one) => one.job !== job),
    );
    return [...hubs, ...here]
      .slice(-JOBS_SHOWN)
      .reverse()
      .map((job) => {
        const { state = 'requested', reason } = this.states.get(job) ?? {};
        const ticket = ticketOfJob(job);
        return { ticket, state, copy: 0, ...(reason === undefined ? {} : { reason }) };
      });
  }
}
