import { displayView } from '@bandecheng/hub/views/display-view';
import { computeView, roomOf } from '@bandecheng/hub/views/views';
import { Hall } from '@bandecheng/shared/hall';
import { parse } from '@bandecheng/shared/parse';
import type { DisplayView } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';
import { given, KIOSK, OPEN_COUNTERS, OTHER_CLERK, SMALL_HALL, type Given } from '../../given.ts';

const [SOCIAL, ESTATE, TAX] = SMALL_HALL.services as [
  Hall['services'][number],
  Hall['services'][number],
  Hall['services'][number],
];

/** Social insurance waits in the east, real estate upstairs, taxes upstairs as well. */
const PARTS = Hall.parse({
  ...SMALL_HALL,
  services: [SOCIAL, { ...ESTATE, area: { zh: '二楼' } }, { ...TAX, area: { zh: '二楼' }, backOffice: true }],
  displays: [
    { id: 'east', name: { zh: '东区' }, areas: ['一楼东区'] },
    { id: 'upstairs', name: { zh: '二楼' }, areas: ['二楼'], sound: 'chime' },
    { id: 'estate', name: { zh: '不动产' }, services: ['estate'] },
    { id: 'whole', name: { zh: '大厅' } },
  ],
});

const hallOfParts = (): Given =>
  given(...OPEN_COUNTERS).happened({ type: 'HallConfigured', data: { hall: PARTS } });

const shown = (hall: Given, display: string): DisplayView =>
  displayView(
    hall.state,
    PARTS,
    hall.now,
    PARTS.displays.find(({ id }) => id === display),
  );
const numbers = (hall: Given, display: string): string[] => shown(hall, display).calls.map((c) => c.number);

const take = (hall: Given, service: string): Given =>
  hall
    .after(10)
    .when({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh', kiosk: 'k1' }, KIOSK);

describe('a display of a part of the hall', () => {
  it('shows the calls, lines and counters of its own services alone', () => {
    const hall = hallOfParts();
    take(take(hall, 'estate'), 'social');
    hall.when({ type: 'CallNext', counter: 'c1' }).thenEvents('TicketCalled');
    hall.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK).thenEvents('TicketCalled');

    expect(numbers(hall, 'east')).toEqual(['A001']);
    expect(numbers(hall, 'upstairs')).toEqual(['B001']);
    expect(shown(hall, 'upstairs').services.map(({ service }) => service)).toEqual(['estate']);
    expect(shown(hall, 'upstairs').counters).toMatchObject([{ counter: 'c1', serving: 'B001' }]);
    // Counter 1 takes social insurance as well; whom it has called from upstairs is not said here.
    expect(shown(hall, 'east').counters.map(({ counter, serving }) => [counter, serving])).toEqual([
      ['c1', undefined],
      ['c2', 'A001'],
    ]);
    expect(numbers(hall, 'estate')).toEqual(['B001']);
  });

  it('lists the numbers called in vain that were its own', () => {
    const hall = take(hallOfParts(), 'estate');
    const ticket = hall.data('TicketIssued').ticket;
    hall.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'MarkNoShow', counter: 'c1', ticket });
    expect(shown(hall, 'upstairs').missed).toEqual(['B001']);
    expect(shown(hall, 'east').missed).toEqual([]);
  });

  it('still has its twenty newest calls where other parts of the hall call far more', () => {
    const hall = take(hallOfParts(), 'estate').when({ type: 'CallNext', counter: 'c1' });
    for (let i = 0; i < 25; i++) {
      const { ticket } = take(hall, 'social').data('TicketIssued');
      hall
        .when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK)
        .when({ type: 'StartService', counter: 'c2', ticket }, OTHER_CLERK)
        .when({ type: 'FinishService', counter: 'c2', ticket }, OTHER_CLERK);
    }
    expect(numbers(hall, 'upstairs')).toEqual(['B001']);
    expect(numbers(hall, 'east')).toHaveLength(20);
    expect(numbers(hall, 'east')[0]).toBe('A025');
  });

  it('says its name, how loud it is and in what languages', () => {
    const hall = hallOfParts();
    expect(shown(hall, 'upstairs')).toMatchObject({
      ...{ name: { zh: '二楼' }, sound: 'chime', voices: ['zh-CN'] },
    });
    expect(shown(hall, '')).toMatchObject({ sound: 'speech', voices: ['zh-CN'] });
    expect(shown(hall, '').name).toBeUndefined();
  });
});

describe('the display of all of the hall', () => {
  it('is what a display without areas, and one without a name, shows; no back office either way', () => {
    const hall = take(take(hallOfParts(), 'estate'), 'social');
    hall.when({ type: 'CallNext', counter: 'c1' }).when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    for (const display of ['', 'whole']) {
      expect(numbers(hall, display).sort()).toEqual(['A001', 'B001']);
      expect(shown(hall, display).services.map(({ prefix }) => prefix)).toEqual(['A', 'B']);
    }
  });

  it('stands in a room of its own, as each part does; there is none for a part that is not there', () => {
    const { state, now } = hallOfParts();
    expect(roomOf('display')).toBe('display');
    expect(computeView('display', state, now)?.view).toBe('display');
    expect(computeView(roomOf('display', 'east'), state, now)?.view).toBe('display');
    expect(computeView(roomOf('display', 'cellar'), state, now)).toBeNull();
  });
});

describe('hall.json', () => {
  it('is refused with the place of an area or a service of a display that is not there', () => {
    const displays = [{ id: 'd1', name: { zh: '一' }, areas: ['地下室'], services: ['none'] }];
    const read = parse(Hall, { ...SMALL_HALL, displays });
    expect(read).toMatchObject({
      ok: false,
      problems: [{ path: 'displays[0].areas[0]' }, { path: 'displays[0].services[0]' }],
    });
  });
});
