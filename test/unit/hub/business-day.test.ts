import { businessDay, clockText, localTime } from '@bandecheng/shared/calendar/business-day';
import { daysLater } from '@bandecheng/shared/calendar/civil-date';
import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import { Hall } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import { dueCommands, nextLookMs } from '@bandecheng/hub/timers';
import { describe, expect, it } from 'vitest';
import {
  CLERK,
  DESK,
  given,
  HUB,
  KIOSK,
  NINE,
  OPEN_COUNTERS,
  SMALL_HALL,
  t,
  TODAY,
  type Given,
} from '../../given.ts';

const SHANGHAI = 'Asia/Shanghai';
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

describe('the hall keeps its own clock', () => {
  it('a day begins at local midnight, not at midnight UTC', () => {
    expect(businessDay(Date.UTC(2026, 10, 22, 15, 59, 59), SHANGHAI, '00:00')).toBe('2026-11-22');
    expect(businessDay(Date.UTC(2026, 10, 22, 16, 0, 0), SHANGHAI, '00:00')).toBe('2026-11-23');
  });

  it('a hall that turns its day at 04:00 keeps the old one until then', () => {
    expect(businessDay(Date.UTC(2026, 10, 22, 19, 59), SHANGHAI, '04:00')).toBe('2026-11-22');
    expect(businessDay(Date.UTC(2026, 10, 22, 20, 0), SHANGHAI, '04:00')).toBe('2026-11-23');
  });

  it('Monday is 1 and Sunday is 7', () => {
    expect(localTime(NINE, SHANGHAI)).toEqual({ date: '2026-11-23', weekday: 1, minute: 540 });
    expect(localTime(NINE - 86_400_000, SHANGHAI).weekday).toBe(7);
  });

  it('writes its clock in full', () => {
    expect(clockText(NINE + 5_000, SHANGHAI)).toBe('2026-11-23 09:00:05');
  });
});

describe('opening hours', () => {
  const at = (hour: number, minute = 0, day = 0) =>
    hallOpen(SMALL_HALL, NINE + ((hour - 9) * 60 + minute + day * 1440) * 60_000);

  it('open until lunch, closed over an uncovered lunch, open until closing', () => {
    expect(at(9)).toEqual({ open: 'open', until: '12:00' });
    expect(at(12, 30)).toEqual({ open: 'lunch', opensAt: '13:00' });
    expect(at(13)).toEqual({ open: 'open', until: '17:00' });
  });

  it('before opening says when, after closing says which day', () => {
    expect(at(8)).toEqual({ open: 'closed', opensAt: '08:30' });
    expect(at(17)).toEqual({ open: 'closed', opensAt: '周二 08:30' });
    expect(at(17, 0, 4)).toEqual({ open: 'closed', opensAt: '周一 08:30' });
  });

  it('on a closed day closed all day, and says the day it opens again', () => {
    const closed = (from: string, to: string): typeof SMALL_HALL => ({
      ...SMALL_HALL,
      hours: { ...SMALL_HALL.hours, closedDays: [{ from, to, reason: '搬迁' }] },
    });
    expect(hallOpen(closed('2026-11-23', '2026-11-23'), NINE)).toEqual({
      open: 'closed',
      opensAt: '周二 08:30',
    });
    expect(hallOpen(closed('2026-11-24', '2026-11-27'), NINE)).toEqual({ open: 'open', until: '12:00' });
    expect(hallOpen(closed('2026-11-20', '2026-12-02'), NINE)).toEqual({
      open: 'closed',
      opensAt: '12-03 08:30',
    });
  });

  it('a hall that gives numbers outside its hours says that they are outside', () => {
    const open = { ...SMALL_HALL, hours: { ...SMALL_HALL.hours, outside: 'issue' as const } };
    expect(hallOpen(open, NINE + 12 * 3_600_000)).toEqual({ open: 'outside' });
  });
});

describe('a date that is not like its weekday', () => {
  const hall = Hall.parse({
    ...SMALL_HALL,
    services: SMALL_HALL.services.map((s) =>
      s.id === 'social' ? { ...s, slices: [{ days: [5], from: '09:00', to: '10:00' }] } : s,
    ),
    appointments: { hours: { days: [7], open: '09:00', close: '11:00' } },
    hours: {
      ...SMALL_HALL.hours,
      otherDays: [
        { date: '2026-11-23', like: 7 },
        { date: '2026-11-28', like: 5 },
      ],
      closedDays: [
        { from: '2026-11-24', to: '2026-11-27', reason: '节假日' },
        { from: '2026-11-30', to: '2026-11-30', reason: '节假日' },
      ],
    },
  });
  const on = (day: number): Given => {
    const at = given({ type: 'HallConfigured', data: { hall } });
    at.now += day * 86_400_000;
    return at;
  };

  it('closes the hall on a holiday, opens it on a working Saturday, and says which day is next', () => {
    expect(hallOpen(hall, on(0).now)).toEqual({ open: 'closed', opensAt: '周六 08:30' });
    expect(hallOpen(hall, on(5).now)).toEqual({ open: 'open', until: '12:00' });
    expect(hallOpen(hall, on(6).now)).toEqual({ open: 'closed', opensAt: '周二 08:30' });
  });

  it('has the slices of the weekday it is like', () => {
    on(5).when(issue, KIOSK).thenEvents('TicketIssued');
    on(8).when(issue, KIOSK).thenRefused('service-closed');
  });

  it('serves appointments on a holiday that is like a Sunday, and nobody on one that is closed', () => {
    for (const [day, is] of [
      [0, 'served'],
      [1, 'closed'],
    ] as const) {
      const at = on(day);
      at.happened({ type: 'DayOpened', data: { day: daysLater(TODAY, day), ended: [] } });
      at.when({ type: 'BookAppointment', service: 'social', startsAt: at.now, code: 'K7QP3M' }, DESK);
      at.when({ type: 'CheckIn', code: 'K7QP3M', language: 'zh' }, KIOSK);
      if (is === 'served') at.thenEvents('TicketIssued');
      else at.thenRefused('hall-closed');
    }
  });

  it('is refused when it stands there twice or is no date', () => {
    const like = (...dates: string[]) =>
      parse(Hall, {
        ...SMALL_HALL,
        hours: { ...SMALL_HALL.hours, otherDays: dates.map((date) => ({ date, like: 7 })) },
      });
    expect(like('2026-10-01', '2026-10-01')).toMatchObject({
      problems: [{ path: 'hours.otherDays[1].date' }],
    });
    expect(like('2026-02-30')).toMatchObject({ problems: [{ path: 'hours.otherDays[0].date' }] });
  });
});

describe('a new business day', () => {
  it('starts numbering again, closes what was open, and counters are signed out', () => {
    const on = given(...OPEN_COUNTERS)
      .when(issue, KIOSK)
      .when({ type: 'CallNext', counter: 'c1' }, CLERK);
    on.after(86_400).when({ type: 'OpenDay', day: '2026-11-24' }, HUB).thenEvents('DayOpened');
    expect(on.data('DayOpened').ended).toEqual([t('A001')]);
    expect(on.state.counters.get('c1')).toMatchObject({ state: 'closed', finished: 0 });
    on.when(issue, KIOSK);
    expect(on.data('TicketIssued').ticket).toBe('2026-11-24-A001');
  });

  it('does not begin again when a clock is set back', () => {
    given().when({ type: 'OpenDay', day: '2026-11-22' }, HUB).thenRefused('nothing-new');
  });
});

describe('what the hub does by itself', () => {
  it('ends a rating window at its time and not before', () => {
    const on = given(...OPEN_COUNTERS)
      .when(issue, KIOSK)
      .when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    on.when({ type: 'FinishService', counter: 'c1', ticket: t('A001') });
    expect(dueCommands(on.state, on.now + 59_999)).toEqual([]);
    expect(nextLookMs(on.state, on.now + 50_000)).toBe(10_000);
    expect(dueCommands(on.state, on.now + 60_000)).toMatchObject([{ type: 'LapseRating' }]);
  });

  it('opens the day at midnight', () => {
    const on = given();
    expect(dueCommands(on.state, NINE + 15 * 3_600_000)).toMatchObject([
      { type: 'OpenDay', day: '2026-11-24' },
    ]);
  });

  it('looks at least twice a minute, in case the clock was set forward', () => {
    expect(nextLookMs(given().state, NINE)).toBe(30_000);
  });
});
