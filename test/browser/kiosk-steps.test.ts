import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import { allRecorded, recorded } from '../flow/journal-lines.ts';
import { barriers } from './accessibility.ts';
import { BRANCHING_HALL, command, ID_CARD } from './branching-hall.ts';
import { launchChromium } from './chromium.ts';
import { misfits } from './misfits.ts';

/** What was done shows well within this. */
const SOON = { timeout: 10_000 };
const PORTRAIT = { width: 1080, height: 1920 };
const LANDSCAPE = { width: 1920, height: 1080 };

let browser: Browser;
let hall: FlowHall;
const contexts = new Set<BrowserContext>();

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open({ hall: { ...BRANCHING_HALL, timeZone: whereItIsNoon() } });
});
afterAll(async () => {
  await hall?.close();
  await browser?.close();
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts.clear();
});

/** Half an hour ago is today there, whenever this runs: of bookings the hall knows today's alone. */
function whereItIsNoon(): string {
  const hours = 12 - new Date().getUTCHours();
  // These names count westwards.
  return `Etc/GMT${hours >= 0 ? '-' : '+'}${Math.abs(hours)}`;
}

async function openKiosk(viewport = PORTRAIT): Promise<Page> {
  const context = await browser.newContext({ viewport });
  contexts.add(context);
  await context.addCookies(hall.people.kiosk.browserCookies());
  const page = await context.newPage();
  await page.goto(`${hall.url}/kiosk?of=k1`);
  await page.locator('.service-button:enabled').first().waitFor(SOON);
  return page;
}

const press = (kiosk: Page, name: string): Promise<void> =>
  kiosk.locator('.service-button', { hasText: name }).click();
const buttons = async (kiosk: Page): Promise<string[]> =>
  (await kiosk.locator('.service-name').allTextContents()).map((text) => text.trim());
const number = async (kiosk: Page): Promise<string> =>
  (await kiosk.locator('[data-test=ticket-number]').textContent(SOON))?.trim() ?? '';
async function type(kiosk: Page, text: string): Promise<void> {
  for (const sign of text) await kiosk.locator('.key-pad').getByText(sign, { exact: true }).click();
}
const issued = () => recorded(hall.dataFolder, 'TicketIssued').at(-1);

const desk = (asked: object) => command(hall, hall.people.desk, { screen: 'desk' }, asked);

const FIRST_PAGE = ['人力资源和社会保障局', '公安局', '税务', '不动产登记', '水电气报装', '法律咨询'];

describe('a kiosk of a hall with departments', () => {
  it('leads through them to a service, and back again', async () => {
    const kiosk = await openKiosk();
    expect(await buttons(kiosk)).toEqual(FIRST_PAGE);

    await press(kiosk, '公安局');
    expect(await buttons(kiosk)).toEqual(['户籍管理科', '出入境证件']);
    await press(kiosk, '户籍管理科');
    expect(await buttons(kiosk)).toEqual(['新生儿落户']);
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.locator('[data-test=back]').click();
    expect(await buttons(kiosk)).toEqual(['户籍管理科', '出入境证件']);
    await kiosk.locator('[data-test=back]').click();
    expect(await buttons(kiosk)).toEqual(FIRST_PAGE);

    await press(kiosk, '公安局');
    await press(kiosk, '户籍管理科');
    await press(kiosk, '新生儿落户');
    expect(await number(kiosk)).toMatch(/^C\d{3}$/);
    await kiosk.locator('[data-test=ticket-done]').click();
    expect(await buttons(kiosk)).toEqual(FIRST_PAGE);
  });

  it('shows in grey what gives no numbers, and says why', async () => {
    const kiosk = await openKiosk();
    const closed = kiosk.locator('.service-button', { hasText: '不动产登记' });
    expect(await closed.isDisabled()).toBe(true);
    expect(await closed.textContent()).toContain('现在不取号');

    await press(kiosk, '水电气报装');
    await kiosk.locator('[data-test=ticket-done]').click();
    const full = kiosk.locator('.service-button', { hasText: '水电气报装' });
    await full.getByText('今天的号已取完').waitFor(SOON);
    expect(await full.isDisabled()).toBe(true);
  });
});

describe('a service that asks who it is for', () => {
  it('takes the number of a card laid on its reader where it asks for one, and nowhere else', async () => {
    const { key } = await hall.people.admin.post<{ key: string }>('/api/agents', { agent: 'card-agent' });
    const device = { id: 'reader-k1', kind: 'id-card-reader', profile: 'sam-card-reader', kiosk: 'k1' };
    const auth = {
      protocol: PROTOCOL_VERSION,
      agent: 'card-agent',
      key,
      outbox: 'cardagent01',
      devices: [device],
    };
    const reader = io(`${hall.url}/agent`, { auth, transports: ['websocket'], forceNew: true });
    const lay = () => reader.emit('card:read', { device: 'reader-k1', number: '110101199003070054' });
    try {
      await expect.poll(() => reader.connected, SOON).toBe(true);
      const kiosk = await openKiosk();
      lay();
      await press(kiosk, '人力资源和社会保障局');
      await press(kiosk, '养老待遇');
      await kiosk.getByText('把身份证放在读卡处').waitFor(SOON);
      expect(await kiosk.locator('[data-test=ticket-number]').count()).toBe(0);
      lay();
      expect(await number(kiosk)).toMatch(/^B\d{3}$/);
      expect(JSON.stringify(allRecorded(hall.dataFolder))).not.toContain('19900307');
    } finally {
      reader.close();
    }
  });

  it('takes an identity number on the screen, keeps none of it, and gives one live number a person', async () => {
    const kiosk = await openKiosk();
    const openPension = async (): Promise<void> => {
      await press(kiosk, '人力资源和社会保障局');
      await press(kiosk, '养老待遇');
      await type(kiosk, ID_CARD);
    };
    await openPension();
    expect(await kiosk.locator('[data-test=typed]').textContent()).toContain('110105 19491231 002X');
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.locator('[data-test=confirm-typed]').click();
    const given = await number(kiosk);
    expect(given).toMatch(/^B\d{3}$/);
    await kiosk.locator('[data-test=ticket-done]').click();

    await openPension();
    await kiosk.locator('[data-test=confirm-typed]').click();
    await kiosk.getByText(`您已经取过 ${given}，不用再取`).waitFor(SOON);
    await kiosk.getByRole('button', { name: '知道了' }).click();
    expect(await kiosk.locator('[data-test=typed]').count()).toBe(0);

    expect(issued()?.person).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(allRecorded(hall.dataFolder))).not.toContain('19491231');
  });

  it('takes no number with a slip of the finger in it', async () => {
    const kiosk = await openKiosk();
    await press(kiosk, '人力资源和社会保障局');
    await press(kiosk, '养老待遇');
    await type(kiosk, '110105194912310021');
    await kiosk.getByText('这个号码不对').waitFor(SOON);
    expect(await kiosk.locator('[data-test=confirm-typed]').isDisabled()).toBe(true);
    expect(await kiosk.locator('[data-test=skip-identity]').count()).toBe(0);
  });

  it('and only asks, gives a number without it', async () => {
    const kiosk = await openKiosk();
    await press(kiosk, '法律咨询');
    await kiosk.locator('[data-test=skip-identity]').click();
    expect(await number(kiosk)).toMatch(/^H\d{3}$/);
    expect(issued()?.person).toBeUndefined();
  });
});

describe('a long queue', () => {
  it('is told before the number is taken, which a second question then takes', async () => {
    const kiosk = await openKiosk();
    for (let waiting = 0; waiting < 2; waiting++) {
      await press(kiosk, '税务');
      await kiosk.locator('[data-test=ticket-done]').click();
    }
    const before = recorded(hall.dataFolder, 'TicketIssued').length;
    await press(kiosk, '税务');
    await kiosk.getByText('前面还有 2 人在等，仍要取号吗？').waitFor(SOON);
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.getByRole('button', { name: '不取了' }).click();
    expect(recorded(hall.dataFolder, 'TicketIssued')).toHaveLength(before);

    await press(kiosk, '税务');
    await kiosk.locator('[data-test=take-all-the-same]').click();
    expect(await number(kiosk)).toBe('E003');
  });
});

const book = (code: string, startsInMinutes: number) =>
  desk({
    ...{ id: `book-${code}`, type: 'BookAppointment', service: 'passport', code },
    startsAt: Date.now() + startsInMinutes * 60_000,
  });

describe('an appointment', () => {
  it('is checked in by its code: in time, early, late and unknown are told apart', async () => {
    for (const [code, minutes] of [
      ['NOW123', 0],
      ['SOON23', 20],
      ['LATE23', -30],
    ] as const)
      expect(await book(code, minutes)).toMatchObject({ ok: true });
    const kiosk = await openKiosk();
    const checkIn = async (code: string): Promise<void> => {
      await kiosk.locator('[data-test=check-in]').click();
      await type(kiosk, code);
      await kiosk.locator('[data-test=confirm-typed]').click();
    };
    for (const [code, told] of [
      ['NOW123', '优先叫号'],
      ['SOON23', '您来早了'],
      ['LATE23', '预约时间已过'],
    ] as const) {
      await checkIn(code);
      await kiosk.locator('[data-test=checked-in]', { hasText: told }).waitFor(SOON);
      expect(await number(kiosk)).toMatch(/^D\d{3}$/);
      await kiosk.locator('[data-test=ticket-done]').click();
    }
    await checkIn('NOTHERE');
    await kiosk.getByText('没有找到预约').waitFor(SOON);
    await kiosk.getByRole('button', { name: '知道了' }).click();
    // It may be corrected rather than typed again.
    expect(await kiosk.locator('[data-test=typed]').textContent()).toContain('NOTHERE');
    expect(await barriers(kiosk)).toEqual([]);
  });
});

describe('one number', () => {
  it('is taken for several services in the order they were chosen, and for a group', async () => {
    const kiosk = await openKiosk();
    await kiosk.getByRole('button', { name: '几个人一起办' }).click();
    await kiosk.getByRole('button', { name: '多一人' }).click();
    await kiosk.getByRole('button', { name: '好了' }).click();
    await kiosk.getByText('2 人一起办').waitFor(SOON);
    await kiosk.getByRole('button', { name: '一次办几项' }).click();
    await press(kiosk, '公安局');
    await press(kiosk, '出入境证件');
    await kiosk.locator('[data-test=back]').click();
    await press(kiosk, '人力资源和社会保障局');
    await press(kiosk, '社会保险');
    expect(await kiosk.locator('.service-place').textContent()).toBe('2');
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.locator('[data-test=take-several]').click();

    expect(await number(kiosk)).toMatch(/^D\d{3}$/);
    await kiosk.getByText('办完后接着办：社会保险').waitFor(SOON);
    for (const viewport of [PORTRAIT, LANDSCAPE]) {
      await kiosk.setViewportSize(viewport);
      expect(await misfits(kiosk)).toEqual([]);
    }
    expect(issued()).toMatchObject({ service: 'passport', more: ['social'], people: 2 });
  });
});

describe.each([
  ['zh', PORTRAIT],
  ['en', PORTRAIT],
  ['zh', LANDSCAPE],
  ['en', LANDSCAPE],
] as const)('in %s on %o', (language, viewport) => {
  // With an appointment in the hall the kiosk has one button more.
  beforeAll(async () => void (await book('ROOM01', 0)));

  it('every step has room for every button and every word, in ordinary and large text', async () => {
    const kiosk = await openKiosk(viewport);
    if (language === 'en') await kiosk.getByRole('button', { name: 'English' }).click();
    const back = language === 'en' ? 'Back' : '返回上一级';
    for (const large of [false, true]) {
      if (large) await kiosk.locator('.kiosk-switches > button').first().click();
      expect(await misfits(kiosk)).toEqual([]);
      await kiosk.locator('.department-button').nth(1).click();
      expect(await misfits(kiosk)).toEqual([]);
      await kiosk.locator('[data-test=back]').click();
      await kiosk.locator('.department-button').first().click();
      await kiosk.locator('.service-button').nth(1).click();
      expect(await misfits(kiosk)).toEqual([]);
      await kiosk.getByRole('button', { name: back }).click();
      await kiosk.locator('[data-test=back]').click();
      await kiosk.locator('[data-test=check-in]').click();
      expect(await misfits(kiosk)).toEqual([]);
      await kiosk.getByRole('button', { name: back }).click();
    }
    await kiosk.locator('.kiosk-switches > button').last().click();
    expect(await misfits(kiosk)).toEqual([]);
  });
});
