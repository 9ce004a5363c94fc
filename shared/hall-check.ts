import type * as z from 'zod';

interface Named {
  id: string;
}
interface HallParts {
  languages: readonly string[];
  departments: readonly (Named & { under?: string | undefined })[];
  services: readonly ServicePart[];
  groups: readonly (Named & { services: readonly string[] })[];
  counters: readonly CounterPart[];
  kiosks: readonly Named[];
  desk: { kiosk?: string | undefined };
  proof?: { print: boolean } | undefined;
  queue: { numberDigits: number };
  hours: { otherDays?: readonly { date: string }[] | undefined };
  displays: readonly (Named & { areas: readonly string[]; services: readonly string[] })[];
}
interface ServicePart extends Named {
  prefix: string;
  under?: string | undefined;
  area: { zh: string };
  numbers?: { from: number; to?: number | undefined } | undefined;
}
interface CounterPart extends Named {
  number: number;
  services: string[];
  group?: string | undefined;
  first: readonly string[];
  afterFirst?: readonly { services: readonly string[] }[] | undefined;
}

type Refuse = (path: PropertyKey[], message: string) => void;

/** What the parts of hall.json say of each other: no id twice, nothing named that is not there. */
export function checkHall(hall: HallParts, context: z.core.$RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  for (const list of ['departments', 'services', 'groups', 'counters', 'kiosks', 'displays'] as const)
    checkOnce(hall[list], (one) => one.id, [list], 'id', refuse);
  checkOnce(hall.services, (service) => service.prefix, ['services'], 'prefix', refuse);
  checkOnce(hall.counters, (counter) => counter.number, ['counters'], 'number', refuse);
  checkOnce(hall.hours.otherDays ?? [], (day) => day.date, ['hours', 'otherDays'], 'date', refuse);
  if (!hall.languages.includes('zh')) refuse(['languages'], '须包含中文');
  checkDepartments(hall, refuse);
  checkGroups(hall, refuse);
  checkNumbers(hall, refuse);
  checkCounters(hall, refuse);
  checkDisplays(hall, refuse);
  if (hall.desk.kiosk !== undefined && !hall.kiosks.some(({ id }) => id === hall.desk.kiosk))
    refuse(['desk', 'kiosk'], `没有这台取号机：${hall.desk.kiosk}`);
  if (hall.proof?.print === true && hall.desk.kiosk === undefined)
    refuse(['proof', 'print'], '须先写明 desk.kiosk：在它的打印机上打印');
}

function checkOnce<T>(
  parts: readonly T[],
  key: (part: T) => string | number,
  at: PropertyKey[],
  field: string,
  refuse: Refuse,
): void {
  const keys = parts.map(key);
  keys.forEach((value, i) => {
    if (keys.indexOf(value) !== i) refuse([...at, i, field], `与前面的重复：${value}`);
  });
}

function checkDepartments({ departments, services }: HallParts, refuse: Refuse): void {
  const above = new Map(departments.map(({ id, under }) => [id, under]));
  departments.forEach(({ id, under }, i) => {
    if (under !== undefined && !above.has(under))
      refuse(['departments', i, 'under'], `没有这个部门：${under}`);
    const passed = new Set([id]);
    for (let up = under; up !== undefined; up = above.get(up)) {
      if (passed.has(up)) return refuse(['departments', i, 'under'], '部门不能在自己之下');
      passed.add(up);
    }
  });
  services.forEach(({ id, under }, i) => {
    if (under !== undefined && !above.has(under)) refuse(['services', i, 'under'], `没有这个部门：${under}`);
    if (above.has(id)) refuse(['services', i, 'id'], `与部门重复：${id}`);
  });
}

function checkGroups({ groups, services }: HallParts, refuse: Refuse): void {
  const known = new Set(services.map(({ id }) => id));
  groups.forEach((group, g) =>
    group.services.forEach((service, s) => {
      if (!known.has(service)) refuse(['groups', g, 'services', s], `没有这项业务：${service}`);
    }),
  );
}

function checkNumbers({ services, queue }: HallParts, refuse: Refuse): void {
  services.forEach(({ numbers }, s) => {
    const last = numbers?.to ?? 10 ** queue.numberDigits - 1;
    if (numbers !== undefined && numbers.from > last)
      refuse(['services', s, 'numbers', 'from'], `不能大于最后一个号：${last}`);
  });
}

function checkCounters(hall: HallParts, refuse: Refuse): void {
  const known = new Set(hall.services.map(({ id }) => id));
  hall.counters.forEach((counter, c) => {
    if (counter.group !== undefined && !hall.groups.some(({ id }) => id === counter.group))
      refuse(['counters', c, 'group'], `没有这个综合窗口组：${counter.group}`);
    const takes = servicesOf(hall, counter);
    if (takes.length === 0) refuse(['counters', c, 'services'], '至少办理一项业务');
    counter.services.forEach((service, s) => {
      if (!known.has(service)) refuse(['counters', c, 'services', s], `没有这项业务：${service}`);
    });
    checkRanks(counter, takes, ['counters', c], refuse);
  });
  const taken = new Set(hall.counters.flatMap((counter) => servicesOf(hall, counter)));
  hall.services.forEach(({ id }, s) => {
    if (!taken.has(id)) refuse(['services', s], '没有任何窗口办理这项业务');
  });
}

/** A counter ranks what it takes and nothing else, each service once. */
function checkRanks(counter: CounterPart, takes: readonly string[], at: PropertyKey[], refuse: Refuse): void {
  const ranked = new Set<string>();
  const check = (service: string, place: PropertyKey[]): void => {
    if (!takes.includes(service)) refuse(place, `本窗口不办理这项业务：${service}`);
    else if (ranked.has(service)) refuse(place, `与前面的重复：${service}`);
    ranked.add(service);
  };
  counter.first.forEach((service, s) => check(service, [...at, 'first', s]));
  (counter.afterFirst ?? []).forEach(({ services }, r) =>
    services.forEach((service, s) => check(service, [...at, 'afterFirst', r, 'services', s])),
  );
}

function checkDisplays({ displays, services }: HallParts, refuse: Refuse): void {
  displays.forEach((display, d) => {
    display.areas.forEach((area, a) => {
      if (!services.some((service) => service.area.zh === area))
        refuse(['displays', d, 'areas', a], `没有业务在这里等候：${area}`);
    });
    display.services.forEach((id, s) => {
      if (!services.some((service) => service.id === id))
        refuse(['displays', d, 'services', s], `没有这项业务：${id}`);
    });
  });
}

function servicesOf({ groups }: Pick<HallParts, 'groups'>, { services, group }: CounterPart): string[] {
  const shared = groups.find(({ id }) => id === group)?.services ?? [];
  return [...new Set([...services, ...shared])];
}

/** The hall as it is written in hall.json: what a counter takes by its group stands at the group alone. */
export function withoutGroupServices<
  H extends Pick<HallParts, 'groups'> & { counters: readonly CounterPart[] },
>(hall: H): H {
  const counters = hall.counters.map((counter) => {
    const shared = hall.groups.find(({ id }) => id === counter.group)?.services ?? [];
    return { ...counter, services: counter.services.filter((service) => !shared.includes(service)) };
  });
  return { ...hall, counters };
}

/** Every counter with its group's services among its own: nobody else has to ask for the group. */
export function withGroupServices<H extends Pick<HallParts, 'groups'> & { counters: CounterPart[] }>(
  hall: H,
): H {
  for (const counter of hall.counters) counter.services = servicesOf(hall, counter);
  return hall;
}
