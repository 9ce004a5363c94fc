import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Hall } from '@bandecheng/shared/hall';
import type { GivenTicket, Lease } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { NumberedReport, Report } from '@bandecheng/shared/protocol';
import type { BusinessDay, Instant } from '@bandecheng/shared/vocabulary';
import { foldOutage } from './fold-outage.ts';
import type { HallAlone } from './give-number.ts';
import { HubTickets } from './hub-tickets.ts';
import type { Kept, KeptStep } from './outage-file.ts';

/** The outbox: every step goes to the hub through it, in its order. */
export interface OutageReports {
  /** The stream in which reports are numbered now. */
  readonly id: string;
  /** Resolves with its number when it is on disk. */
  append(report: Report): Promise<number>;
  /** What the hub has not acknowledged; without a stream of its own it is of the one written to now. */
  pending(most: number): (NumberedReport & { outbox?: string })[];
}

/** A step that the hub may not reckon with yet. */
export type Recorded = Omit<KeptStep, 'command'> & { command?: string | undefined };

/** Where it lies on disk. `save` resolves when it is durable. */
export interface OutageStore {
  save(kept: Kept): Promise<void>;
}

/**
 * What this agent was leased and the steps it took by itself, in memory and on disk. A step is in the outbox before it is
 * here, so that after a kill between the two it is found there.
 */
export class OutageRecord {
  hall: Hall | null;
  lease: Lease | null;
  steps: Recorded[];
  /** Since when no hub can be reached; null while one can. */
  since: Instant | null;
  readonly tickets: HubTickets;
  /** Of an outage that is over and not reported as such. */
  private untold: Instant | null = null;
  private given: Kept['given'];
  private saving: Promise<void> = Promise.resolve();

  /** @param failed told of a disk that does not take it; the steps themselves are in the outbox all the same */
  constructor(
    private readonly store: OutageStore,
    private readonly reports: OutageReports,
    private readonly failed: (reason: unknown) => void,
    kept: Kept | null,
  ) {
    this.hall = kept?.hall ?? null;
    this.lease = kept?.lease ?? null;
    this.since = kept?.since ?? null;
    this.tickets = new HubTickets(kept?.tickets ?? []);
    this.given = kept?.given ?? { day: '', numbers: [] };
    const known = new Set(kept?.steps.map(keyOf));
    this.steps = [...(kept?.steps ?? []), ...this.waiting().filter((step) => !known.has(keyOf(step)))];
    for (const { at, step } of this.steps) this.keepGiven(step, at);
  }

  /** The last instant it knows of: no step is dated before it. */
  get latest(): Instant {
    return Math.max(0, this.lease?.at ?? 0, this.steps.at(-1)?.at ?? 0);
  }

  /** Whether a hub has yet to take a step that was done here, or the end of these. */
  get isUntold(): boolean {
    return this.reports
      .pending(Infinity)
      .some(({ report: { type } }) => type === 'RecordOutageStep' || type === 'EndOutage');
  }

  /** Whether a hub ever told it what to go on with. */
  get isLeased(): boolean {
    return this.hall !== null && this.lease !== null;
  }

  /** What this agent knows of its hall at an instant; null where no hub ever told it. */
  hallAlone(now: Instant): HallAlone | null {
    const { hall, lease, steps } = this;
    if (hall === null || lease === null) return null;
    const queue = foldOutage(hall, this.tickets.behind(lease), steps, now);
    for (const number of this.givenOn(queue.day)) queue.given.add(number);
    return { hall, lease, queue };
  }

  /** Resolves when the disk has taken, or refused, all of it. */
  get written(): Promise<void> {
    return this.saving;
  }

  keepHall(hall: Hall): void {
    this.hall = hall;
    this.save();
  }

  /**
   * What the lease reckons with is forgotten here: by number in the stream that is written to; in those before it, what
   * the hub has acknowledged, for it said so before it sent this.
   */
  keepLease(lease: Lease): void {
    this.lease = lease;
    const waiting = this.waiting();
    const unheard = new Set(waiting.map(keyOf));
    const known = new Set(this.steps.map(keyOf));
    // An outbox that began anew has given what waits in it new numbers.
    const renumbered = waiting.filter((step) => !known.has(keyOf(step)));
    this.steps = [...this.steps, ...renumbered].filter((step) =>
      step.outbox === this.reports.id ? step.number > lease.reports : unheard.has(keyOf(step)),
    );
    this.save();
  }

  /** A number the hub gave: unless this agent had given another for the same command, it counts here as well. */
  hubGave(given: GivenTicket): void {
    const [own] = this.stepsFor(given.command);
    if (own === undefined) {
      this.tickets.keep(given);
      this.save();
    } else if (own.step.kind === 'issued' && own.step.number !== given.ticket.number)
      this.tickets.keepTwin(given);
  }

  /** Steps that were taken for a screen's command. */
  stepsFor(command: string): Recorded[] {
    return this.steps.filter((step) => step.command === command);
  }

  begin(since: Instant): void {
    this.since = since;
    this.save();
  }

  /** The hub is back; that it was away stays on disk until that is `told`. */
  end(): void {
    this.untold = this.since;
    this.since = null;
  }

  told(): void {
    this.untold = null;
    this.save();
  }

  /** Resolves when the step is on disk. */
  async take(step: OutageStep, at: Instant, command: string | undefined): Promise<Recorded> {
    const asked = command === undefined ? {} : { command };
    const number = await this.reports.append({ type: 'RecordOutageStep', at, step, ...asked });
    const { id: outbox } = this.reports;
    const taken = { outbox, number, at, step, ...asked };
    this.steps.push(taken);
    this.keepGiven(step, at);
    this.save();
    return taken;
  }

  /** Numbers of this day that this agent gave by itself, whatever a lease says of them. */
  private givenOn(day: BusinessDay): readonly string[] {
    return this.given.day === day ? this.given.numbers : [];
  }

  private keepGiven(step: OutageStep, at: Instant): void {
    if (step.kind !== 'issued' || this.hall === null) return;
    const day = businessDay(at, this.hall.timeZone, this.hall.dayStartsAt);
    const numbers = this.givenOn(day);
    if (!numbers.includes(step.number)) this.given = { day, numbers: [...numbers, step.number] };
  }

  private waiting(): Recorded[] {
    const { id } = this.reports;
    return this.reports.pending(Infinity).flatMap(({ outbox = id, number, report }) => {
      if (report.type !== 'RecordOutageStep') return [];
      const { at, step, command } = report;
      return [{ outbox, number, at, step, ...(command === undefined ? {} : { command }) }];
    });
  }

  private save(): void {
    const { hall, lease, given } = this;
    const since = this.since ?? this.untold;
    const [steps, tickets] = [[...this.steps], [...this.tickets.kept]];
    this.saving = this.store.save({ hall, lease, given, since, steps, tickets }).catch(this.failed);
  }
}

function keyOf({ outbox, number }: Pick<Recorded, 'outbox' | 'number'>): string {
  return `${outbox}#${number}`;
}
