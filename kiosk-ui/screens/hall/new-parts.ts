import type { Counter, Department, Display, Group, Hall, Kiosk, Service } from '@bandecheng/shared/hall';
import { fieldText } from './field-text.ts';
import { kindPath } from './shape.ts';

/** The first of `prefix1`, `prefix2` … that no other part is called. */
export function freeId(prefix: string, parts: readonly { id: string }[]): string {
  for (let n = parts.length + 1; ; n += 1)
    if (!parts.some(({ id }) => id === `${prefix}${n}`)) return `${prefix}${n}`;
}

/** A service to be filled in: the first letter that no other has, in the first area there is. */
function newService({ services, departments }: Pick<Hall, 'services' | 'departments'>): Service {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return {
    id: freeId('service', [...services, ...departments]),
    prefix: letters.find((letter) => !services.some(({ prefix }) => prefix === letter)) ?? '',
    name: { zh: '' },
    department: { zh: services[0]?.department.zh ?? '' },
    area: { zh: services[0]?.area.zh ?? '' },
    notice: [],
    usualMinutes: 10,
    quick: false,
    assign: 'shared',
    closed: false,
    backOffice: false,
  };
}

/** A counter to be filled in, with the next number. */
function newCounter({ counters }: Pick<Hall, 'counters'>): Counter {
  const number = Math.max(0, ...counters.map((counter) => counter.number)) + 1;
  const name = { zh: `${number} 号窗口` };
  return { id: freeId('c', counters), number, name, services: [], first: [], quick: false };
}

/** What a new part of each list begins as: whole but for what only the hall knows. */
export const NEW_PARTS = {
  services: newService,
  counters: newCounter,
  groups: ({ groups }: Pick<Hall, 'groups'>): Group => ({
    ...{ id: freeId('group', groups), name: { zh: '' }, services: [] },
  }),
  departments: ({ services, departments }: Pick<Hall, 'services' | 'departments'>): Department => ({
    ...{ id: freeId('department', [...services, ...departments]), name: { zh: '' } },
  }),
  kiosks: ({ kiosks }: Pick<Hall, 'kiosks'>): Kiosk => ({
    ...{ id: freeId('k', kiosks), name: { zh: `${fieldText('kiosks')} ${kiosks.length + 1}` } },
  }),
  displays: ({ displays }: Pick<Hall, 'displays'>): Display => ({
    id: freeId('display', displays),
    name: { zh: `${fieldText('displays')} ${displays.length + 1}` },
    areas: [],
    services: [],
    sound: 'speech',
    voices: ['zh-CN'],
  }),
} as const;
export type PartList = keyof typeof NEW_PARTS;

const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** What a new row, or a section ticked, begins as, by the path of its kind. */
const FIRST_VALUES: Readonly<Record<string, (hall: Hall | null) => object>> = {
  'services.slices': () => ({ days: WORKDAYS, from: '08:30', to: '12:00' }),
  'services.person': () => ({ required: true, oneLive: true }),
  'counters.staff': () => ({ a: '', b: [] }),
  'hours.lunch': () => ({ from: '12:00', to: '13:00', covered: true }),
  'services.numbers': () => ({ from: 1, atEnd: 'grow' }),
  'counters.afterFirst': () => ({ services: [] }),
  'hours.otherDays': () => ({ date: '', like: 5 }),
  'hours.closedDays': () => ({ from: '', to: '', reason: '' }),
  'appointments.hours': () => ({ days: WEEKEND, open: '09:00', close: '12:00' }),
  retention: () => ({ personalMonths: 36 }),
  proof: () => ({ print: false, display: true }),
  'queue.crowded': (hall) => ({ area: hall?.services[0]?.area.zh ?? '', waiting: 20 }),
};

/** A value of its own each time: the forms write into it. */
export function firstValue(path: string, hall: Hall | null): object {
  const first = FIRST_VALUES[kindPath(path)]?.(hall) ?? {};
  return JSON.parse(JSON.stringify(first)) as object;
}
