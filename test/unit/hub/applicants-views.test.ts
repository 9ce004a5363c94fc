import { onJoin } from '@bandecheng/hub/react';
import { followView } from '@bandecheng/hub/views/follow-view';
import { kioskView } from '@bandecheng/hub/views/kiosk-view';
import { ticketView } from '@bandecheng/hub/views/ticket-view';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { AGENT_JOINED, DESK, given, KIOSK, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';

const follow = (hall: Given, number: string) =>
  followView(hall.state, SMALL_HALL, hall.state.tickets.get(t(number))?.key ?? '');

const ISSUE = { type: 'IssueTicket', class: 'ordinary', language: 'zh', kiosk: 'k1' } as const;

describe('the page behind a ticket’s QR', () => {
  it('names the services still to come, and the counter it goes back to after an errand', () => {
    const hall = given(...OPEN_COUNTERS)
      .when({ ...ISSUE, service: 'social', more: ['estate', 'tax'] }, KIOSK)
      .when({ type: 'CallNext', counter: 'c1' })
      .when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    expect(follow(hall, 'A001')).toMatchObject({
      ...{ status: 'serving', counterNumber: 1, next: [{ zh: '不动产登记' }, { zh: '税务' }] },
    });

    hall.when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'tax' }, returnHere: true });
    expect(follow(hall, 'A001')).toMatchObject({ status: 'waiting', service: { zh: '税务' }, returnTo: 1 });
  });

  it('says until when a ticket is on hold, and at which counter', () => {
    const hall = given(...OPEN_COUNTERS)
      .when({ ...ISSUE, service: 'social' }, KIOSK)
      .when({ type: 'CallNext', counter: 'c1' });
    hall.when({ type: 'HoldTicket', counter: 'c1', ticket: t('A001'), reason: '去复印', minutes: 10 });
    expect(follow(hall, 'A001')).toMatchObject({
      ...{ status: 'held', counterNumber: 1, heldUntil: hall.now + 600_000, timeZone: 'Asia/Shanghai' },
    });
  });

  it('shows nothing of anyone else', () => {
    const hall = given(...OPEN_COUNTERS);
    for (let i = 0; i < 3; i++) hall.when({ ...ISSUE, service: 'social' }, KIOSK);
    hall.when({ type: 'CallNext', counter: 'c1' });
    expect(JSON.stringify(follow(hall, 'A003'))).not.toMatch(/A00[12]/);
  });
});

describe('the kiosk', () => {
  it('offers to check in as soon as somebody has an appointment today', () => {
    const hall = given();
    const offers = (): boolean | undefined => kioskView(hall.state, SMALL_HALL, 'k1', hall.now)?.checkIn;
    expect(offers()).toBe(false);
    const tomorrow = hall.now + 24 * 3_600_000;
    hall.when({ type: 'BookAppointment', service: 'tax', startsAt: tomorrow, code: 'TOMORROW' }, DESK);
    expect(offers()).toBe(false);
    hall.when({ type: 'BookAppointment', service: 'tax', startsAt: hall.now + 3_600_000 }, DESK);
    expect(offers()).toBe(true);
  });

  it('is told until when someone early for an appointment waits', () => {
    const hall = given();
    const startsAt = hall.now + 20 * 60_000;
    hall
      .when({ type: 'BookAppointment', service: 'tax', startsAt, code: 'K7M2' }, DESK)
      .when({ type: 'CheckIn', code: 'K7M2', language: 'zh', kiosk: 'k1' }, KIOSK);
    expect(ticketView(hall.state, t('C001'))).toMatchObject({ status: 'held', heldUntil: startsAt });
  });

  it('says from when on a service gives numbers again whose slice is full', () => {
    const [service, ...others] = SMALL_HALL.services;
    const days = [1, 2, 3, 4, 5, 6, 7];
    const slices = [
      { days, from: '08:30', to: '10:00', most: 1 },
      { days, from: '13:30', to: '15:00' },
    ];
    const rules = Hall.parse({ ...SMALL_HALL, services: [{ ...service, slices }, ...others] });
    const hall = given().happened({ type: 'HallConfigured', data: { hall: rules } });
    hall.when({ ...ISSUE, service: 'social' }, KIOSK).thenEvents('TicketIssued');
    const [line] = kioskView(hall.state, rules, 'k1', hall.now)?.services ?? [];
    expect(line?.giving).toEqual({ state: 'full', opensAt: '13:30' });
  });
});

describe('a printed ticket', () => {
  it('bears the longest wait that is likely beside the likeliest', () => {
    const hall = given(AGENT_JOINED, ...OPEN_COUNTERS);
    for (let i = 0; i < 3; i++) hall.when({ ...ISSUE, service: 'social' }, KIOSK);
    const told = onJoin('hall-1', hall.state, 'http://hall', hall.now);
    const [, , printed] = told.filter(({ name }) => name === 'print:requested');
    const range = ticketView(hall.state, t('A003'))?.estimateRange;
    expect(printed?.data).toMatchObject({ ticket: { number: 'A003', estimateHigh: range?.high } });
    expect(range?.high).toBeGreaterThan(0);
  });
});
