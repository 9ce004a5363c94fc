import { hubClock } from '@bandecheng/kiosk-ui/link/hub-clock';
import { isBehind, replaces, staleSince } from '@bandecheng/kiosk-ui/link/view-freshness';
import { describe, expect, it } from 'vitest';

describe('an arriving view', () => {
  it('replaces an older one and never a newer one', () => {
    expect(replaces({ seq: 8, at: 100 }, { seq: 7, at: 200 })).toBe(true);
    expect(replaces({ seq: 7, at: 300 }, { seq: 8, at: 200 })).toBe(false);
  });

  it('replaces one of its own number when it was computed later: the hall has opened', () => {
    expect(replaces({ seq: 7, at: 300 }, { seq: 7, at: 200 })).toBe(true);
    expect(replaces({ seq: 7, at: 100 }, { seq: 7, at: 200 })).toBe(false);
  });

  it('counts as the first of its connection whatever its number', () => {
    expect(replaces({ seq: 1, at: 100 }, null)).toBe(true);
  });
});

describe('a beat', () => {
  const views = ['queue', 'ratings'] as const;

  it('tells a screen that it has missed a view', () => {
    expect(isBehind({ queue: 9, ratings: 5 }, { queue: 8, ratings: 5 }, views)).toBe(true);
    expect(isBehind({ ratings: 5 }, {}, views)).toBe(true);
  });

  it('asks for nothing when the screen has the newest', () => {
    expect(isBehind({ queue: 8, ratings: 4 }, { queue: 8, ratings: 5 }, views)).toBe(false);
    expect(isBehind({}, { queue: 8 }, views)).toBe(false);
  });
});

describe('what a screen shows', () => {
  it('is old at once when the connection breaks, and since the hub last spoke', () => {
    expect(staleSince({ connected: false, heardAt: 5_000, openedAt: 0 }, 5_001)).toBe(5_000);
  });

  it('is old nine seconds after the last word on a connection that only seems to stand', () => {
    const contact = { connected: true, heardAt: 5_000, openedAt: 0 };
    expect(staleSince(contact, 13_999)).toBeNull();
    expect(staleSince(contact, 14_000)).toBe(5_000);
  });

  it('is not called old in the first three seconds of a page that is still connecting', () => {
    const contact = { connected: false, heardAt: null, openedAt: 1_000 };
    expect(staleSince(contact, 3_999)).toBeNull();
    expect(staleSince(contact, 4_000)).toBe(1_000);
  });
});

describe('the clock of a screen', () => {
  it('shows the hub’s time though the machine’s own clock is an hour wrong', () => {
    let steady = 500;
    const clock = hubClock(
      () => steady,
      () => 3_600_000,
    );

    clock.set(1_000_000);
    steady += 2_000;

    expect(clock.now()).toBe(1_002_000);
  });

  it('goes by the machine’s clock until the hub has spoken', () => {
    let steady = 500;
    const clock = hubClock(
      () => steady,
      () => 7_000,
    );
    steady += 250;
    expect(clock.now()).toBe(7_250);
  });
});
