import { freeId, newCounter, newDepartment, newService } from '@bandecheng/kiosk-ui/screens/hall/new-parts';
import { placeOf, problemText } from '@bandecheng/kiosk-ui/screens/hall/problem-places';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { SMALL_HALL } from '../../given.ts';

describe('what is wrong with an edited hall', () => {
  it.each([
    ['services[2].dailyMost', 'services', 2],
    ['services[0]', 'services', 0],
    ['counters[1].first[0]', 'counters', 1],
    ['departments[3].under', 'departments', 3],
    ['queue.crowded[0].area', 'queue', 0],
    ['hours.close', 'json', 0],
    ['', 'json', 0],
  ])('at %s is mended on its own tab', (path, tab, part) => {
    expect(placeOf(path)).toEqual({ tab, part });
  });

  it('is named as the hall names it', () => {
    const text = (path: string): string => problemText(SMALL_HALL, { path, reason: '不能为空' });
    expect(text('services[1].area.zh')).toBe('业务“不动产登记” area.zh：不能为空');
    expect(text('counters[0]')).toBe('窗口“1号窗口”：不能为空');
    expect(text('services[9].name.zh')).toBe('业务“10” name.zh：不能为空');
    expect(text('queue.ageMinutes')).toBe('queue.ageMinutes：不能为空');
  });
});

describe('a new part of the hall', () => {
  it('has an id, a letter and a number that no other has', () => {
    expect(newService(SMALL_HALL)).toMatchObject({ id: 'service4', prefix: 'D' });
    expect(newCounter(SMALL_HALL)).toMatchObject({ id: 'c4', number: 4 });
    expect(freeId('c', [{ id: 'c2' }])).toBe('c3');
  });

  it('lacks its name alone', () => {
    const [service, counter] = [newService(SMALL_HALL), newCounter(SMALL_HALL)];
    const department = newDepartment(SMALL_HALL);
    counter.services = [service.id];
    const problems = (hall: object): string[] =>
      (Hall.safeParse(hall).error?.issues ?? []).map(({ path }) => path.join('.'));
    const services = [...SMALL_HALL.services, service];
    const counters = [...SMALL_HALL.counters, counter];
    expect(problems({ ...SMALL_HALL, services, counters, departments: [department] })).toEqual([
      'departments.0.name.zh',
      'services.3.name.zh',
    ]);
  });
});
