import { nextPage } from '@bandecheng/kiosk-ui/link/next-page';
import type { HallInfo } from '@bandecheng/kiosk-ui/link/session';
import { entryRefusalText, handshakeText } from '@bandecheng/kiosk-ui/locales/entry';
import { startCards } from '@bandecheng/kiosk-ui/screens/start/start-cards';
import { describe, expect, it } from 'vitest';

const HALL: HallInfo = {
  id: 'qinghe',
  name: { zh: '清河县政务服务中心' },
  languages: ['zh', 'en'],
  timeZone: 'Asia/Shanghai',
  counters: [
    { id: 'c1', number: 1, name: { zh: '社保' } },
    { id: 'c2', number: 2, name: { zh: '税务' } },
  ],
  kiosks: [{ id: 'k1', name: { zh: '一号取号机' } }],
  displays: [],
  demo: true,
  yearMissing: null,
  virtualUrl: 'http://127.0.0.1:3100/virtual.html',
};

const hrefs = (hall: HallInfo) =>
  startCards(hall).flatMap((group) => group.cards.flatMap((card) => card.links));

describe('the start page', () => {
  it('leads to the displays of a part of the hall beside the one of all of it', () => {
    const displays = [{ id: 'ground', name: { zh: '一楼东区' } }];
    expect(hrefs({ ...HALL, displays }).filter(({ screen }) => screen === 'display')).toEqual([
      { text: '大厅叫号屏', href: '/display', screen: 'display' },
      { text: '一楼东区', href: '/display?of=ground', screen: 'display', of: 'ground' },
    ]);
  });

  it('leads to every screen of the hall, each with the account it needs', () => {
    expect(hrefs(HALL).map(({ href, screen, of }) => [href, screen, of])).toEqual([
      ['/kiosk?of=k1', 'kiosk', 'k1'],
      ['/display', 'display', undefined],
      ['/tablet?of=c1', 'tablet', 'c1'],
      ['/counter?of=c1', 'counter', 'c1'],
      ['/counter?of=c2', 'counter', 'c2'],
      ['/desk', 'desk', undefined],
      ['/cases', 'cases', undefined],
      ['/reports', 'desk', undefined],
      ['/ratings', 'ratings', undefined],
      ['/devices', 'devices', undefined],
      ['/rules', 'rules', undefined],
      ['/rules#calendar', 'rules', 'second'],
      ['/hall', 'hall', undefined],
      ['http://127.0.0.1:3100/virtual.html', undefined, undefined],
    ]);
  });

  it('offers no virtual devices where there are none', () => {
    const { virtualUrl: _none, ...real } = HALL;
    expect(hrefs(real)).toHaveLength(13);
  });

  it('leads to accounts and keys where the hall is a real one', () => {
    expect(hrefs({ ...HALL, demo: false }).map(({ href }) => href)).toContain('/accounts');
  });
});

describe('after signing in', () => {
  it('one comes to the page asked for', () => {
    expect(nextPage('/counter?of=c1')).toBe('/counter?of=c1');
  });

  it.each([null, '', 'counter', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:1'])(
    'one stays on this hub when asked for %j',
    (asked) => {
      expect(nextPage(asked)).toBe('/');
    },
  );
});

describe('why one was not let in', () => {
  it('is said in Chinese', () => {
    expect(entryRefusalText({ refused: 'login-wrong' }, '账号或密码不对')).toBe('账号或密码不对');
    expect(entryRefusalText({ refused: 'login-wait', about: { seconds: 8 } }, '')).toBe(
      '试得太多，请过 8 秒再试',
    );
    expect(entryRefusalText({ refused: 'too-many-codes' }, '')).toBe('试得太多，请过一会儿再试');
    expect(entryRefusalText({ fault: 'unavailable' }, '')).toBe('没有连上服务器，请稍候再试');
    expect(entryRefusalText({ problems: [{ reason: '须为 6 位数字' }] }, '')).toBe('须为 6 位数字');
  });

  it('at the handshake too; a word this page does not know is shown as it is', () => {
    expect(handshakeText('not-signed-in')).toBe('还没有登录或配对');
    expect(handshakeText('from-a-newer-hub')).toBe('from-a-newer-hub');
  });
});
