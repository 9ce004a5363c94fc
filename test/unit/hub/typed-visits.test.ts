import { visitsToType } from '@bandecheng/hub/views/typed-visits';
import { describe, expect, it } from 'vitest';
import { holder, openHall, press, rate, visit } from '../../fakes/given-visit.ts';
import { SMALL_HALL, TODAY } from '../../given.ts';

const found = (on: ReturnType<typeof openHall>, number: string, typist = 'zhao', day = TODAY) =>
  visitsToType(on.state, SMALL_HALL, { day, number }, typist).visits;

describe('the visits of a number that somebody wants to type a rating of', () => {
  it('are found with or without its zeros, on the day they were, with place and time', () => {
    const on = visit(openHall(), 'A001');
    const row = { visit: `${TODAY}-A001.1`, number: 'A001', finishedAt: on.now, takes: 'first' };
    expect(found(on, 'A001')).toMatchObject([row]);
    expect(found(on, 'A1')).toMatchObject([row]);
    expect(found(on, 'A10')).toEqual([]);
    expect(found(on, 'A1', 'zhao', '2026-11-20')).toEqual([]);
    expect(found(on, 'A1')[0]?.until).toBeGreaterThan(on.now);
  });

  it('tell whether one was rated and never how, and to whoever served it not even that', () => {
    const good = press(visit(openHall(), 'A001').after(5), 'satisfied');
    const bad = press(visit(openHall(), 'A001').after(5), 'very-dissatisfied');
    expect(found(good, 'A001')).toEqual(found(bad, 'A001'));
    expect(found(good, 'A001')[0]?.takes).toBe('added');
    expect(found(good, 'A001', 'li')).toMatchObject([{ takes: 'own' }]);
    rate(good.after(3600), 'satisfied', holder('A001'));
    expect(found(good, 'A001')[0]?.takes).toBe('nothing');
    expect(found(good, 'A001', 'li')).toMatchObject([{ takes: 'own' }]);
  });
});
