import { choicesAt } from '@bandecheng/kiosk-ui/screens/hall/choices';
import { fieldText } from '@bandecheng/kiosk-ui/screens/hall/field-text';
import { firstValue, freeId, NEW_PARTS } from '@bandecheng/kiosk-ui/screens/hall/new-parts';
import { placeOf, problemText, RULE_TABS } from '@bandecheng/kiosk-ui/screens/hall/problem-places';
import { fieldsOf, forgetPart, kindOf, type Shape } from '@bandecheng/kiosk-ui/screens/hall/shape';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SMALL_HALL } from '../../given.ts';

const SHAPE = z.toJSONSchema(Hall, { io: 'input' }) as Shape;
const GROUP = { id: 'all', name: { zh: '综合' }, services: ['tax'] };

/** Every place of hall.json a form asks for, by its path without places in lists. */
function asked(shape: Shape, path = ''): string[] {
  return fieldsOf(shape).flatMap((field) => {
    const at = path === '' ? field.name : `${path}.${field.name}`;
    const own = kindOf(field) === 'fields' ? [] : [at];
    const options = (field.shape.enum ?? field.shape.items?.enum ?? []).map((one) => `${at}.${one}`);
    return [...own, ...options, ...asked(field.shape, at), ...asked(field.shape.items ?? {}, at)];
  });
}

function copy(): Hall {
  return JSON.parse(JSON.stringify(SMALL_HALL)) as Hall;
}

describe('the forms of the hall', () => {
  it('call every field and every choice by a Chinese name', () => {
    const paths = asked(SHAPE);
    expect(paths).toEqual(
      expect.arrayContaining(['hours.lunch.covered', 'displays.areas', 'kiosks.name.zh']),
    );
    expect(paths.filter((path) => !/[\u4e00-\u9fff]/.test(fieldText(path)))).toEqual([]);
  });

  it('have a place for all of hall.json but for what a running hub stands on', () => {
    const onTabs = [...Object.keys(NEW_PARTS), ...Object.values(RULE_TABS).flat()];
    const left = Object.keys(SHAPE.properties ?? {}).filter((name) => !onTabs.includes(name));
    const ofTheMachine = ['id', 'port', 'listen', 'tls', 'proxy', 'metrics', 'dataFolder'];
    expect(left).toEqual([...ofTheMachine, 'policy', 'policiesFolder', 'provinceFile', 'publicAddress']);
  });

  it.each([
    ['services.slices', 'rows'],
    ['services.person', 'section'],
    ['services.notice', 'lines'],
    ['services.under', 'choice'],
    ['services.usualMinutes', 'number'],
    ['counters.services', 'ticks'],
    ['counters.staff', 'section'],
    ['displays.sound', 'choice'],
    ['rating.levels', 'choice'],
    ['counters.levels', 'choice'],
    ['hours.days', 'ticks'],
    ['hours.open', 'text'],
    ['queue.headStartMinutes', 'map'],
    ['languages', 'ticks'],
  ])('edit %s as %s', (path, kind) => {
    let field = { shape: SHAPE, optional: false };
    for (const name of path.split('.')) {
      const { shape } = field;
      const found = fieldsOf(shape.items ?? shape).find((one) => one.name === name);
      field = found ?? { shape: {}, optional: false };
    }
    expect(kindOf(field)).toBe(kind);
  });

  it.each(['services.slices', 'services.person', 'hours.lunch', 'appointments.hours', 'queue.crowded'])(
    'begin a new row of %s with what the hub takes',
    (path) => {
      const hall: Record<string, unknown> = copy();
      const [head = '', name = ''] = path.split('.');
      const owner = (head === 'services' ? copy().services[0] : hall[head]) as Record<string, unknown>;
      const value = firstValue(path, copy());
      owner[name] = name === 'slices' || name === 'crowded' ? [value] : value;
      const whole = head === 'services' ? { ...hall, services: [owner, ...copy().services.slice(1)] } : hall;
      expect(Hall.safeParse(whole).error?.issues).toBeUndefined();
    },
  );
});

describe('what can be chosen', () => {
  const services = { holds: 'service' } as const;

  it('at a counter: what its group takes is taken anyway, and only what it takes goes first', () => {
    const hall = { ...copy(), groups: [GROUP] };
    const [counter] = hall.counters;
    if (counter !== undefined) Object.assign(counter, { group: 'all', services: ['social'] });
    const all = choicesAt(hall, 'counters[0].services', services, ['social']);
    expect(all.filter(({ disabled }) => disabled === true).map(({ value }) => value)).toEqual(['tax']);
    const first = choicesAt(hall, 'counters[0].first', services);
    expect(first.map(({ value }) => value).sort()).toEqual(['social', 'tax']);
  });

  it('keeps in sight what is no longer to be had', () => {
    const areas = choicesAt(copy(), 'displays[0].areas', { holds: 'area' }, ['三楼']);
    expect(areas.at(-1)).toMatchObject({ value: '三楼', note: '现在没有，请去掉' });
  });
});

describe('a part that is gone', () => {
  it('is named nowhere any more, and nothing else is touched', () => {
    const hall = copy();
    const [service] = hall.services;
    const id = service?.id ?? '';
    hall.groups = [{ ...GROUP, services: [id, 'tax'] }];
    hall.displays = [NEW_PARTS.displays(hall)];
    hall.displays[0]?.services.push(id);
    hall.services.splice(0, 1);
    forgetPart(hall, SHAPE, { holds: 'service', id });
    expect(JSON.stringify([hall.counters, hall.groups, hall.displays])).not.toContain(`"${id}"`);
    expect(hall.groups[0]?.services).toEqual(['tax']);
  });

  it('leaves no empty rank behind at a counter that took it after others', () => {
    const hall = copy();
    const [gone = '', kept = ''] = hall.services.map(({ id }) => id);
    const [counter] = hall.counters;
    const ranks = [{ services: [gone] }, { services: [gone, kept] }, { services: [] }];
    if (counter !== undefined) counter.afterFirst = ranks;
    forgetPart(hall, SHAPE, { holds: 'service', id: gone });
    // A rank somebody is just filling in stays.
    expect(counter?.afterFirst).toEqual([{ services: [kept] }, { services: [] }]);
  });
});

describe('what is wrong with an edited hall', () => {
  it.each([
    ['services[2].dailyMost', 'services', 2],
    ['services', 'services', 0],
    ['counters[1].first[0]', 'counters', 1],
    ['departments[3].under', 'departments', 3],
    ['groups[0].services[1]', 'groups', 0],
    ['displays[1].areas[0]', 'displays', 1],
    ['queue.crowded[0].area', 'queue', 0],
    ['hours.close', 'hours', 0],
    ['appointments.missedMinutes', 'appointments', 0],
    ['name.zh', 'basics', 0],
    ['port', 'json', 0],
    ['', 'json', 0],
  ])('at %s is mended on its own tab', (path, tab, part) => {
    expect(placeOf(path)).toEqual({ tab, part });
  });

  it('is named as the hall and its forms name it', () => {
    const text = (path: string): string => problemText(SMALL_HALL, { path, reason: '不能为空' });
    expect(text('services[1].area.zh')).toBe('业务“不动产登记” 等候区：不能为空');
    expect(text('services[1].slices[0].to')).toBe('业务“不动产登记” 分时段取号 1 到：不能为空');
    expect(text('counters[0]')).toBe('窗口“1号窗口”：不能为空');
    expect(text('services[9].name.zh')).toBe('业务“10” 名称：不能为空');
    expect(text('hours.lunch.from')).toBe('受理时间 有午间时段 午间从：不能为空');
    expect(text('')).toBe('大厅：不能为空');
  });
});

describe('a new part of the hall', () => {
  it('has an id, a letter and a number that no other has', () => {
    expect(NEW_PARTS.services(SMALL_HALL)).toMatchObject({ id: 'service4', prefix: 'D' });
    expect(NEW_PARTS.counters(SMALL_HALL)).toMatchObject({ id: 'c4', number: 4 });
    expect(freeId('c', [{ id: 'c2' }])).toBe('c3');
  });

  it('lacks nothing but what only the hall knows', () => {
    const [service, counter] = [NEW_PARTS.services(SMALL_HALL), NEW_PARTS.counters(SMALL_HALL)];
    counter.services = [service.id];
    const hall = {
      ...SMALL_HALL,
      services: [...SMALL_HALL.services, service],
      counters: [...SMALL_HALL.counters, counter],
      departments: [NEW_PARTS.departments(SMALL_HALL)],
      groups: [NEW_PARTS.groups(SMALL_HALL)],
      kiosks: [...SMALL_HALL.kiosks, NEW_PARTS.kiosks(SMALL_HALL)],
      displays: [NEW_PARTS.displays(SMALL_HALL)],
    };
    const problems = (Hall.safeParse(hall).error?.issues ?? []).map(({ path }) => path.join('.'));
    expect(problems).toEqual([
      'departments.0.name.zh',
      'services.3.name.zh',
      'groups.0.name.zh',
      'groups.0.services',
    ]);
  });
});
