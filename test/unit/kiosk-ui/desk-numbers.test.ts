import { isLongWait, isUnserved } from '@bandecheng/kiosk-ui/screens/desk/queue-warnings';
import { numberDigits, readNumber } from '@bandecheng/kiosk-ui/screens/desk/ticket-ref';
import { whereabouts } from '@bandecheng/kiosk-ui/screens/desk/whereabouts';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

describe('a number somebody says', () => {
  it.each([
    ['A012', 'A012'],
    ['a12', 'A012'],
    [' A 012 ', 'A012'],
    ['Ａ０１２', 'A012'],
    ['A-012', 'A012'],
    ['AB7', 'AB007'],
    ['A1000', 'A1000'],
  ])('is read from %s', (typed, number) => {
    expect(readNumber(typed, 3)).toBe(number);
  });

  it.each(['', '12', 'A', 'ABC12', 'A12B', 'A1234567', '请找我', 'A１２<script>'])(
    'is not found in %s',
    (typed) => {
      expect(readNumber(typed, 3)).toBeNull();
    },
  );

  it('has as many digits as the hall’s numbers, the fewest that were seen', () => {
    expect([numberDigits([]), numberDigits(['A0012', 'B0003']), numberDigits(['A1000', 'A012'])]).toEqual([
      3, 4, 3,
    ]);
  });
});

describe('what the board knows of a number', () => {
  const counter = {
    ...{ counter: 'c3', number: 3, name: { zh: '3号窗口' }, state: 'open' as const, since: NINE },
    ...{ services: [], finished: 0, today: { noShow: 0, chosen: 0, idleMinutes: 0, pauses: [] } },
    current: { number: 'A012', status: 'serving' as const, since: NINE },
  };
  const job = {
    ...{ job: 'j', ticket: '2026-11-23-A013', number: 'A013', device: 'p1', state: 'failed' as const },
    at: NINE,
  };

  it('is where it is served, or that its print failed', () => {
    const nobody = { bad: [], latest: [] };

    expect(
      whereabouts('A012', { counters: [counter], held: [], outages: [] }, { jobs: [job] }, nobody),
    ).toEqual({
      at: { counterNumber: 3, status: 'serving' },
      rated: false,
    });
    expect(
      whereabouts('A013', { counters: [counter], held: [], outages: [] }, { jobs: [job] }, nobody),
    ).toEqual({
      job: 'failed',
      rated: false,
    });
  });

  it('is that its agent gave it while no hub could be reached', () => {
    const outages = [
      {
        ...{ agent: 'hall-1', from: NINE, issued: 1, numbers: ['A950'], called: 0, finished: 0 },
        ...{ presses: 0, withdrawn: [], setAside: [] },
      },
    ];
    const found = whereabouts(
      'A950',
      { counters: [], held: [], outages },
      { jobs: [] },
      { bad: [], latest: [] },
    );
    expect(found).toEqual({ rated: false, outage: true });
  });

  it('is nothing for one that waits', () => {
    expect(
      whereabouts('A099', { counters: [], held: [], outages: [] }, { jobs: [] }, { bad: [], latest: [] }),
    ).toEqual({
      rated: false,
    });
  });
});

describe('a queue that needs a person', () => {
  it('is marked when its longest waiter has waited half an hour', () => {
    expect(isLongWait({ longestSince: NINE }, NINE + 30 * 60_000 - 1)).toBe(false);
    expect(isLongWait({ longestSince: NINE }, NINE + 30 * 60_000)).toBe(true);
    expect(isLongWait({}, NINE)).toBe(false);
  });

  it('is marked when people wait and no counter takes them', () => {
    expect(isUnserved({ waiting: 1, counters: 0 })).toBe(true);
    expect(isUnserved({ waiting: 0, counters: 0 })).toBe(false);
    expect(isUnserved({ waiting: 9, counters: 1 })).toBe(false);
  });
});
