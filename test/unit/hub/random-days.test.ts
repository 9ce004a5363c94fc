import type { Actor, Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION, type RecordedEvent } from '@bandecheng/shared/events';
import { LEVELS, TICKET_CLASSES, type TicketStatus } from '@bandecheng/shared/vocabulary';
import { decide } from '@bandecheng/hub/decide/decide';
import { isRefusal } from '@bandecheng/hub/decide/decision';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, lineOf, type HallState } from '@bandecheng/hub/state/hall-state';
import { describe, expect, it } from 'vitest';
import {
  AGENT,
  AGENT_JOINED,
  CLERK,
  DESK,
  HUB,
  KIOSK,
  NINE,
  OTHER_CLERK,
  SMALL_HALL,
  TODAY,
} from '../../given.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';

const STEPS = 4_000;
const THIRD_CLERK: Actor = { kind: 'staff', account: 'zhang', role: 'clerk' };
const CLERKS: Record<string, Actor> = { c1: CLERK, c2: OTHER_CLERK, c3: THIRD_CLERK };

/** A day of commands as a crowd would give them, most of them sensible, many not. */
function randomDay(seed: number): { state: HallState; recorded: RecordedEvent[]; refused: number } {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const state = emptyState();
  const recorded: RecordedEvent[] = [];
  let now = NINE;
  let refused = 0;

  function ask(command: object, actor: Actor): void {
    const full = { ...command, id: `command-${recorded.length}-${refused}` } as Command;
    const decision = decide(state, full, { now, actor, makeKey: () => `key-${recorded.length}` });
    if (isRefusal(decision)) {
      refused += 1;
      return;
    }
    for (const event of decision) {
      const stamp = { seq: state.seq + 1, at: now, version: EVENT_VERSION, actor: 'test', command: full.id };
      const whole = structuredClone({ ...event, ...stamp });
      recorded.push(whole);
      evolve(state, structuredClone(whole));
      checkInvariants(state);
    }
  }

  ask({ type: 'ConfigureHall', hall: SMALL_HALL, file: 'test' }, HUB);
  ask({ type: 'OpenDay', day: TODAY }, HUB);
  ask({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
  for (let i = 0; i < STEPS; i++) {
    now += Math.floor(random() * 10_000);
    const counter = pick(['c1', 'c2', 'c3']);
    const clerk = CLERKS[counter] ?? CLERK;
    const ticket = pick([...state.tickets.keys(), `${TODAY}-Z999`]);
    const current = state.counters.get(counter)?.ticket ?? ticket;
    const choice = random();
    if (choice < 0.3)
      ask(
        {
          type: 'IssueTicket',
          service: pick(['social', 'estate', 'tax']),
          class: pick(TICKET_CLASSES),
          language: 'zh',
        },
        KIOSK,
      );
    else if (choice < 0.4) ask({ type: 'OpenCounter', counter }, clerk);
    else if (choice < 0.6) ask({ type: 'CallNext', counter }, clerk);
    else if (choice < 0.7) ask({ type: 'StartService', counter, ticket: current }, clerk);
    else if (choice < 0.78) ask({ type: 'FinishService', counter, ticket: current }, clerk);
    else if (choice < 0.8) ask({ type: 'MarkNoShow', counter, ticket: current }, clerk);
    else if (choice < 0.82) ask({ type: 'HoldTicket', counter, ticket: current, reason: '复印' }, clerk);
    else if (choice < 0.84) ask({ type: 'CallTicket', counter, ticket }, clerk);
    else if (choice < 0.86) ask({ type: 'RequeueTicket', ticket }, DESK);
    else if (choice < 0.88)
      ask({ type: 'TransferTicket', ticket, to: { service: pick(['social', 'tax']) } }, DESK);
    else if (choice < 0.9) ask({ type: 'TransferTicket', ticket, to: { counter } }, DESK);
    else if (choice < 0.91) ask({ type: 'CancelTicket', ticket, reason: '不办了' }, DESK);
    else if (choice < 0.92) ask({ type: 'CloseCounter', counter }, clerk);
    else ask({ type: 'RecordPress', device: 'evaluator-c1', level: pick(LEVELS), pressedAt: now }, AGENT);
  }
  return { state, recorded, refused };
}

function checkInvariants(state: HallState): void {
  const standing = [...state.lines].flatMap(([line, ids]) => ids.map((id) => ({ line, id })));
  const waiting = [...state.tickets.values()].filter((ticket) => ticket.status === 'waiting');
  expect(standing.length).toBe(waiting.length);
  for (const { line, id } of standing) {
    const ticket = state.tickets.get(id);
    if (ticket === undefined || lineOf(ticket) !== line) throw new Error(`${id} stands in ${line}`);
  }
  const atCounter: readonly TicketStatus[] = ['called', 'serving'];
  for (const counter of state.counters.values()) {
    if (counter.ticket === undefined) continue;
    const ticket = state.tickets.get(counter.ticket);
    if (ticket === undefined || ticket.counter !== counter.id || !atCounter.includes(ticket.status))
      throw new Error(
        `${counter.id} holds ${counter.ticket}, which is ${ticket?.status} at ${ticket?.counter}`,
      );
  }
  const held = [...state.tickets.values()].filter((ticket) => atCounter.includes(ticket.status)).length;
  const busy = [...state.counters.values()].filter((counter) => counter.ticket !== undefined).length;
  expect(held).toBe(busy);
}

describe.each([1, 2, 3])('a day of 4,000 random commands, seed %s', (seed) => {
  const { state, recorded, refused } = randomDay(seed);

  it('keeps every waiting ticket in exactly one line and every counter with its own ticket', () => {
    expect(recorded.length).toBeGreaterThan(1_000);
    expect(refused).toBeGreaterThan(100);
  });

  it('gives every number once and leaves no gap', () => {
    const numbers = recorded.flatMap((e) => (e.type === 'TicketIssued' ? [e.data.number] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const prefix of ['A', 'B', 'C']) {
      const own = numbers.filter((n) => n.startsWith(prefix));
      expect(own).toEqual(own.map((_, i) => prefix + String(i + 1).padStart(3, '0')));
    }
  });

  it('never serves a ticket at two counters at once', () => {
    const serving = new Map<string, string>();
    for (const { type, data } of recorded) {
      if (type === 'ServiceStarted') {
        expect(serving.has(data.ticket)).toBe(false);
        serving.set(data.ticket, data.counter);
      }
      if (
        type !== 'ServiceStarted' &&
        'ticket' in data &&
        data.ticket !== undefined &&
        type !== 'PressRecorded'
      )
        serving.delete(data.ticket);
    }
  });

  it('passes over no service’s ordinary tickets more than twice in a row', () => {
    const inARow = new Map<string, number>();
    for (const { type, data } of recorded) {
      if (type !== 'TicketCalled') continue;
      const ticket = state.tickets.get(data.ticket);
      if (ticket?.class === 'ordinary') inARow.set(ticket.service, 0);
      for (const service of data.passedOver) {
        inARow.set(service, (inARow.get(service) ?? 0) + 1);
        expect(inARow.get(service)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('is the same when folded again from its events', () => {
    const again = emptyState();
    for (const event of recorded) evolve(again, structuredClone(event));
    expect(again).toEqual(state);
  });

  it('counts each press once: every fate together is every press', () => {
    const presses = recorded.filter((e) => e.type === 'PressRecorded').length;
    expect(Object.values(state.ratings.fates).reduce((a, b) => a + b, 0)).toBe(presses);
  });
});
