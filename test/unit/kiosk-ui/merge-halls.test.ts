import { clashProblems, mergeHalls } from '@bandecheng/kiosk-ui/screens/hall/merge-halls';
import { describe, expect, it } from 'vitest';

const BASE = {
  hours: { open: '08:30', close: '17:00', days: [1, 2, 3, 4, 5] },
  services: [
    { id: 'social', usualMinutes: 12, closed: false },
    { id: 'tax', usualMinutes: 10, closed: false },
  ],
};
const merge = (mine: object, theirs: object) => mergeHalls({ base: BASE, mine, theirs });
const [SOCIAL, TAX] = BASE.services;

describe('two administrators who edited one hall at once', () => {
  it('lose nothing where they changed different things', () => {
    const mine = {
      ...BASE,
      hours: { ...BASE.hours, close: '16:30' },
      services: [{ ...SOCIAL, closed: true }, TAX],
    };
    const theirs = { ...BASE, services: [{ ...SOCIAL, usualMinutes: 9 }, TAX] };
    expect(merge(mine, theirs)).toEqual({
      value: {
        hours: { open: '08:30', close: '16:30', days: [1, 2, 3, 4, 5] },
        services: [{ id: 'social', usualMinutes: 9, closed: true }, TAX],
      },
      clashes: [],
    });
  });

  it('are followed by the ids of parts, whatever was put before them or taken out', () => {
    const fund = { id: 'fund', usualMinutes: 5, closed: false };
    const mine = { ...BASE, services: [SOCIAL, { ...TAX, usualMinutes: 20 }] };
    expect(merge(mine, { ...BASE, services: [fund, TAX] }).value).toEqual({
      ...BASE,
      services: [fund, { ...TAX, usualMinutes: 20 }],
    });
    expect(merge({ ...BASE, services: [TAX] }, { ...BASE, services: [SOCIAL, TAX, fund] }).value).toEqual({
      ...BASE,
      services: [TAX, fund],
    });
  });

  it('are told where they changed the same, and the one who saves later sees both', () => {
    const mine = {
      ...BASE,
      services: [SOCIAL, { ...TAX, usualMinutes: 20 }],
      hours: { ...BASE.hours, days: [1] },
    };
    const theirs = { ...BASE, services: [SOCIAL, { ...TAX, usualMinutes: 15 }] };
    const merged = merge(mine, theirs);
    expect(merged.clashes).toEqual([{ path: 'services[1].usualMinutes', theirs: 15 }]);
    expect(merged.value).toEqual(mine);
    expect(clashProblems(merged, (value) => `别人：${value}`)).toEqual([
      { path: 'services[1].usualMinutes', reason: '别人：15' },
    ]);
  });

  it('keep a part that one deleted and the other changed', () => {
    const merged = merge(
      { ...BASE, services: [SOCIAL] },
      { ...BASE, services: [SOCIAL, { ...TAX, closed: true }] },
    );
    expect(merged.value).toEqual({ ...BASE, services: [SOCIAL, { ...TAX, closed: true }] });
    expect(merged.clashes).toMatchObject([{ path: 'services[1]' }]);
    const kept = merge(
      { ...BASE, services: [SOCIAL, { ...TAX, closed: true }] },
      { ...BASE, services: [SOCIAL] },
    );
    expect(kept.value).toEqual({ ...BASE, services: [SOCIAL, { ...TAX, closed: true }] });
    expect(kept.clashes).toHaveLength(1);
  });
});
