import { actorText, type Actor, type Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION, type EventData, type EventType, type HallEvent } from '@bandecheng/shared/events';
import { Hall } from '@bandecheng/shared/hall';
import { decide } from '@bandecheng/hub/decide/decide';
import { isRefusal, type Circumstances, type Decision } from '@bandecheng/hub/decide/decision';
import { toldLate } from '@bandecheng/hub/decide/outage-decider';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, type HallState } from '@bandecheng/hub/state/hall-state';
import { expect } from 'vitest';

/** Monday 2026-11-23, 09:00:00 in Asia/Shanghai. */
export const NINE = Date.UTC(2026, 10, 23, 1, 0, 0);
export const TODAY = '2026-11-23';

/** A hall of three services and three counters: c1 takes A and B, c2 takes A, c3 takes C. */
export const SMALL_HALL = Hall.parse({
  id: 'small',
  name: { zh: '小城政务服务中心', en: 'Small Town Service Centre' },
  hours: {
    days: [1, 2, 3, 4, 5],
    open: '08:30',
    close: '17:00',
    lunch: { from: '12:00', to: '13:00', covered: false },
  },
  services: [
    service('social', 'A', '社会保险'),
    service('estate', 'B', '不动产登记'),
    service('tax', 'C', '税务'),
  ],
  counters: [
    { id: 'c1', number: 1, name: { zh: '1号窗口' }, services: ['social', 'estate'] },
    { id: 'c2', number: 2, name: { zh: '2号窗口' }, services: ['social'] },
    { id: 'c3', number: 3, name: { zh: '3号窗口' }, services: ['tax'] },
  ],
  kiosks: [{ id: 'k1', name: { zh: '取号机1' } }],
});

function service(id: string, prefix: string, zh: string) {
  return {
    id,
    prefix,
    name: { zh },
    department: { zh: `${zh}局` },
    area: { zh: '一楼东区' },
    notice: ['请带身份证'],
    usualMinutes: 10,
  };
}

export const CLERK: Actor = { kind: 'staff', account: 'li', role: 'clerk' };
export const OTHER_CLERK: Actor = { kind: 'staff', account: 'wang', role: 'clerk' };
export const DESK: Actor = { kind: 'staff', account: 'zhao', role: 'desk' };
export const KIOSK: Actor = { kind: 'kiosk', kiosk: 'k1' };
export const AGENT: Actor = { kind: 'agent', agent: 'hall-1' };
export const HUB: Actor = { kind: 'hub' };

type Late = ReturnType<typeof toldLate>;
type WithoutId<C> = C extends { id: string } ? Omit<C, 'id'> : never;

/** A hall under test: what has happened, what is asked, what must follow. Time moves only by `after`. */
export class Given {
  readonly state: HallState = emptyState();
  now = NINE;
  private decision: Decision = [];
  private asked = 0;
  private more: Pick<Circumstances, 'isClerk'> = {};

  constructor(events: readonly HallEvent[] = []) {
    this.happened({ type: 'HallConfigured', data: { hall: SMALL_HALL } });
    this.happened({ type: 'DayOpened', data: { day: TODAY, ended: [] } });
    for (const event of events) this.happened(event);
  }

  /** Takes an event for having happened; `late`: some time ago, perhaps. */
  happened(event: HallEvent, command = `given-${this.state.seq + 1}`, actor = 'hub', late: Late = {}): this {
    const seq = this.state.seq + 1;
    const stamp = { seq, at: this.now, version: EVENT_VERSION, actor, command };
    evolve(this.state, { ...event, ...stamp, ...late });
    return this;
  }

  /** Under these further circumstances. */
  where(more: Pick<Circumstances, 'isClerk'>): this {
    this.more = more;
    return this;
  }

  /** So many seconds later. */
  after(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  /** Decides a command; its events happen. */
  when(command: WithoutId<Command>, actor: Actor = CLERK): this {
    const full = { ...command, id: `command-${++this.asked}` };
    const around = { now: this.now, actor, makeKey: () => `key${this.asked}`, ...this.more };
    this.decision = decide(this.state, full, around);
    const late = toldLate(this.state, full, around);
    if (!isRefusal(this.decision))
      for (const event of this.decision)
        this.happened(event, `${actorText(actor)}-${this.asked}`, actorText(actor), late);
    return this;
  }

  /** The types of the events the last command came to. Not named `then`: that would make this a promise to `await`. */
  thenEvents(...types: EventType[]): this {
    expect(isRefusal(this.decision) ? this.decision : this.decision.map((e) => e.type)).toEqual(types);
    return this;
  }

  thenRefused(word: string): this {
    expect(isRefusal(this.decision) ? this.decision.refused : this.decision).toBe(word);
    return this;
  }

  /** Data of the last command's event of a type. */
  data<T extends EventType>(type: T): EventData<T> {
    const event = isRefusal(this.decision) ? undefined : this.decision.find((e) => e.type === type);
    if (event === undefined) throw new Error(`no ${type} in ${JSON.stringify(this.decision)}`);
    return event.data as EventData<T>;
  }
}

export const given = (...events: HallEvent[]): Given => new Given(events);

/** Counter c1 opened by `li`, c2 by `wang`. */
export const OPEN_COUNTERS: HallEvent[] = [
  { type: 'CounterOpened', data: { counter: 'c1', clerk: 'li' } },
  { type: 'CounterOpened', data: { counter: 'c2', clerk: 'wang' } },
];

/** Agent hall-1 with an evaluator and a keypad on c1 and the printer of kiosk k1. */
export const AGENT_JOINED: Extract<HallEvent, { type: 'AgentJoined' }> = {
  type: 'AgentJoined',
  data: {
    agent: 'hall-1',
    devices: [
      { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
      { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' },
      { id: 'keypad-c1', kind: 'keypad', profile: 'ff68-keypad', counter: 'c1' },
    ],
  },
};

/** Ticket id of today's number. */
export const t = (number: string): string => `${TODAY}-${number}`;

/** Files a built page loads at most, of which the request limit takes account. */
export const MOST_FILES = 60;
