import { lang } from '@bandecheng/kiosk-ui/locales/locale';
import { mayAdd, mayRate } from '@bandecheng/kiosk-ui/screens/follow/may-rate';
import ReasonChoice from '@bandecheng/kiosk-ui/screens/rate/ReasonChoice.vue';
import { rateVisit, type RateVisit } from '@bandecheng/kiosk-ui/screens/rate/rate-visit';
import { shownSession, type Asked } from '@bandecheng/kiosk-ui/screens/tablet/rating-session';
import { USUAL_RATING } from '@bandecheng/shared/rating/usual-rating';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { HolderRating } from '@bandecheng/shared/rating/rating-asked';
import type { Answer } from '@bandecheng/shared/protocol';
import { BAD_LEVELS, LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { beforeEach, describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

const DONE: Answer = { ok: true, seq: 7 };
const SECOND = 1_000;

let now: number;
let sent: string[];
let answer: Answer;
let held: Promise<void>;

beforeEach(() => {
  now = NINE;
  sent = [];
  answer = DONE;
  held = Promise.resolve();
});

it('reads in English on an English page what the notices name, and anything else as the hall wrote it', async () => {
  const props = {
    reasons: [...USUAL_RATING.reasons, '排队太久'],
    words: false,
    busy: false,
    disabled: false,
  };
  const said = async (): Promise<string> => renderToString(createSSRApp(ReasonChoice, props));
  expect(await said()).toContain('服务态度');
  lang.value = 'en';
  const english = await said();
  lang.value = 'zh';
  expect(english.match(/\p{Script=Han}+/gu)).toEqual(['排队太久']);
  expect(english).toContain('Attitude');
});

function begin(changeSeconds = 10, reasons = ['服务态度']): RateVisit {
  return rateVisit({
    now: () => now,
    async rate(level) {
      sent.push(level);
      await held;
      return answer;
    },
    async giveReasons(chosen, text = '') {
      sent.push(`${chosen.join()}|${text}`);
      return answer;
    },
    changeSeconds: () => changeSeconds,
    asksWhy: () => reasons.length > 0,
  });
}

describe('a visit that is rated', () => {
  it.each(LEVELS)('is rated by the first tap, and thanked for: %s', async (level) => {
    const rating = begin();
    await rating.give(level);
    expect(sent).toEqual([level]);
    expect(rating.step.value.at).toBe(BAD_LEVELS.includes(level) ? 'why' : 'thanked');
  });

  it('asks nobody why where the hall has no reasons to choose from', async () => {
    const rating = begin(10, []);
    await rating.give('very-dissatisfied');
    expect(rating.step.value.at).toBe('thanked');
  });

  it('takes one of two taps in a moment', async () => {
    let letGo = (): void => undefined;
    held = new Promise((done) => (letGo = done));
    const rating = begin();
    const first = rating.give('satisfied');
    await rating.give('dissatisfied');
    expect(rating.sending.value).toBe('satisfied');
    letGo();
    await first;
    expect(sent).toEqual(['satisfied']);
  });

  it('may be changed by one tap until the hall’s seconds are over, counted from the first', async () => {
    const rating = begin(10);
    await rating.give('satisfied');
    now += 6 * SECOND;
    expect(rating.changeLeft(now)).toBe(4);
    await rating.give('very-dissatisfied');
    expect([sent.at(-1), rating.step.value.at]).toEqual(['very-dissatisfied', 'why']);
    now += 4 * SECOND;
    expect(rating.changeLeft(now)).toBe(0);
  });

  it('is not said to be recorded when the hub did not answer, and another way is named', async () => {
    answer = { ok: false, fault: 'unavailable' };
    const rating = begin();
    await rating.give('dissatisfied');
    expect(rating.step.value.at).toBe('asking');
    expect(rating.problem.value).toContain('请扫小票二维码或稍后再评');
    answer = DONE;
    await rating.give('dissatisfied');
    expect([rating.problem.value, rating.step.value.at]).toEqual(['', 'why']);
  });

  it('sends why it was bad, or is left with one tap and without a word', async () => {
    const rating = begin();
    await rating.give('dissatisfied');
    rating.skip();
    expect([sent.length, rating.step.value.at]).toEqual([1, 'thanked']);
    await rating.give('very-dissatisfied');
    await rating.say(['服务态度'], '等了很久');
    expect([sent.at(-1), rating.step.value.at]).toEqual(['服务态度|等了很久', 'thanked']);
  });
});

const ASKED: Asked = {
  ...{ visit: '2026-11-23-A012.1', ticket: '2026-11-23-A012', number: 'A012', service: { zh: '社保' } },
  ...{ language: 'zh', levels: ['satisfied', 'dissatisfied'], reasons: ['服务态度'], changeSeconds: 10 },
  closesAt: NINE + 60 * SECOND,
};

describe('a tablet at a counter', () => {
  const show = (before: ReturnType<typeof shownSession>, asked: Asked | null) =>
    shownSession(before, asked, now, () => begin());

  it('rests until a visit is finished, and again at the end of its window by the hub’s clock', () => {
    expect(show(null, null)).toBeNull();
    const session = show(null, ASKED);
    expect(session?.asked.visit).toBe(ASKED.visit);
    now = ASKED.closesAt;
    expect(show(session, ASKED)).toBe(session);
    now += 1;
    expect(show(session, ASKED)).toBeNull();
    expect(show(null, ASKED)).toBeNull();
  });

  it('goes on with what was begun though the hub asks no more, then rests', async () => {
    const session = show(null, ASKED);
    await session?.rating.give('dissatisfied');
    expect(show(session, null)).toBe(session);
    now += 61 * SECOND;
    expect(show(session, null)).toBeNull();
  });

  it('rests when the visit was rated elsewhere, and waits for a tap that is on its way', () => {
    const session = show(null, ASKED);
    expect(show(session, null)).toBeNull();
    void session?.rating.give('satisfied');
    expect(show(session, null)).toBe(session);
  });

  it('asks about the next visit at once, though somebody is still choosing reasons', async () => {
    const session = show(null, ASKED);
    await session?.rating.give('dissatisfied');
    const next = { ...ASKED, visit: '2026-11-23-A013.1' };
    expect(show(session, next)?.asked.visit).toBe(next.visit);
  });

  it('keeps on the screen why a tap was not recorded, also past the window', async () => {
    const session = show(null, ASKED);
    answer = { ok: false, fault: 'unavailable' };
    now = ASKED.closesAt;
    await session?.rating.give('satisfied');
    now += 9 * SECOND;
    expect(show(session, ASKED)).toBe(session);
    now += 2 * SECOND;
    expect(show(session, ASKED)).toBeNull();
  });
});

describe('a ticket’s holder', () => {
  const HELD: HolderRating = { ...ASKED, until: NINE + 5 * 86_400 * SECOND };
  const said = (level: Level) => ({ level, at: NINE });

  it('rates once until the rule’s last day', () => {
    expect(mayRate(HELD, NINE)).toBe(true);
    expect(mayRate(HELD, HELD.until + 1)).toBe(false);
    expect(mayRate({ ...HELD, first: said('satisfied') }, NINE)).toBe(false);
  });

  it('adds one rating once the first can no longer be changed, and no second', () => {
    const rated = { ...HELD, first: said('satisfied') };
    expect([mayAdd(HELD, NINE), mayAdd(rated, NINE + 10 * SECOND)]).toEqual([false, false]);
    expect(mayAdd(rated, NINE + 11 * SECOND)).toBe(true);
    expect(mayAdd(rated, HELD.until + 1)).toBe(false);
    expect(mayAdd({ ...rated, added: said('dissatisfied') }, NINE + 11 * SECOND)).toBe(false);
  });
});
