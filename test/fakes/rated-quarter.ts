import { decide } from '@bandecheng/hub/decide/decide';
import { isRefusal } from '@bandecheng/hub/decide/decision';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import { localTime } from '@bandecheng/shared/calendar/business-day';
import { daysLater, instantOf, weekdayOf } from '@bandecheng/shared/calendar/civil-date';
import { actorText, type Actor, type Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION, type HallEvent, type RecordedEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { BusinessDay, CounterId, Instant, Level, RatingChannel } from '@bandecheng/shared/vocabulary';
import { seededRandom } from './seeded-random.ts';
import { openJournal } from './written-journal.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const ZONE = 'Asia/Shanghai';
const HUB: Actor = { kind: 'hub' };
const AGENT: Actor = { kind: 'agent', agent: 'hall-1' };
const REASONS = ['等候时间长', '服务态度', '材料没有一次说清', '业务不熟练'];

export interface QuarterPlan {
  from: BusinessDay;
  to: BusinessDay;
  /** At each counter, about. */
  visitsADay: number;
  seed: number;
}

interface Act {
  at: Instant;
  act: () => void;
}

/**
 * Working days of a hall and how its visits were rated, through the hall's own deciders: mornings fuller than afternoons,
 * most content, counter 3 less so. Evaluators and tablets, a few papers typed in, some reasons, a stray press now and
 * then. The clerk of counter 5 presses the best level at once, over and over; the evaluator of counter 2 is out of order
 * for an hour on Wednesdays. On Thursdays one bad rating is corrected and two are appealed.
 */
export async function ratedQuarter(folder: string, hall: Hall, plan: QuarterPlan): Promise<void> {
  const quarter = new RatedQuarter(hall, plan);
  quarter.work();
  const { journal } = await openJournal(folder, null, { hall: hall.id });
  const written = [...quarter.days].map(([day, commands]) =>
    Promise.all(commands.map((events) => journal.append(day, events))),
  );
  await Promise.all(written);
  await journal.close();
}

class RatedQuarter {
  /** Commands of each day, as the events they came to. */
  readonly days = new Map<BusinessDay, RecordedEvent[][]>();
  private readonly state = emptyState();
  private readonly random: () => number;
  private now: Instant;
  private day: BusinessDay;
  private asked = 0;
  private acts: Act[] = [];
  private readonly bad: { visit: string; rating: number; day: BusinessDay }[] = [];

  constructor(
    private readonly hall: Hall,
    private readonly plan: QuarterPlan,
  ) {
    this.random = seededRandom(plan.seed);
    this.day = plan.from;
    this.now = instantOf(plan.from, 8 * 60, ZONE);
  }

  work(): void {
    this.ask({ type: 'ConfigureHall', hall: this.hall, file: 'rated' }, HUB);
    for (; this.day <= this.plan.to; this.day = daysLater(this.day, 1))
      if (weekdayOf(this.day) <= 5) this.workDay();
  }

  private workDay(): void {
    this.at(8 * 60, () => {
      this.ask({ type: 'OpenDay', day: this.day }, HUB);
      const devices = this.hall.counters.map(({ id }) => ({ id: `e-${id}`, counter: id }));
      const of = { kind: 'evaluator' as const, profile: 'ff68-evaluator-5' };
      this.ask(
        { type: 'JoinAgent', agent: 'hall-1', devices: devices.map((one) => ({ ...of, ...one })) },
        HUB,
      );
    });
    this.outOfOrder();
    for (const { id, services } of this.hall.counters) {
      this.at(8 * 60 + 20, () => this.ask({ type: 'OpenCounter', counter: id }, clerkOf(id)));
      this.visits(id, services);
      this.at(17 * 60 + 30, () => this.ask({ type: 'CloseCounter', counter: id }, clerkOf(id)));
    }
    this.at(10 * 60 + 7, () => this.press('c4', 'satisfied'));
    this.at(17 * 60 + 40, () => this.said());
    this.acts.sort((a, b) => a.at - b.at);
    for (let next = this.acts.shift(); next !== undefined; next = this.acts.shift()) {
      this.now = next.at;
      next.act();
    }
  }

  private outOfOrder(): void {
    if (weekdayOf(this.day) !== 3) return;
    const told = (minute: number, problems: readonly 'port-lost'[]) =>
      this.at(minute, () =>
        this.ask(
          {
            type: 'RecordDeviceState',
            device: 'e-c2',
            problems: [...problems],
            since: instantOf(this.day, minute, ZONE),
          },
          AGENT,
        ),
      );
    told(10 * 60, ['port-lost']);
    told(11 * 60, []);
  }

  /** One after the other, shorter breaks in the morning; nobody from 12 to 13. */
  private visits(counter: CounterId, services: readonly string[]): void {
    const usual = (460 / this.plan.visitsADay) * 0.9;
    let minute = 8 * 60 + 25 + this.random() * 10;
    while (minute < 16 * 60 + 50) {
      if (minute > 11 * 60 + 50 && minute < 13 * 60) minute = 13 * 60 + this.random() * 10;
      const length = Math.max(1.5, usual * (0.3 + 0.8 * this.random()));
      const service = services[Math.floor(this.random() * services.length)] ?? '';
      this.visit(counter, service, minute, length);
      const pause = minute < 12 * 60 ? 0.2 : 0.9;
      minute += length + 2 + usual * pause * this.random();
    }
  }

  private visit(counter: CounterId, service: string, minute: number, length: number): void {
    const clerk = clerkOf(counter);
    let ticket: string | undefined;
    this.at(minute - 5, () => {
      const asked = { type: 'IssueTicket', service, class: 'ordinary', language: 'zh' };
      const issued = this.ask(asked, { kind: 'kiosk', kiosk: 'k1' })[0];
      if (issued?.type === 'TicketIssued') ticket = issued.data.ticket;
    });
    const with_ = (type: string) => () => {
      if (ticket !== undefined) this.ask({ type, counter, ticket }, clerk);
    };
    this.at(minute, with_('CallTicket'));
    this.at(minute + 0.5, with_('StartService'));
    this.at(minute + length, () => {
      with_('FinishService')();
      if (ticket !== undefined) this.rate(counter, service, `${ticket}.1`, ticket);
    });
  }

  private rate(counter: CounterId, service: string, visit: string, ticket: string): void {
    const level = this.level(counter);
    const chance = this.random();
    if (counter === 'c5') this.soon(0.8, () => this.press(counter, 'very-satisfied'));
    else if (chance < 0.5) this.soon(4 + 20 * this.random(), () => this.press(counter, level));
    else if (chance < 0.62) this.given('tablet', level, counter, service, visit, ticket, 15);
    else if (chance < 0.68) this.given('qr', level, counter, service, visit, ticket, 600);
    else if (chance < 0.69) this.given('paper', level, counter, service, visit, ticket, 1_200);
  }

  private level(counter: CounterId): Level {
    const chance = this.random() + (counter === 'c3' ? 0.06 : 0);
    if (chance < 0.62) return 'very-satisfied';
    if (chance < 0.87) return 'satisfied';
    if (chance < 0.95) return 'basically-satisfied';
    return chance < 0.985 ? 'dissatisfied' : 'very-dissatisfied';
  }

  private given(
    channel: RatingChannel,
    level: Level,
    counter: CounterId,
    service: string,
    visit: string,
    ticket: string,
    seconds: number,
  ): void {
    this.soon(seconds, () => {
      const isBad = level === 'dissatisfied' || level === 'very-dissatisfied';
      const reason = REASONS[Math.floor(this.random() * REASONS.length)] ?? '';
      const clerk = `clerk-${counter}`;
      const typed = channel === 'paper' ? { typedBy: 'a-desk' } : {};
      this.record({
        type: 'RatingGiven',
        data: {
          ...{
            visit,
            ticket,
            counter,
            service,
            clerk,
            day: this.day,
            level,
            channel,
            fate: 'rated',
            times: 1,
          },
          ...{ ratedAt: this.now, reasons: isBad && this.random() < 0.7 ? [reason] : [], named: false },
          ...typed,
        },
      });
    });
  }

  private press(counter: CounterId, level: Level): void {
    this.ask({ type: 'RecordPress', device: `e-${counter}`, level, pressedAt: this.now }, AGENT);
  }

  /** Of the day's bad ratings, on Thursdays. */
  private said(): void {
    const [first, second, third] = this.bad.splice(0);
    const by = 'a-shift-leader';
    const text = { record: '202611-23010000-00000000000000000000', field: 'text', digest: '0'.repeat(32) };
    if (weekdayOf(this.day) !== 4) return;
    if (first !== undefined)
      this.record({ type: 'RatingCorrected', data: { ...first, counts: false, reason: 'test', by } });
    for (const one of [second, third])
      if (one !== undefined)
        this.record({ type: 'RatingAppealed', data: { ...one, ground: 'mistaken', by: 'clerk-c1', text } });
  }

  private at(minute: number, act: () => void): void {
    this.acts.push({ at: Math.round(instantOf(this.day, 0, ZONE) + minute * MINUTE), act });
  }

  /** Put among the acts of the day that are still to come. */
  private soon(seconds: number, act: () => void): void {
    const at = Math.round(this.now + seconds * SECOND);
    const behind = this.acts.findIndex((one) => one.at > at);
    this.acts.splice(behind === -1 ? this.acts.length : behind, 0, { at, act });
  }

  private ask(command: object, actor: Actor): RecordedEvent[] {
    const id = `rated-${(this.asked += 1)}`;
    const around = { now: this.now, actor, makeKey: () => `key${id}` };
    const decision = decide(this.state, { ...command, id } as Command, around);
    return isRefusal(decision) || decision.length === 0 ? [] : this.keep(decision, id, actor);
  }

  private record(event: HallEvent): void {
    this.keep([event], `rated-${(this.asked += 1)}`, HUB);
  }

  private keep(events: readonly HallEvent[], command: string, actor: Actor): RecordedEvent[] {
    const { date } = localTime(this.now, ZONE);
    const recorded = events.map((event, i): RecordedEvent => {
      const stamp = { seq: this.state.seq + 1, at: this.now, version: EVENT_VERSION };
      const part = events.length === 1 ? {} : { part: [i + 1, events.length] as [number, number] };
      const one = { ...event, ...stamp, actor: actorText(actor), command, ...part };
      evolve(this.state, structuredClone(one));
      return one;
    });
    const day = this.days.get(date) ?? [];
    this.days.set(date, day);
    day.push(recorded);
    for (const { seq, data } of recorded)
      if (isBad(data)) this.bad.push({ visit: data.visit, rating: seq, day: date });
    return recorded;
  }
}

function isBad(data: object): data is { visit: string } {
  if (!('level' in data) || !('visit' in data)) return false;
  return data.level === 'dissatisfied' || data.level === 'very-dissatisfied';
}

function clerkOf(counter: CounterId): Actor {
  return { kind: 'staff', account: `clerk-${counter}`, role: 'clerk' };
}
