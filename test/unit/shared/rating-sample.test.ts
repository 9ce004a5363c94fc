import { createHash } from 'node:crypto';
import { quartersCalled } from '@bandecheng/shared/rating/call-list';
import { sampleOf } from '@bandecheng/shared/rating/sample';
import { describe, expect, it } from 'vitest';

const visits = Array.from({ length: 500 }, (_, i) => ({
  visit: `2026-11-23-A${100 + i}.1`,
  level: 'satisfied',
}));
const keyOf = (seed: string) => (visit: string) =>
  createHash('sha256').update(`${seed}/${visit}`).digest('hex');
const drawn = (of: readonly { visit: string }[], size: number, seed: string, taken?: ReadonlySet<string>) =>
  sampleOf(of, size, keyOf(seed), taken).map(({ visit }) => visit);

describe('a sample of visits', () => {
  it('is the same for the same seed, whatever was rated and in whatever order the visits come', () => {
    const rated = visits.map((one, i) => ({
      ...one,
      level: i % 2 === 0 ? 'very-dissatisfied' : 'satisfied',
    }));
    const first = drawn(visits, 20, 'seed');
    expect(drawn([...rated].reverse(), 20, 'seed')).toEqual(first);
    expect(new Set(first).size).toBe(20);
    expect(drawn(visits, 20, 'another')).not.toEqual(first);
  });

  it('leaves out who was called before, and takes everyone when there are fewer', () => {
    const first = new Set(drawn(visits, 20, 'seed'));
    expect(drawn(visits, 20, 'seed', first).filter((visit) => first.has(visit))).toEqual([]);
    expect(drawn(visits.slice(0, 3), 20, 'seed')).toHaveLength(3);
  });

  it('can be recomputed by hand', () => {
    const few = visits.slice(0, 3).map(({ visit }) => visit);
    const hashes = few.map((visit) => [keyOf('0f')(visit), visit] as const).sort();
    expect(drawn(visits.slice(0, 3), 2, '0f')).toEqual(hashes.slice(0, 2).map(([, visit]) => visit));
  });

  it('is drawn from this quarter and the last, over the turn of a year too', () => {
    expect(quartersCalled('2026-11-23')).toEqual(['2026-Q3', '2026-Q4']);
    expect(quartersCalled('2027-01-04')).toEqual(['2026-Q4', '2027-Q1']);
  });
});
