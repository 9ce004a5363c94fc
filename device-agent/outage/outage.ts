import type { ScreenCommand } from '@bandecheng/shared/commands';
import type { Hall } from '@bandecheng/shared/hall';
import type { GivenTicket, Lease } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { Alone } from '@bandecheng/shared/outage/outage-view';
import type { AnnouncedDevice, Answer, EvaluatorShow, PrintJob, Report } from '@bandecheng/shared/protocol';
import type { CounterView, DisplayView, KioskView } from '@bandecheng/shared/views';
import type { CounterId, Instant } from '@bandecheng/shared/vocabulary';
import { answerOf, givenAnswer, type Acted } from './answer-alone.ts';
import { commandSteps } from './command-steps.ts';
import { keySteps, NEEDS_HUB, type CounterKey, type Decided } from './counter-steps.ts';
import { counterView } from './counter-view.ts';
import { DeviceHealth } from './device-health.ts';
import { DeviceTeller, type DeviceWishes } from './device-teller.ts';
import { displayView } from './display-view.ts';
import type { HallAlone } from './give-number.ts';
import { HandOver } from './hand-over.ts';
import { KeptAnswers } from './kept-answers.ts';
import { kioskView, type Seen } from './kiosk-view.ts';
import type { OutageRecord, OutageReports, Recorded } from './outage-record.ts';
import { printerAt, Slips, ticketOfJob } from './slips.ts';
import type { Place, Standing } from './standing.ts';

/** A key that the disk kept waiting so long was meant for another moment, ms: as the hub has it. */
const KEY_LIVES_MS = 10_000;
/** Opening hours, and the business day, go on while nobody does anything. */
const LOOK_EVERY_MS = 15_000;

export interface OutageParts {
  agent: string;
  record: OutageRecord;
  reports: OutageReports;
  /** As they are now. */
  devices: () => readonly AnnouncedDevice[];
  wishes: DeviceWishes & { print(job: PrintJob): Promise<boolean> };
  /** The hub's clock as well as it is known. */
  now: () => Instant;
  /** A fresh unguessable key for a ticket's follow-up address. */
  makeKey: () => string;
  log: (level: 'info' | 'warn' | 'error', fact: string, figures?: Record<string, string | number>) => void;
}

/**
 * An agent that goes on without its hub: it gives numbers of its own block, prints them, takes the keys of its counters
 * and lights their evaluators, by what the hub last told. Steps are taken one after the other; none is shown, printed or
 * answered before it is in the outbox, by which the hub hears of all of them once it is back.
 */
export class Outage implements Standing {
  private readonly teller: DeviceTeller;
  private readonly health: DeviceHealth;
  private readonly slips: Slips;
  private readonly handOver: HandOver;
  private readonly answers = new KeptAnswers();
  private readonly listeners = new Set<() => void>();
  /** What is being done, and what follows it. */
  private turn: Promise<unknown> = Promise.resolve();
  private looking: NodeJS.Timeout | undefined;
  /** By a hub that can be reached. */
  private isRefused = false;

  constructor(private readonly parts: OutageParts) {
    this.teller = new DeviceTeller(parts.wishes);
    this.health = new DeviceHealth(parts.devices);
    this.handOver = new HandOver(
      () => parts.record.isUntold,
      () => this.changed(),
    );
    this.slips = new Slips({
      print: (job) => parts.wishes.print(job),
      notOrdered: (job) => parts.log('error', 'slip not ordered', { job }),
    });
  }

  get alone(): Alone | null {
    const { since } = this.parts.record;
    return since === null || !this.parts.record.isLeased || this.isRefused ? null : { since };
  }

  get handsOver(): boolean {
    return this.handOver.isGoingOn;
  }

  get answersAgain(): boolean {
    return this.isRefused && this.handsOver;
  }

  /** The last instant it knows of: the hub had reached it. */
  get latest(): Instant {
    return this.parts.record.latest;
  }

  /**
   * Goes on where it was: devices are told, and slips ordered that were not before this agent was ended.
   * @param ownNow this machine's clock: where it stands before what was known already, nobody can tell how long ago that
   *   was, and a slip might come out for somebody who has left
   */
  start(ownNow: Instant): void {
    if (ownNow >= this.latest) this.orderSlips(this.parts.record.steps);
    if (this.alone === null) return;
    this.look();
    this.tell();
  }

  /** Of what waits for an outbox whose disk refuses, it is rid only once that is closed. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    this.handOver.stop();
    this.listeners.clear();
    await this.turn;
    await this.parts.record.written;
  }

  /**
   * A hub is there and does not let this agent in: its key was taken away, or another machine goes under its name, and
   * with its numbers. It does nothing by itself then; pages that ask again for what was done are still answered that.
   */
  hubRefuses(): void {
    if (!this.isRefused && this.parts.record.isUntold) this.handOver.begin(Promise.resolve());
    this.isRefused = true;
    this.changed();
  }

  /** No hub can be reached; said again at every attempt. */
  hubLost(): void {
    const { record } = this.parts;
    const wasRefused = this.isRefused;
    this.isRefused = false;
    this.handOver.stop();
    if (wasRefused) this.changed();
    if (record.since !== null || !record.isLeased) return;
    record.begin(this.stepTime());
    this.parts.log('warn', 'going on without the hub');
    const seen = this.seen();
    if (seen !== null) this.teller.assume(seen);
    this.look();
    this.changed();
  }

  /** The hub is back, and hears this agent's steps before anything else. */
  hubBack(): void {
    const { record, log } = this.parts;
    this.isRefused = false;
    const from = record.since;
    if (from === null) return;
    const to = this.stepTime();
    clearInterval(this.looking);
    record.end();
    log('info', 'the hub is back', { steps: record.steps.length });
    this.turn = this.turn
      .then(() => this.parts.reports.append({ type: 'EndOutage', from, to }))
      .then(() => record.told())
      .catch((error: unknown) => log('error', 'end of the outage not reported', { reason: String(error) }));
    this.handOver.begin(this.turn);
    this.changed();
  }

  /** The hub has acknowledged reports. */
  reportsTaken(): void {
    this.handOver.reportsTaken();
  }

  /** As the hub last told it; null: it never did. */
  get hall(): Hall | null {
    return this.parts.record.hall;
  }

  hallTold(hall: Hall): void {
    this.parts.record.keepHall(hall);
  }

  leased(lease: Lease): void {
    this.parts.record.keepLease(lease);
  }

  /** A number that the hub gave at a kiosk of this agent's. */
  hubGave(given: GivenTicket): void {
    this.parts.record.hubGave(given);
  }

  /** Whether a job prints a number of the hub's in whose place this agent has given one: nobody is to have it. */
  hasTwin({ job }: Pick<PrintJob, 'job'>): boolean {
    return this.parts.record.tickets.isTwin(ticketOfJob(job));
  }

  evaluatorTold(show: EvaluatorShow): void {
    this.teller.evaluatorTold(show);
  }

  /** Something this agent reports, whether or not a hub hears it. */
  reported(report: Report): void {
    if (report.type === 'RecordPrint') this.slips.keep(report);
    else if (report.type === 'RecordDeviceState') this.health.keep(report);
    else return;
    if (this.alone !== null) this.changed();
  }

  /** Devices were opened anew, and show nothing yet. */
  devicesOpened(): void {
    if (this.alone === null) return;
    this.teller.forget();
    this.tell();
  }

  /** A key of a keypad; false: it was not done, and its clerk is to hear of it. */
  async key({
    device,
    pressedAt,
    ...pressed
  }: Omit<CounterKey, 'counter'> & { device: string; pressedAt: Instant }): Promise<boolean> {
    const counter = this.parts.devices().find(({ id }) => id === device)?.counter;
    if (counter === undefined) return false;
    const acted = await this.act(({ hall, queue }) =>
      this.parts.now() - pressedAt > KEY_LIVES_MS
        ? NEEDS_HUB
        : keySteps(hall, queue, { counter, ...pressed }),
    );
    return typeof acted === 'object' && 'taken' in acted;
  }

  command(place: Place, command: ScreenCommand): Promise<Answer> {
    return this.answers.of(command.id, () => this.answer(place, command));
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  now(): Instant {
    return this.parts.now();
  }

  kioskView(kiosk: string): KioskView | null {
    const seen = this.seen();
    if (seen === null || !seen.devices.some((device) => device.kiosk === kiosk)) return null;
    return kioskView(seen, kiosk, this.slips.jobsAt(kiosk, seen.hall, this.parts.record.steps));
  }

  counterView(counter: string): CounterView | null {
    const seen = this.seen();
    if (seen === null || !seen.devices.some((device) => device.counter === counter)) return null;
    return counterView(seen, counter);
  }

  displayView(display?: string): DisplayView | null {
    const seen = this.seen();
    return seen === null ? null : displayView(seen, display);
  }

  private async answer(place: Place, command: ScreenCommand): Promise<Answer> {
    const { record, makeKey } = this.parts;
    const before = record.stepsFor(command.id);
    const given = record.tickets.givenFor(command.id);
    if (before.length === 0 && given !== undefined && !this.isRefused) return this.answerGiven(given);
    const acted: Acted =
      before.length > 0
        ? { taken: before }
        : await this.act(
            (alone, now) =>
              commandSteps(alone, place, command, {
                now,
                makeKey,
                printer: printerAt(place, this.parts.devices(), alone.hall, now),
              }),
            command.id,
          );
    return answerOf(acted, this.parts.record.hallAlone(this.stepTime()));
  }

  /** The hub had given it, and its answer was lost with the hub; so, perhaps, was the order to print it. */
  private answerGiven(given: GivenTicket): Answer {
    const alone = this.parts.record.hallAlone(this.stepTime());
    if (alone === null) return answerOf(NEEDS_HUB, alone);
    this.slips.orderGiven(alone, given, this.parts.now());
    return givenAnswer(given, alone);
  }

  /** One act after the other, each on what the one before has left. */
  private act(decide: (alone: HallAlone, now: Instant) => Decided, command?: string): Promise<Acted> {
    const acted = this.turn.then(async (): Promise<Acted> => {
      const alone = this.alone === null ? null : this.parts.record.hallAlone(this.stepTime());
      if (alone === null) return NEEDS_HUB;
      const at = this.stepTime();
      const decided = decide(alone, at);
      if (!Array.isArray(decided)) return decided;
      return { taken: await this.take(decided, at, command) };
    });
    this.turn = acted.catch((error: unknown) =>
      this.parts.log('error', 'step not taken', { reason: String(error) }),
    );
    return acted.catch(() => NEEDS_HUB);
  }

  private async take(
    steps: readonly OutageStep[],
    at: Instant,
    command: string | undefined,
  ): Promise<Recorded[]> {
    const { record } = this.parts;
    const taken = await Promise.all(steps.map((step) => record.take(step, at, command)));
    this.orderSlips(taken);
    this.tell(steps.flatMap((step) => (step.kind === 'recalled' ? [step.counter] : [])));
    this.changed();
    return taken;
  }

  private orderSlips(steps: readonly Recorded[]): void {
    const known = this.parts.record.hallAlone(this.stepTime());
    if (known !== null) this.slips.order(known, steps, this.parts.now());
  }

  /** No step is dated before one that was, whatever this machine's clock says. */
  private stepTime(): Instant {
    return Math.max(this.parts.now(), this.parts.record.latest);
  }

  private seen(): Seen | null {
    const { alone } = this;
    const hallAlone = alone === null ? null : this.parts.record.hallAlone(this.stepTime());
    if (alone === null || hallAlone === null) return null;
    const { agent, now } = this.parts;
    return { ...hallAlone, agent, since: alone.since, now: now(), devices: this.health.devices() };
  }

  private tell(calledAgain: readonly CounterId[] = []): void {
    const seen = this.seen();
    if (seen !== null) this.teller.tell(seen, calledAgain);
  }

  private look(): void {
    clearInterval(this.looking);
    this.looking = setInterval(() => {
      this.tell();
      this.changed();
    }, LOOK_EVERY_MS);
    this.looking.unref();
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
