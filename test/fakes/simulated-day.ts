import type { Actor, Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION, type RecordedEvent } from '@bandecheng/shared/events';
import { Hall } from '@bandecheng/shared/hall';
import type { CounterId, TicketClass, TicketId } from '@bandecheng/shared/vocabulary';
import { decide } from '@bandecheng/hub/decide/decide';
import { isRefusal } from '@bandecheng/hub/decide/decision';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, type HallState } from '@bandecheng/hub/state/hall-state';
import { seededRandom } from './seeded-random.ts';

const MINUTE = 60_000;
/** Monday 2026-11-23, 08:30 in Asia/Shanghai. */
export const OPENING = Date.UTC(2026, 10, 23, 0, 30);
const HUB: Actor = { kind: 'hub' };

export interface DayPlan {
  kiosks: number;
  counters: number;
  tickets: number;
  seed: number;
  /** Minutes over which the tickets are taken; most come in the first half of it. */
  overMinutes: number;
  /** Looked at after each event. */
  onEvent?: (state: HallState, event: RecordedEvent) => void;
  /** Called with each number as it is given, before anything else happens. */
  onIssued?: (state: HallState, ticket: TicketId) => void;
}

/** A hall of eight services; each counter takes some of them, two of the counters quick ones first. */
export function busyHall(kiosks: number, counters: number): Hall {
  const ids = [...'abcdefgh'].map((letter) => `s${letter}`);
  return Hall.parse({
    id: 'busy',
    name: { zh: '大市政务服务中心' },
    hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '24:00' },
    services: ids.map((id, i) => ({
      ...{ id, prefix: id.slice(1).toUpperCase(), name: { zh: `业务${i + 1}` } },
      ...{ department: { zh: '政务服务中心' }, area: { zh: '一楼' }, usualMinutes: 10, quick: i === 7 },
    })),
    counters: Array.from({ length: counters }, (_, i) => ({
      ...{ id: `c${i + 1}`, number: i + 1, name: { zh: `${i + 1}号窗口` } },
      services: ids.filter((_, s) => i % 5 === 0 || s % 4 === i % 4),
      quick: i % 20 === 0,
    })),
    kiosks: Array.from({ length: kiosks }, (_, i) => ({ id: `k${i + 1}`, name: { zh: `取号机${i + 1}` } })),
  });
}

/** Length of a visit in ms: mostly short, some long, each service its own. */
function visitMs(service: string, random: () => number): number {
  const usual = 2 + (service.charCodeAt(1) - 97);
  return Math.round(usual * MINUTE * (0.4 + 1.2 * random() ** 2 + 0.4 * random()));
}

/** A whole day worked at full speed: what was recorded, and the state it came to. The same seed, the same day. */
export function simulateDay(plan: DayPlan): { state: HallState; recorded: RecordedEvent[] } {
  const day = new SimulatedDay(plan);
  day.work();
  return day;
}

class SimulatedDay {
  readonly state = emptyState();
  readonly recorded: RecordedEvent[] = [];
  private readonly random: () => number;
  private readonly hall: Hall;
  private now = OPENING;
  private asked = 0;
  /** When each counter's clerk acts next. */
  private readonly clerks = new Map<CounterId, number>();

  constructor(private readonly plan: DayPlan) {
    this.random = seededRandom(plan.seed);
    this.hall = busyHall(plan.kiosks, plan.counters);
  }

  work(): void {
    this.ask({ type: 'ConfigureHall', hall: this.hall, file: 'simulated' }, HUB);
    this.ask({ type: 'OpenDay', day: '2026-11-23' }, HUB);
    for (const { id } of this.hall.counters) {
      this.ask({ type: 'OpenCounter', counter: id }, clerkOf(id));
      this.clerks.set(id, this.now);
    }
    for (const at of this.arrivals()) {
      this.serveUntil(at);
      this.now = at;
      this.takeNumber();
    }
    // A ticket that returns to its counter may find the clerk gone home: everyone looks again until nobody waits.
    do {
      for (const { id } of this.hall.counters) this.clerks.set(id, this.now);
      this.serveUntil(Infinity);
    } while ([...this.state.lines.values()].some((line) => line.length > 0));
  }

  private arrivals(): number[] {
    const over = this.plan.overMinutes * MINUTE;
    // The larger of two chances taken from one: the morning is the fuller half.
    const draw = () => Math.floor(over * (1 - Math.sqrt(this.random())));
    return Array.from({ length: this.plan.tickets }, () => OPENING + draw()).sort((a, b) => a - b);
  }

  private takeNumber(): void {
    const { services, kiosks } = this.hall;
    const service = services[Math.floor(this.random() * services.length)]?.id;
    const kiosk = kiosks[Math.floor(this.random() * kiosks.length)]?.id ?? 'k1';
    const chance = this.random();
    const ticketClass: TicketClass = chance < 0.85 ? 'ordinary' : chance < 0.95 ? 'elderly' : 'military';
    const [issued] = this.ask(
      { type: 'IssueTicket', service, class: ticketClass, language: 'zh', kiosk },
      { kind: 'kiosk', kiosk },
    );
    if (issued?.type === 'TicketIssued') this.plan.onIssued?.(this.state, issued.data.ticket);
  }

  /** Every clerk whose next act falls before `until` does it, in the order of their times. */
  private serveUntil(until: number): void {
    for (;;) {
      let next: [CounterId, number] | null = null;
      for (const entry of this.clerks)
        if (entry[1] < until && (next === null || entry[1] < next[1])) next = entry;
      if (next === null) return;
      const [counter, at] = next;
      this.now = Math.max(this.now, at);
      const wait = this.act(counter);
      if (wait === null && until === Infinity) this.clerks.delete(counter);
      else this.clerks.set(counter, this.now + (wait ?? MINUTE / 4));
    }
  }

  /** Ms until this clerk acts again; null: nobody waits. */
  private act(counter: CounterId): number | null {
    const clerk = clerkOf(counter);
    const ticket = this.state.tickets.get(this.state.counters.get(counter)?.ticket ?? '');
    if (ticket === undefined)
      return this.ask({ type: 'CallNext', counter }, clerk).length === 0 ? null : MINUTE / 6;
    const at = { counter, ticket: ticket.id };
    if (ticket.status === 'called') {
      const chance = this.random();
      if (chance < 0.04) this.ask({ type: 'MarkNoShow', ...at }, clerk);
      else this.ask({ type: 'StartService', ...at }, clerk);
      return chance < 0.04 ? 1_000 : visitMs(ticket.service, this.random);
    }
    const chance = this.random();
    if (chance < 0.02)
      this.ask({ type: 'TransferTicket', ticket: ticket.id, to: { service: 'sa' }, returnHere: true }, clerk);
    else if (chance < 0.03) this.ask({ type: 'RequeueTicket', ticket: ticket.id }, clerk);
    else this.ask({ type: 'FinishService', ...at }, clerk);
    return 5_000;
  }

  private ask(command: object, actor: Actor): RecordedEvent[] {
    const id = `command-${++this.asked}`;
    const around = { now: this.now, actor, makeKey: () => `key-${this.asked}` };
    const decision = decide(this.state, { ...command, id } as Command, around);
    if (isRefusal(decision)) return [];
    return decision.map((event) => {
      const stamp = {
        seq: this.state.seq + 1,
        at: this.now,
        version: EVENT_VERSION,
        actor: 'test',
        command: id,
      };
      const recorded = { ...event, ...stamp } as RecordedEvent;
      this.recorded.push(recorded);
      evolve(this.state, structuredClone(recorded));
      this.plan.onEvent?.(this.state, recorded);
      return recorded;
    });
  }
}

function clerkOf(counter: CounterId): Actor {
  return { kind: 'staff', account: `clerk-${counter}`, role: 'clerk' };
}
