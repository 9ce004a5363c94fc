import { displayView } from '@bandecheng/hub/views/display-view';
import { dayTickets } from '@bandecheng/hub/views/day-tickets';
import { kioskView } from '@bandecheng/hub/views/kiosk-view';
import { Hall } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import { LIVE_STATUSES } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../fakes/seeded-random.ts';
import { CLERK, DESK, given, KIOSK, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';

const hallOf = (numbers: object, queue: object = {}): Hall =>
  Hall.parse({
    ...SMALL_HALL,
    queue,
    services: SMALL_HALL.services.map((s) => (s.id === 'social' ? { ...s, numbers } : s)),
  });
const on = (numbers: object, queue: object = {}): Given =>
  given({ type: 'HallConfigured', data: { hall: hallOf(numbers, queue) } }, ...OPEN_COUNTERS);
const take = (hall: Given): Given =>
  hall.after(60).when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);
const numberOf = (hall: Given): string => take(hall).data('TicketIssued').number;
const WRAP = { from: 1, to: 3, atEnd: 'wrap' };

/** A001 to A003 taken, A001 called in vain. */
function missedFirst(): Given {
  const hall = on(WRAP);
  for (let i = 0; i < 3; i += 1) take(hall);
  hall.when({ type: 'CallNext', counter: 'c1' });
  return hall.when({ type: 'MarkNoShow', counter: 'c1', ticket: t('A001') });
}

describe("a service's numbers", () => {
  it('begin and end where the hall says, with as many digits as all of its numbers', () => {
    const hall = on({ from: 101, to: 102, atEnd: 'block' }, { numberDigits: 4 });
    expect([numberOf(hall), numberOf(hall)]).toEqual(['A0101', 'A0102']);
    take(hall).thenRefused('service-full');
    const shown = kioskView(hall.state, hallOf({}), 'k1', hall.now)?.services[0];
    expect(shown).toMatchObject({ service: 'social', giving: { state: 'full' } });
  });

  it('begin again with the next business day', () => {
    const hall = on(WRAP);
    take(hall);
    hall.happened({ type: 'DayOpened', data: { day: '2026-11-24', ended: [] } });
    expect(take(hall).data('TicketIssued')).toMatchObject({ number: 'A001', ticket: '2026-11-24-A001' });
  });

  it('follow an end that is set in opening hours: the next one wraps', () => {
    const hall = on({});
    for (let i = 0; i < 5; i += 1) take(hall);
    hall.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
    hall.happened({ type: 'HallConfigured', data: { hall: hallOf(WRAP) } });
    expect(numberOf(hall)).toBe('A001');
  });
});

describe('a number that wraps', () => {
  it('is not given while somebody waits, is served or is on hold with it', () => {
    const hall = on(WRAP);
    for (let i = 0; i < 3; i += 1) take(hall);
    hall.when({ type: 'CallNext', counter: 'c1' });
    hall.when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '复印' });
    hall.when({ type: 'CallNext', counter: 'c1' });
    take(hall).thenRefused('service-full');
    hall.when({ type: 'MarkNoShow', counter: 'c1', ticket: t('A002') });
    expect(take(hall).data('TicketIssued')).toMatchObject({ number: 'A002', ticket: t('A002-2') });
  });

  it('keeps the tickets of both its holders apart, in the record and in the export', () => {
    const hall = missedFirst();
    take(hall);
    expect(hall.state.tickets.get(t('A001'))?.status).toBe('no-show');
    expect(hall.state.tickets.get(t('A001-2'))?.status).toBe('waiting');
    expect(dayTickets(hall.state).map(({ id }) => id)).toEqual(['A001', 'A002', 'A003', 'A001-2'].map(t));
    expect(numberOf(missedFirst())).toBe('A001');
  });

  it('brings its earlier holder back to no line once somebody else has it', () => {
    const hall = missedFirst();
    take(hall);
    hall.when({ type: 'RequeueTicket', ticket: t('A001') }, DESK).thenRefused('number-given-again');
    expect(displayView(hall.state, SMALL_HALL, hall.now).missed).toEqual([]);
    const kept = missedFirst().when({ type: 'RequeueTicket', ticket: t('A001') }, DESK);
    kept.thenEvents('TicketRequeued');
    take(kept).thenRefused('service-full');
  });

  it('named alone means its newest holder', () => {
    const hall = missedFirst();
    take(hall).when({ type: 'CancelTicket', ticket: 'A001', reason: '不办了' }, DESK);
    expect(hall.data('TicketCancelled').ticket).toBe(t('A001-2'));
    hall.when({ type: 'CancelTicket', ticket: 'A009', reason: '不办了' }, DESK).thenRefused('ticket-unknown');
  });

  it('may stand on paper again once its holder is over, and the same paper only once', () => {
    const hall = missedFirst().after(600);
    const paper = { type: 'BackfillTicket', service: 'social', class: 'ordinary' } as const;
    const takenAt = hall.now - 60_000;
    hall.when({ ...paper, number: 'A002', takenAt }, DESK).thenRefused('number-taken');
    hall.when({ ...paper, number: 'A004', takenAt }, DESK).thenRefused('number-other-service');
    const finished = { finishedAt: hall.now, counter: 'c1' };
    hall.when({ ...paper, number: 'A001', takenAt, ...finished }, DESK).thenEvents('TicketBackfilled');
    expect(hall.data('TicketBackfilled').ticket).toBe(t('A001-2'));
    hall.when({ ...paper, number: 'A001', takenAt, ...finished }, DESK).thenRefused('number-taken');
  });

  it.each([1, 2, 3])('is never held by two at once through a busy day, seed %s', (seed) => {
    const random = seededRandom(seed);
    const hall = on({ from: 1, to: 7, atEnd: 'wrap' });
    for (let i = 0; i < 800; i += 1) {
      const tickets = [...hall.state.tickets.keys()];
      const ticket = tickets[Math.floor(random() * tickets.length)] ?? t('A001');
      const choice = random();
      if (choice < 0.4) take(hall);
      else if (choice < 0.6) hall.when({ type: 'CallNext', counter: 'c1' }, CLERK);
      else if (choice < 0.75) {
        const at = { counter: 'c1', ticket: hall.state.counters.get('c1')?.ticket ?? ticket };
        hall.when({ type: 'StartService', ...at }).when({ type: 'FinishService', ...at });
      } else if (choice < 0.8) hall.when({ type: 'MarkNoShow', counter: 'c1', ticket });
      else if (choice < 0.9) hall.when({ type: 'RequeueTicket', ticket }, DESK);
      else hall.when({ type: 'CancelTicket', ticket, reason: '不办了' }, DESK);
      const live = [...hall.state.tickets.values()].filter(({ status }) => LIVE_STATUSES.includes(status));
      expect(new Set(live.map(({ number }) => number)).size).toBe(live.length);
    }
    // Seven numbers served far more than seven people.
    expect(hall.state.tickets.size).toBeGreaterThan(70);
  });
});

describe('hall.json', () => {
  it('is refused with the place of numbers that end before they begin', () => {
    const services = (numbers: object) => [
      { ...SMALL_HALL.services[0], numbers },
      ...SMALL_HALL.services.slice(1),
    ];
    for (const numbers of [{ from: 5, to: 4 }, { from: 1000 }])
      expect(parse(Hall, { ...SMALL_HALL, services: services(numbers) })).toMatchObject({
        ok: false,
        problems: [{ path: 'services[0].numbers.from' }],
      });
    expect(parse(Hall, { ...SMALL_HALL, services: services({ from: 1000, to: 1000 }) }).ok).toBe(true);
  });
});
