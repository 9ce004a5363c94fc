import type { EventData } from '@bandecheng/shared/events';
import { Hall } from '@bandecheng/shared/hall';
import { TICKET_CLASSES, type TicketClass } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { DESK, given, KIOSK, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';

type Call = EventData<'TicketCalled'>;

const AGE_MINUTES = 30;
const HALL = Hall.parse({
  ...SMALL_HALL,
  services: SMALL_HALL.services.map((service) => ({ ...service, quick: service.id === 'estate' })),
  counters: [
    { ...SMALL_HALL.counters[0], first: ['estate'], quick: true },
    {
      ...SMALL_HALL.counters[1],
      services: ['social', 'estate', 'tax'],
      first: ['social'],
      afterFirst: [{ services: ['tax'] }],
    },
    SMALL_HALL.counters[2],
  ],
  queue: { ageMinutes: AGE_MINUTES, headStartMinutes: { military: 15 } },
});

/** More come than two counters can serve, most of them with priority, for `rounds` minutes. */
function crowdedDay(seed: number, rounds: number): { on: Given; calls: { call: Call; before: string[] }[] } {
  const random = seededRandom(seed);
  const on = given({ type: 'HallConfigured', data: { hall: HALL } }, ...OPEN_COUNTERS);
  const calls: { call: Call; before: string[] }[] = [];
  for (let round = 0; round < rounds; round++) {
    on.after(60);
    const service = ['social', 'estate', 'tax'][Math.floor(random() * 3)] ?? 'social';
    const ticketClass: TicketClass =
      random() < 0.3 ? 'ordinary' : (TICKET_CLASSES[1 + Math.floor(random() * 4)] ?? 'elderly');
    on.when({ type: 'IssueTicket', service, class: ticketClass, language: 'zh' }, KIOSK);
    const counter = round % 2 === 0 ? 'c1' : 'c2';
    const newest = [...on.state.tickets.keys()].at(-1);
    if (newest !== undefined && random() < 0.3)
      on.when({ type: 'TransferTicket', ticket: newest, to: { counter } }, DESK);
    const clerk = { kind: 'staff', account: counter === 'c1' ? 'li' : 'wang', role: 'clerk' } as const;
    const takes = HALL.counters.find((c) => c.id === counter)?.services ?? [];
    const before = [...on.state.tickets.values()].filter(
      ({ status, sentTo, service }) =>
        status === 'waiting' && (sentTo === undefined ? takes.includes(service) : sentTo === counter),
    );
    if (before.length === 0 || random() < 0.25) continue;
    const call = on.when({ type: 'CallNext', counter }, clerk).data('TicketCalled');
    calls.push({ call, before: before.map((ticket) => ticket.id) });
    on.when({ type: 'StartService', counter, ticket: call.ticket }, clerk);
    on.when({ type: 'FinishService', counter, ticket: call.ticket }, clerk);
  }
  return { on, calls };
}

describe.each([11, 12, 13, 14])('a hall with more applicants than hands, seed %s', (seed) => {
  const { on, calls } = crowdedDay(seed, 600);
  const ticketOf = (id: string) => on.state.tickets.get(id);

  it('serves no ticket twice', () => {
    const served = calls.map(({ call }) => call.ticket);
    expect(served.length).toBeGreaterThan(300);
    expect(new Set(served).size).toBe(served.length);
  });

  it('starves nobody: who has waited long is passed over by nobody who came much later, sent to the counter or not', () => {
    const headStartMs = 15 * 60_000;
    for (const { call, before } of calls) {
      const called = ticketOf(call.ticket);
      const agedBefore = (called?.calledAt ?? 0) - AGE_MINUTES * 60_000;
      for (const id of before) {
        const other = ticketOf(id);
        if (other === undefined || called === undefined || other.issuedAt > agedBefore) continue;
        expect(called.issuedAt - headStartMs).toBeLessThanOrEqual(other.issuedAt);
      }
    }
  });

  it('explains every call so that the explanation agrees with the choice', () => {
    const seen = new Set<string>();
    const rankSeen = new Set<number>();
    for (const { call, before } of calls) {
      const called = ticketOf(call.ticket);
      const elders = before.filter((id) => (ticketOf(id)?.issuedAt ?? 0) < (called?.issuedAt ?? 0));
      seen.add(call.why.reason);
      expect(call.why.waitedSeconds * 1000).toBe((called?.calledAt ?? 0) - (called?.issuedAt ?? 0));
      if (call.why.passed !== undefined && !call.why.reason.endsWith('-first'))
        expect(elders).toContain(call.why.passed);
      if (call.why.reason === 'priority') expect(called?.class).not.toBe('ordinary');
      if (call.why.reason === 'fair-mix') expect(call.why.priorityBefore).toBeGreaterThanOrEqual(2);
      if (call.why.reason === 'aged') expect(call.why.waitedSeconds).toBeGreaterThanOrEqual(AGE_MINUTES * 60);
      if (call.why.reason === 'own-first') {
        const rules = HALL.counters.find((c) => c.id === call.counter);
        const ranks = [rules?.first ?? [], ...(rules?.afterFirst ?? []).map(({ services }) => services)];
        const upTo = ranks.slice(0, call.why.rank).flat();
        expect(ranks[(call.why.rank ?? 0) - 1]).toContain(called?.service);
        expect(upTo).not.toContain(ticketOf(call.why.passed ?? t(''))?.service);
        rankSeen.add(call.why.rank ?? 0);
      }
    }
    expect(rankSeen).toContain(1);
    expect([...seen]).toEqual(expect.arrayContaining(['priority', 'aged', 'own-first', 'first-come']));
  });
});
