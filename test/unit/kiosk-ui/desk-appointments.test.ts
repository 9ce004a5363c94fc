import { appointmentRows, findRows } from '@bandecheng/kiosk-ui/screens/desk/appointment-rows';
import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import type { ServiceLine } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const HOUR = 3_600_000;
const appointment = (code: string, rest: object = {}): AppointmentView => ({
  ...{ appointment: `2026-11-23-${code}`, code, service: 'social', startsAt: NINE + HOUR, state: 'booked' },
  ...rest,
});
const QUEUE = {
  day: '2026-11-23',
  timeZone: 'Asia/Shanghai',
  services: [{ service: 'social', name: { zh: '社会保险' } } as ServiceLine],
};
const ROWS = appointmentRows(
  [
    appointment('K7QP3M'),
    appointment('AB12', { state: 'arrived', ticket: '2026-11-23-A012' }),
    appointment('ZZ99', {
      ...{ appointment: '2026-11-24-ZZ99', startsAt: NINE + 25 * HOUR, service: 'gone', state: 'missed' },
    }),
  ],
  QUEUE,
);

describe('the appointments at the desk', () => {
  it('show the time, and the day with it when it is another day', () => {
    expect(ROWS.map(({ when, today }) => [when, today])).toEqual([
      ['10:00', true],
      ['10:00', true],
      ['11-24 10:00', false],
    ]);
  });

  it('show the service by its name, and the number they were checked in with', () => {
    expect(ROWS.map(({ serviceName, number }) => [serviceName, number])).toEqual([
      ['社会保险', ''],
      ['社会保险', 'A012'],
      ['gone', ''],
    ]);
  });

  it.each([
    ['', ['K7QP3M', 'AB12', 'ZZ99']],
    ['ｋ7q', ['K7QP3M']],
    ['a0', ['AB12']],
    ['社会', ['K7QP3M', 'AB12']],
    ['nobody', []],
  ])('are found by code, number or service: %s', (typed, codes) => {
    expect(findRows(ROWS, typed).map(({ code }) => code)).toEqual(codes);
  });
});
