import type { CounterView, CurrentTicket, WaitingTicket } from '@bandecheng/shared/views';
import type { TicketStatus } from '@bandecheng/shared/vocabulary';
import { NINE, TODAY } from '../../given.ts';

/** A ticket of service social, taken five minutes before nine. */
export function ticket(number: string, status: TicketStatus = 'waiting'): WaitingTicket {
  return {
    ticket: `${TODAY}-${number}`,
    number,
    service: 'social',
    class: 'ordinary',
    issuedAt: NINE - 5 * 60_000,
    status,
  };
}

/** Counter 1, open, two people waiting, nobody at it. */
export function counterView(changed: Partial<CounterView> = {}): CounterView {
  return {
    counter: 'c1',
    number: 1,
    name: { zh: '1号窗口' },
    timeZone: 'Asia/Shanghai',
    state: 'open',
    clerk: 'li',
    services: [],
    current: null,
    recallLimit: 5,
    waiting: [ticket('A002'), ticket('A003')],
    waitingCount: 2,
    held: [],
    missed: [],
    lastVisit: null,
    ownVisits: [],
    ownRatings: null,
    evaluator: null,
    clerkOpensCases: false,
    today: { finished: 0, noShow: 0, meanServiceSeconds: null },
    transferServices: [
      { service: 'social', name: { zh: '社会保险' } },
      { service: 'tax', name: { zh: '税务' } },
    ],
    transferCounters: [{ counter: 'c2', number: 2, name: { zh: '2号窗口' }, state: 'open' }],
    ...changed,
  };
}

/** A ticket that was called once, at nine, for a plain visit. */
export function atCounter(at: WaitingTicket, changed: Partial<CurrentTicket> = {}): CurrentTicket {
  const plain = { people: 1, matters: [], more: [], moves: [] };
  return { ...at, calledAt: NINE, times: 1, ...plain, ...changed };
}

/** The same with A001 at the counter, in this status. */
export function withCurrent(status: TicketStatus, changed: Partial<CounterView> = {}): CounterView {
  return counterView({ current: atCounter(ticket('A001', status)), ...changed });
}
