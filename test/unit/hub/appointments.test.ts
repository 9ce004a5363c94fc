import { ScreenCommand, type Actor } from '@bandecheng/shared/commands';
import { Hall } from '@bandecheng/shared/hall';
import { dueCommands } from '@bandecheng/hub/timers';
import { appointmentsOf } from '@bandecheng/hub/views/appointment-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { describe, expect, it } from 'vitest';
import { DESK, given, HUB, KIOSK, NINE, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';

const MINUTE = 60_000;
const MARK = 'c'.repeat(32);
const API: Actor = { kind: 'api', key: 'city-app' };
const TEN = NINE + 60 * MINUTE;

/** A hall with one appointment for social at ten, code K7QP3M. */
function booked(rules: object = {}, at = NINE): Given {
  const hall = Hall.parse({ ...SMALL_HALL, appointments: rules });
  const on = given({ type: 'HallConfigured', data: { hall } }, ...OPEN_COUNTERS);
  on.now = at;
  return on.when(
    { type: 'BookAppointment', service: 'social', startsAt: TEN, code: 'K7QP3M', person: MARK },
    DESK,
  );
}

const checkIn = (on: Given, by: object = { code: 'K7QP3M' }): Given =>
  on.when({ type: 'CheckIn', language: 'zh', kiosk: 'k1', ...by }, KIOSK);

const ordinary = (on: Given): Given =>
  on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);

describe('an appointment', () => {
  it('due enters the blended queue at its time; early is not callable', () => {
    const on = booked().after(45 * 60);
    checkIn(on).thenEvents('TicketIssued');
    expect(on.data('TicketIssued')).toMatchObject({ class: 'appointment', dueAt: TEN });
    on.when({ type: 'CallNext', counter: 'c1' }).thenRefused('nobody-waiting');
    on.when({ type: 'CallTicket', counter: 'c1', ticket: t('A001') }).thenRefused('ticket-elsewhere');
    ordinary(on).after(15 * 60);
    const due = dueCommands(on.state, on.now).filter((command) => command.type === 'EndHold');
    expect(due).toMatchObject([{ ticket: t('A001') }]);
    on.when({ type: 'EndHold', ticket: t('A001') }, HUB);
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled')).toMatchObject({
      ticket: t('A001'),
      why: { reason: 'priority' },
    });
  });

  it('is checked in by the identity number it was booked with', () => {
    checkIn(booked().after(45 * 60), { person: MARK }).thenEvents('TicketIssued');
  });

  it('whose service must know who comes is not checked in by its code alone, unless it was booked for somebody', () => {
    const services = SMALL_HALL.services.map((s) => (s.id === 'social' ? { ...s, person: {} } : s));
    const hall = Hall.parse({ ...SMALL_HALL, services });
    const asked = (booking: object): Given =>
      given()
        .happened({ type: 'HallConfigured', data: { hall } })
        .when({ type: 'BookAppointment', service: 'social', startsAt: TEN, code: 'K7QP3M', ...booking }, DESK)
        .after(45 * 60);
    checkIn(asked({})).thenRefused('person-needed');
    const on = checkIn(asked({}), { code: 'K7QP3M', person: MARK }).thenEvents('TicketIssued');
    expect(on.data('TicketIssued').person).toBe(MARK);
    checkIn(asked({ person: MARK })).thenEvents('TicketIssued');
  });

  it('and a number taken without one are two: one live ticket for each person and service', () => {
    const services = SMALL_HALL.services.map((s) => (s.id === 'social' ? { ...s, person: {} } : s));
    const hall = Hall.parse({ ...SMALL_HALL, services });
    const queue = (on: Given): Given =>
      on.when(
        { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', person: MARK },
        KIOSK,
      );
    const both = (): Given =>
      booked()
        .after(45 * 60)
        .happened({ type: 'HallConfigured', data: { hall } });
    queue(checkIn(both())).thenRefused('person-has-ticket');
    checkIn(queue(both())).thenRefused('person-has-ticket');
  });

  it('much too early is told from when', () => {
    checkIn(booked()).thenRefused('appointment-early');
  });

  it('in time goes before ordinary tickets, late goes among them', () => {
    const inTime = checkIn(ordinary(booked()).after(70 * 60));
    expect(inTime.data('TicketIssued')).toMatchObject({ class: 'appointment' });
    expect(inTime.data('TicketIssued').dueAt).toBeUndefined();
    expect(checkIn(booked().after(80 * 60)).data('TicketIssued').class).toBe('ordinary');
  });

  it('late is refused where the hall has it so', () => {
    checkIn(booked({ late: 'refuse' }).after(80 * 60)).thenRefused('appointment-late');
  });

  it('is checked in once, and not after it was cancelled', () => {
    const on = booked().after(45 * 60);
    checkIn(checkIn(on)).thenRefused('appointment-over');
    const other = booked().after(45 * 60);
    other.when({ type: 'CancelAppointment', appointment: '2026-11-23-K7QP3M' }, DESK);
    checkIn(other).thenRefused('appointment-over');
  });

  it('is cancelled with the reason the desk gives, and the list says so', () => {
    const on = booked();
    const appointment = '2026-11-23-K7QP3M';
    on.when({ type: 'CancelAppointment', appointment, reason: '群众来电取消' }, DESK);
    expect(on.data('AppointmentCancelled')).toEqual({ appointment, reason: '群众来电取消' });
    expect(appointmentsOf(on.state)).toMatchObject([
      { code: 'K7QP3M', state: 'cancelled', reason: '群众来电取消' },
    ]);
    on.when({ type: 'CancelAppointment', appointment }, DESK).thenRefused('appointment-over');
  });

  it('nobody came for is missed an hour after its time, and counted', () => {
    const on = booked().after(119 * 60);
    expect(dueCommands(on.state, on.now)).toEqual([]);
    on.after(60);
    expect(dueCommands(on.state, on.now)).toMatchObject([{ type: 'MissAppointment' }]);
    on.when({ type: 'MissAppointment', appointment: '2026-11-23-K7QP3M' }, HUB);
    const { appointments } = queueView(on.state, on.state.hall ?? SMALL_HALL, on.now);
    expect(appointments).toEqual({ booked: 0, arrived: 0, missed: 1, cancelled: 0 });
    checkIn(on).thenRefused('appointment-over');
  });

  it('an unknown code, a code taken twice and a day that is over are refused', () => {
    const on = booked();
    checkIn(on, { code: 'XXXXXX' }).thenRefused('appointment-unknown');
    on.when({ type: 'BookAppointment', service: 'tax', startsAt: TEN, code: 'K7QP3M' }, DESK);
    on.thenRefused('appointment-code-taken');
    on.when({ type: 'BookAppointment', service: 'tax', startsAt: NINE - 86_400_000 }, DESK);
    on.thenRefused('times-impossible');
    on.when({ type: 'BookAppointment', service: 'passport', startsAt: TEN }, DESK);
    on.thenRefused('service-unknown');
  });

  it('on a day that is no working day is served in the appointment hours alone', () => {
    const saturday = NINE + 5 * 86_400_000;
    const on = given(
      {
        type: 'HallConfigured',
        data: {
          hall: Hall.parse({
            ...SMALL_HALL,
            appointments: { hours: { days: [6], open: '09:00', close: '12:00' } },
          }),
        },
      },
      { type: 'DayOpened', data: { day: '2026-11-28', ended: [] } },
    );
    on.now = saturday;
    ordinary(on).thenRefused('hall-closed');
    on.when(
      { type: 'BookAppointment', service: 'social', startsAt: saturday + 10 * MINUTE, code: 'SAT001' },
      DESK,
    );
    checkIn(on, { code: 'SAT001' }).thenEvents('TicketIssued');
    checkIn(on.after(4 * 3600), { code: 'SAT001' }).thenRefused('appointment-over');
  });

  it('of another system comes with all of its table or not at all', () => {
    const on = booked();
    const one = { service: 'social', startsAt: TEN };
    on.when({ type: 'ImportAppointments', appointments: [one, { ...one, code: 'K7QP3M' }] }, API);
    on.thenRefused('appointment-code-taken');
    on.when(
      {
        type: 'ImportAppointments',
        appointments: [
          { ...one, code: 'SAME01' },
          { ...one, code: 'SAME01' },
        ],
      },
      API,
    );
    on.thenRefused('appointment-code-taken');
    on.when({ type: 'ImportAppointments', appointments: [one, { ...one, service: 'passport' }] }, API);
    on.thenRefused('service-unknown');
    on.when({ type: 'ImportAppointments', appointments: [] }, API).thenRefused('nothing-new');
    expect(on.state.appointments.size).toBe(1);
    const tomorrow = { ...one, startsAt: TEN + 86_400_000, code: 'K7QP3M', person: MARK };
    on.when({ type: 'ImportAppointments', appointments: [{ ...one, code: 'NEW001' }, tomorrow] }, API);
    on.thenEvents('AppointmentBooked', 'AppointmentBooked');
    expect([...on.state.appointments.keys()]).toEqual([
      '2026-11-23-K7QP3M',
      '2026-11-23-NEW001',
      '2026-11-24-K7QP3M',
    ]);
  });

  it('of yesterday is forgotten with the day, of tomorrow is kept', () => {
    const on = booked();
    on.when({ type: 'BookAppointment', service: 'tax', startsAt: TEN + 86_400_000, code: 'TOMORO' }, DESK);
    on.happened({ type: 'DayOpened', data: { day: '2026-11-24', ended: [] } });
    expect([...on.state.appointments.keys()]).toEqual(['2026-11-24-TOMORO']);
  });

  it('a check-in that names neither code nor person is malformed, and says so', () => {
    const parsed = ScreenCommand.safeParse({ id: 'abcdefgh', type: 'CheckIn' });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['code']);
  });
});
