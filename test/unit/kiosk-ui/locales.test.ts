import * as displayEn from '@bandecheng/kiosk-ui/locales/en/display';
import * as followEn from '@bandecheng/kiosk-ui/locales/en/follow';
import * as kioskEn from '@bandecheng/kiosk-ui/locales/en/kiosk';
import * as linkEn from '@bandecheng/kiosk-ui/locales/en/link';
import * as notDoneEn from '@bandecheng/kiosk-ui/locales/en/not-done';
import * as timeEn from '@bandecheng/kiosk-ui/locales/en/time';
import * as vocabularyEn from '@bandecheng/kiosk-ui/locales/en/vocabulary';
import { lang, local, makeT, type Translation } from '@bandecheng/kiosk-ui/locales/locale';
import { durationText, estimateText, runningText, timeOfDay } from '@bandecheng/kiosk-ui/locales/time-text';
import { deviceProblem, notDoneText, refusalText } from '@bandecheng/kiosk-ui/locales/words';
import * as displayZh from '@bandecheng/kiosk-ui/locales/zh/display';
import * as followZh from '@bandecheng/kiosk-ui/locales/zh/follow';
import * as kioskZh from '@bandecheng/kiosk-ui/locales/zh/kiosk';
import * as linkZh from '@bandecheng/kiosk-ui/locales/zh/link';
import * as notDoneZh from '@bandecheng/kiosk-ui/locales/zh/not-done';
import * as timeZh from '@bandecheng/kiosk-ui/locales/zh/time';
import * as vocabularyZh from '@bandecheng/kiosk-ui/locales/zh/vocabulary';
import { REFUSAL_WORDS, type RefusalWord } from '@bandecheng/shared/refusals';
import { DEVICE_PROBLEMS, TICKET_ACTIONS, TICKET_STATUSES } from '@bandecheng/shared/vocabulary';
import { afterEach, describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

const SHANGHAI = 'Asia/Shanghai';

afterEach(() => {
  lang.value = 'zh';
});

const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

const DICTIONARIES: [string, Record<string, string>, Record<string, string>][] = [
  ['vocabulary', vocabularyZh.vocabulary, vocabularyEn.vocabulary],
  ['time', timeZh.time, timeEn.time],
  ['link', linkZh.link, linkEn.link],
  ['not-done', notDoneZh.notDone, notDoneEn.notDone],
  ['kiosk', kioskZh.kiosk, kioskEn.kiosk],
  ['display', displayZh.display, displayEn.display],
  ['follow', followZh.follow, followEn.follow],
];

describe.each(DICTIONARIES)('the %s texts', (_name, zh, en) => {
  it('are the same in both languages, with the same holes', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const [key, text] of Object.entries(zh)) expect(holes(en[key] ?? ''), key).toEqual(holes(text));
  });

  it('have no empty text, no emoji and no English left in Chinese place', () => {
    for (const text of [...Object.values(zh), ...Object.values(en)]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
    }
    for (const text of Object.values(en)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a dictionary', () => {
  const zh = { waiting: '等待 {n} 人', done: '好了' } as const;

  it('follows the language of the page and falls back to Chinese', () => {
    const t = makeT(zh, { en: { waiting: '{n} waiting', done: 'Done' } });
    expect(t('waiting', { n: 3 })).toBe('等待 3 人');
    lang.value = 'en';
    expect(t('waiting', { n: 3 })).toBe('3 waiting');
    expect(makeT(zh)('done')).toBe('好了');
  });

  it('that lost a hole or a key in translation is a type error', () => {
    const isTranslation = <D extends Record<string, string>>(
      ..._: D extends Translation<typeof zh> ? [true] : [false]
    ) => _[0];
    expect(isTranslation<{ waiting: '{n} waiting'; done: 'Done' }>(true)).toBe(true);
    expect(isTranslation<{ waiting: 'waiting'; done: 'Done' }>(false)).toBe(false);
    expect(isTranslation<{ waiting: '{n} waiting' }>(false)).toBe(false);
  });

  it('shows the hall’s own text in Chinese where it has no other', () => {
    lang.value = 'en';
    expect(local({ zh: '社保', en: 'Social insurance' })).toBe('Social insurance');
    expect(local({ zh: '社保' })).toBe('社保');
  });
});

describe('every refusal', () => {
  const illegal: RefusalWord[] = TICKET_ACTIONS.flatMap((action) =>
    TICKET_STATUSES.map((status): RefusalWord => `cannot-${action}-${status}`),
  );

  it.each([...REFUSAL_WORDS, ...illegal])('has a sentence of its own: %s', (word) => {
    for (const language of ['zh', 'en'] as const) {
      lang.value = language;
      const sentence = refusalText(word, { number: 'A012', counter: 'c3', opensAt: '08:30' });
      expect(sentence).not.toContain(word);
      expect(sentence).not.toMatch(/[{}]/);
      expect(/\p{Script=Han}/u.test(sentence)).toBe(language === 'zh');
    }
  });

  it('of an illegal step says what the ticket is and what cannot be done', () => {
    expect(refusalText('cannot-recall-finished', { number: 'A012' })).toBe('A012 已办结，不能重呼');
    expect(refusalText('cannot-no-show-no-show', { number: 'A012' })).toBe('A012 已过号，不能过号');
  });

  it('names the opening time in the page’s language', () => {
    expect(refusalText('hall-closed', { opensAt: '周一 08:30' })).toContain('周一 08:30');
    lang.value = 'en';
    expect(refusalText('hall-closed', { opensAt: '周一 08:30' })).toContain('Monday 08:30');
  });

  it('unknown to this page is shown with its word', () => {
    expect(refusalText('from-a-newer-hub' as RefusalWord)).toContain('from-a-newer-hub');
  });
});

describe('an answer that is not "done"', () => {
  it('of a malformed input gives the reasons', () => {
    const problems = [{ path: 'reason', reason: '请写明原因' }];
    expect(notDoneText({ ok: false, problems })).toBe('填写有误：请写明原因');
  });

  it('of a fault says so plainly', () => {
    expect(notDoneText({ ok: false, fault: 'unavailable' })).toBe('没有连上服务器，请稍候再试');
    expect(notDoneText({ ok: false, fault: 'stopping' })).toBe('系统正在停止，请稍候再试');
  });
});

it('every trouble of a device comes with what to do about it', () => {
  for (const problem of DEVICE_PROBLEMS) {
    const { word, todo } = deviceProblem(problem);
    expect(word).toMatch(/\p{Script=Han}/u);
    expect(todo.length).toBeGreaterThan(4);
  }
});

describe('times in words', () => {
  it('tell how long someone has waited', () => {
    expect(durationText(59_999)).toBe('刚刚');
    expect(durationText(14 * 60_000)).toBe('14 分钟');
    expect(durationText(-5_000)).toBe('刚刚');
    expect(durationText(65 * 60_000)).toBe('1 小时 5 分钟');
    expect(durationText(120 * 60_000)).toBe('2 小时');
  });

  it('round an estimate up to what one would say', () => {
    expect(estimateText(0)).toBe('不用等');
    expect(estimateText(7.2)).toBe('约 8 分钟');
    expect(estimateText(21)).toBe('约 25 分钟');
  });

  it('show the hall’s time of day wherever the page runs', () => {
    expect(timeOfDay(NINE, SHANGHAI)).toBe('09:00:00');
  });

  it('run up in minutes and seconds', () => {
    expect(runningText(7_000)).toBe('0:07');
    expect(runningText(187_000)).toBe('3:07');
    expect(runningText(3_765_000)).toBe('1:02:45');
    expect(runningText(-5)).toBe('0:00');
  });
});
