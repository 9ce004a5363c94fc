import { createAnnouncements } from '@bandecheng/kiosk-ui/voice/announcements';
import type { Call } from '@bandecheng/shared/views';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, NINE } from './calls.ts';

/** Seconds one announcement takes here. */
const SPOKEN_MS = 6_000;

/** A speaker that writes down when each call begins and ends. */
function speaker() {
  const log: string[] = [];
  const announce = async ({ number, times }: Call) => {
    log.push(`${number}x${times} begins`);
    await new Promise((done) => setTimeout(done, SPOKEN_MS));
    log.push(`${number}x${times} ends`);
  };
  return { log, announcements: createAnnouncements(announce) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NINE });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a hall display', () => {
  it('announces a call once, however often it is sent', async () => {
    const { log, announcements } = speaker();

    announcements.update([call()], NINE);
    announcements.update([call()], NINE + 50);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);
    announcements.update([call()], NINE + SPOKEN_MS);
    announcements.update([call()], NINE + 3_600_000);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);

    expect(log).toEqual(['A012x1 begins', 'A012x1 ends']);
  });

  it('announces calls that come together one after another, the earliest first', async () => {
    const { log, announcements } = speaker();
    const second = call({ seq: 12, number: 'B007', counter: 'c4' });
    const third = call({ seq: 15, number: 'C001', counter: 'c5' });

    announcements.update([third, second, call()], NINE);
    await vi.advanceTimersByTimeAsync(2 * SPOKEN_MS);
    expect(log).toEqual(['A012x1 begins', 'A012x1 ends', 'B007x1 begins', 'B007x1 ends', 'C001x1 begins']);
  });

  it('says nothing of calls older than ten seconds when it joins late', async () => {
    const { log, announcements } = speaker();
    const old = call({ seq: 3, number: 'A001', calledAt: NINE - 10_001 });
    const fresh = call({ seq: 9, number: 'A009', calledAt: NINE - 10_000 });

    announcements.update([fresh, old], NINE);
    await vi.advanceTimersByTimeAsync(2 * SPOKEN_MS);

    expect(log).toEqual(['A009x1 begins', 'A009x1 ends']);
  });

  it('announces a recall as a call of its own', async () => {
    const { log, announcements } = speaker();
    announcements.update([call()], NINE);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);

    announcements.update([call({ seq: 20, times: 2, calledAt: NINE + 9_000 })], NINE + 9_000);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);

    expect(log.filter((line) => line.endsWith('begins'))).toEqual(['A012x1 begins', 'A012x2 begins']);
  });

  it('passes over a call that has ended, or was called again, before its turn', async () => {
    const { log, announcements } = speaker();
    const ended = call({ seq: 11, number: 'B001', counter: 'c1' });
    const again = call({ seq: 12, number: 'C001', counter: 'c2' });
    announcements.update([again, ended, call()], NINE);

    announcements.update(
      [call({ ...again, seq: 14, times: 2 }), { ...again }, { ...ended, status: 'no-show' }, call()],
      NINE + 1_000,
    );
    await vi.advanceTimersByTimeAsync(4 * SPOKEN_MS);

    expect(log.filter((line) => line.endsWith('begins'))).toEqual(['A012x1 begins', 'C001x2 begins']);
  });

  it('goes on after an announcement that broke', async () => {
    const spoken: string[] = [];
    const announcements = createAnnouncements(({ number }) => {
      spoken.push(number);
      return number === 'A012' ? Promise.reject(new Error('no sound')) : Promise.resolve();
    });

    announcements.update([call({ seq: 11, number: 'B001' }), call()], NINE);
    await vi.runAllTimersAsync();

    expect(spoken).toEqual(['A012', 'B001']);
  });

  it('announces the calls of a hub that counts from the beginning again', async () => {
    const { log, announcements } = speaker();
    announcements.update([call({ seq: 5_000 })], NINE);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);

    const afterwards = NINE + 60_000;
    announcements.update([call({ seq: 4, number: 'A001', calledAt: afterwards })], afterwards);
    await vi.advanceTimersByTimeAsync(SPOKEN_MS);

    expect(log.at(-1)).toBe('A001x1 ends');
  });
});
