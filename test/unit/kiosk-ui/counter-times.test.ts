import { undoOffer, undoSeconds } from '@bandecheng/kiosk-ui/screens/counter/undo-offer';
import { isLongVisit, longestSince } from '@bandecheng/kiosk-ui/screens/counter/waits';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';
import { counterView, ticket, withCurrent } from './counter-view-sample.ts';

const MINUTE = 60_000;

describe('taking a no-show back', () => {
  const missed = [ticket('A001', 'no-show')];
  const offer = undoOffer(ticket('A001', 'no-show'), NINE);

  it('is offered for ten seconds', () => {
    expect([0, 9_001, 10_000, 60_000].map((ms) => undoSeconds(offer, missed, NINE + ms))).toEqual([
      10, 1, 0, 0,
    ]);
  });

  it('is no longer offered once somebody has put the number back', () => {
    expect(undoSeconds(offer, [], NINE + 1_000)).toBe(0);
  });

  it('is not offered where nobody was missed', () => {
    expect(undoSeconds(null, missed, NINE)).toBe(0);
  });
});

describe('the longest wait at a counter', () => {
  it('is that of its services and of those sent to it', () => {
    const sentOn = { ...ticket('C001'), issuedAt: NINE - 40 * MINUTE, sentHere: true };
    const line = {
      ...{ service: 'social', prefix: 'A', name: { zh: '社会保险' }, department: { zh: '社保局' } },
      ...{
        area: { zh: '一楼' },
        waiting: 60,
        longestSince: NINE - 30 * MINUTE,
        estimateMinutes: 5,
        estimateRange: { low: 5, high: 30 },
        counters: 1,
        giving: { state: 'open' as const },
      },
    };

    expect(longestSince({ services: [line], waiting: [ticket('A002')] })).toBe(NINE - 30 * MINUTE);
    expect(longestSince({ services: [line], waiting: [sentOn] })).toBe(NINE - 40 * MINUTE);
  });

  it('is nobody’s where nobody waits', () => {
    expect(longestSince(counterView({ waiting: [] }))).toBeNull();
  });
});

describe('a long visit', () => {
  const serving = withCurrent('serving', { today: { finished: 5, noShow: 0, meanServiceSeconds: 600 } });
  const current = { ...serving.current!, startedAt: NINE };

  it('is twice as long as the others of the day', () => {
    const view = { ...serving, current };

    expect(isLongVisit(view, NINE + 20 * MINUTE)).toBe(false);
    expect(isLongVisit(view, NINE + 20 * MINUTE + 1)).toBe(true);
  });

  it('is not judged by one or two visits', () => {
    const today = { finished: 2, noShow: 0, meanServiceSeconds: 60 };

    expect(isLongVisit({ today, current }, NINE + 60 * MINUTE)).toBe(false);
  });
});
