import { Hall } from '@bandecheng/shared/hall';
import type { Actor } from '@bandecheng/shared/commands';
import { describe, expect, it } from 'vitest';
import { DESK, given, KIOSK, OPEN_COUNTERS, OTHER_CLERK, SMALL_HALL, t, type Given } from '../../given.ts';

const ADMIN: Actor = { kind: 'staff', account: 'admin', role: 'admin' };

const take = (on: Given, service = 'social'): Given =>
  on.when({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh' }, KIOSK);
const edited = (on: Given, change: object): Given =>
  on.when({ type: 'EditHall', hall: Hall.parse({ ...SMALL_HALL, ...change }) }, ADMIN);

describe('editing the hall in the middle of a day', () => {
  it('puts back in line what a removed counter had on hold', () => {
    const on = take(given(...OPEN_COUNTERS));
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    on.when({ type: 'HoldTicket', counter: 'c2', ticket: t('A001'), reason: '复印' }, OTHER_CLERK);
    on.when({ type: 'CloseCounter', counter: 'c2' }, OTHER_CLERK);
    const counters = SMALL_HALL.counters.filter((c) => c.id !== 'c2');
    edited(on, { counters }).thenEvents('TicketRequeued', 'HallConfigured');
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('gives no number twice though two services swap their letters', () => {
    const on = take(take(given(...OPEN_COUNTERS)));
    const letters: Record<string, string> = { social: 'B', estate: 'A' };
    const services = SMALL_HALL.services.map((s) => ({ ...s, prefix: letters[s.id] ?? s.prefix }));
    edited(on, { services }).thenEvents('HallConfigured');
    expect(take(on, 'estate').data('TicketIssued').number).toBe('A003');
    expect(take(on).data('TicketIssued').number).toBe('B003');
  });

  it('refuses to take away a service that somebody has an appointment for', () => {
    const on = given(...OPEN_COUNTERS);
    const startsAt = on.now + 3_600_000;
    on.when({ type: 'BookAppointment', service: 'tax', startsAt, code: 'K7QP3M' }, DESK);
    const without = {
      services: SMALL_HALL.services.filter((s) => s.id !== 'tax'),
      counters: SMALL_HALL.counters.filter((c) => c.id !== 'c3'),
    };
    edited(on, without).thenRefused('service-booked');
    on.when({ type: 'CancelAppointment', appointment: '2026-11-23-K7QP3M' }, DESK);
    edited(on, without).thenEvents('HallConfigured');
  });
});
