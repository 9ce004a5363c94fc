import type { Counter, Department, Hall, Service } from '@bandecheng/shared/hall';

/** The first of `prefix1`, `prefix2` … that no other part is called. */
export function freeId(prefix: string, parts: readonly { id: string }[]): string {
  for (let n = parts.length + 1; ; n += 1)
    if (!parts.some(({ id }) => id === `${prefix}${n}`)) return `${prefix}${n}`;
}

/** A service to be filled in: the first letter that no other has, in the first area there is. */
export function newService({ services, departments }: Pick<Hall, 'services' | 'departments'>): Service {
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
export function newCounter({ counters }: Pick<Hall, 'counters'>): Counter {
  const number = Math.max(0, ...counters.map((counter) => counter.number)) + 1;
  return {
    id: freeId('c', counters),
    number,
    name: { zh: `${number} 号窗口` },
    services: [],
    first: [],
    quick: false,
  };
}

export function newDepartment({ services, departments }: Pick<Hall, 'services' | 'departments'>): Department {
  return { id: freeId('department', [...services, ...departments]), name: { zh: '' } };
}
