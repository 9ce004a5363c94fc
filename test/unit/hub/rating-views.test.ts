import { rateableByNumber } from '@bandecheng/hub/views/rating-asked';
import { followView } from '@bandecheng/hub/views/follow-view';
import { tabletView } from '@bandecheng/hub/views/tablet-view';
import { computeView } from '@bandecheng/hub/views/views';
import { FollowView } from '@bandecheng/shared/views';
import { TabletView } from '@bandecheng/shared/rating/tablet-view';
import { USUAL_RATING } from '@bandecheng/shared/rating/usual-rating';
import { describe, expect, it } from 'vitest';
import { holder, nextDay, openHall, rate, TABLET, visit } from '../../fakes/given-visit.ts';
import { KIOSK, SMALL_HALL, t, type Given } from '../../given.ts';

const LI = { name: '李芳', number: 'li', star: 4, photo: 'abc123' };
const tablet = ({ state }: Given, counter = 'c1') =>
  tabletView(state, SMALL_HALL, counter, (account) => (account === 'li' ? LI : null));
const follow = ({ state }: Given, number: string, key = state.tickets.get(t(number))?.key ?? '') =>
  followView(state, SMALL_HALL, key);

describe('a counter’s tablet', () => {
  it('shows who serves, and asks for nothing before a visit was finished', () => {
    expect(tablet(openHall())).toMatchObject({ number: 1, state: 'open', clerk: LI, asked: null });
    expect(TabletView.parse(tablet(openHall()))).toBeDefined();
    expect(tablet(openHall(), 'c99')).toBeNull();
  });

  it('asks for the visit finished last until its window closes, with what may be said of it', () => {
    const on = visit(openHall(), 'A001');
    expect(tablet(on)?.asked).toEqual({
      ...{ visit: `${t('A001')}.1`, ticket: t('A001'), number: 'A001', language: 'zh' },
      ...{ service: SMALL_HALL.services[0]?.name, levels: expect.any(Array) as string[] },
      ...{ reasons: USUAL_RATING.reasons, changeSeconds: SMALL_HALL.rating.changeSeconds },
      closesAt: on.now + SMALL_HALL.rating.windowSeconds * 1000,
    });
    expect(tablet(on)?.asked?.levels).toHaveLength(USUAL_RATING.levels);
    expect(TabletView.parse(tablet(on))).toBeDefined();
    expect(tablet(visit(on, 'A002'))?.asked?.number).toBe('A002');
    expect(tablet(on, 'c2')?.asked).toBeNull();
  });

  it('says nothing of a rating but that it asks no more, whatever the level was', () => {
    const seen = (['very-satisfied', 'very-dissatisfied'] as const).map((level) => {
      const on = visit(openHall(), 'A001').after(5);
      return JSON.stringify(tablet(rate(on, level, TABLET)));
    });
    expect(seen[0]).toBe(seen[1]);
    expect(seen[0]).toContain('"asked":null');
    expect(seen[0]).not.toContain('satisfied');
  });

  it('is one room for each counter, and names nobody where nobody says who an account is', () => {
    const { state, now } = openHall();
    expect(computeView('tablet:c1', state, now)?.data).toMatchObject({ counter: 'c1', clerk: null });
    expect(computeView('tablet:c99', state, now)).toBeNull();
  });
});

describe('a ticket’s holder', () => {
  it('is asked about the last visit, and told what was said of it, at the counter and added later', () => {
    const on = visit(openHall(), 'A001');
    const key = on.state.tickets.get(t('A001'))?.key;
    const asked = follow(on, 'A001')?.rating;
    expect(asked).toMatchObject({ number: 'A001', levels: expect.any(Array) as string[] });
    expect([asked?.first, asked?.added]).toEqual([undefined, undefined]);

    const first = { level: 'dissatisfied', at: on.after(5).now };
    rate(on, 'dissatisfied', TABLET);
    expect(follow(on, 'A001')?.rating?.first).toEqual(first);

    nextDay(on, '2026-11-24');
    rate(on, 'satisfied', holder('A001'));
    const later = follow(on, 'A001', key);
    expect(later).toMatchObject({ status: 'finished', rating: { first, added: { level: 'satisfied' } } });
    expect(FollowView.parse(later)).toBeDefined();
  });

  it('is not asked about a ticket that nobody has finished', () => {
    const on = openHall().when(
      { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
      KIOSK,
    );
    expect(follow(on, 'A001')).not.toHaveProperty('rating');
  });
});

describe('a number typed at a kiosk', () => {
  it('means its last visit, as long as that may be rated and nobody has', () => {
    const on = visit(openHall(), 'A001');
    const found = (number: string) => rateableByNumber(on.state, number, on.now);
    expect(found('A001')).toMatchObject({ visit: `${t('A001')}.1`, ticket: t('A001') });
    expect(found('A099')).toBe('ticket-unknown');
    on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);
    expect(found('A002')).toBe('rating-not-invited');
    expect(rateableByNumber(on.state, 'A001', on.now + 3_600_001)).toBe('rating-over');
    rate(on, 'very-dissatisfied', TABLET);
    expect(found('A001')).toBe('rated-already');
  });
});
