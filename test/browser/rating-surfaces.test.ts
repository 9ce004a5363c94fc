import { fileURLToPath } from 'node:url';
import { scaleLevels } from '@bandecheng/shared/rating/scale-levels';
import { BAD_LEVELS, LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RatedHall, SCALES, type ScaleCounter } from '../fakes/rated-hall.ts';
import { recorded } from '../flow/journal-lines.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { misfits } from './misfits.ts';

const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
/** What was done shows well within this. */
const SOON = { timeout: 15_000 };
const SMALL = { width: 1024, height: 600 };
const LARGE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PORTRAIT = { width: 1080, height: 1920 };
/** Pixels of each side of whatever is touched on a tablet. */
const TABLET_TOUCH = 88;
const COUNTERS = Object.keys(SCALES) as ScaleCounter[];

let browser: Browser;
let hall: RatedHall;
const contexts: BrowserContext[] = [];
const tablets = {} as Record<ScaleCounter, Page>;
let kiosk: Page;
let phone: Page;
/** Touches since it was last set back. */
let taps = 0;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await RatedHall.open(PAGES);
  for (const counter of COUNTERS) {
    const cookie = await hall.hub.paired('tablet', counter);
    tablets[counter] = await open(`/tablet?of=${counter}`, '.tablet-please', SMALL, cookie);
  }
  phone = await open('/', '.start-links a', PHONE);
  kiosk = await open('/kiosk?of=k1', '.service-button:enabled', PORTRAIT, hall.kioskCookie);
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await hall?.close();
});

/** A page worked by touch alone. */
async function open(path: string, sign: string, viewport: typeof SMALL, cookie = ''): Promise<Page> {
  const context = await browser.newContext({ viewport, hasTouch: true });
  contexts.push(context);
  if (cookie !== '') await context.addCookies(hall.hub.browserCookies(cookie));
  const page = await context.newPage();
  await page.goto(`${hall.hub.url}${path}`);
  await page.locator(sign).first().waitFor(SOON);
  return page;
}

async function tap(what: Locator): Promise<void> {
  await what.tap(SOON);
  taps += 1;
}

const asking = (page: Page, level: Level): Locator =>
  page.locator(`.rate-visit-asking [data-level=${level}]`);
const thanks = (page: Page): Promise<void> => page.locator('[data-test=thanks]').waitFor(SOON);

/** Levels recorded of this ticket, first to last, whatever the way they came by. */
const levelsOf = (ticket: string): Level[] =>
  [...recorded(hall.hub.folder, 'RatingGiven'), ...recorded(hall.hub.folder, 'PressRecorded')]
    .filter((event) => event.ticket === ticket)
    .map(({ level }) => level);

/** Somebody who was just served rates on the counter's tablet, from its rest. */
async function rateOnTablet(counter: ScaleCounter, level: Level): Promise<string> {
  const { ticket, number } = await hall.visit(counter);
  const page = tablets[counter];
  await page.locator('.tablet-about', { hasText: number }).waitFor(SOON);
  taps = 0;
  await tap(asking(page, level));
  await thanks(page);
  return ticket;
}

async function rateOnPhone(level: Level): Promise<string> {
  const { ticket, key } = await hall.visit('c1');
  await phone.goto(`${hall.hub.url}/t/${key}`);
  taps = 0;
  await tap(asking(phone, level));
  await thanks(phone);
  return ticket;
}

async function rateAtKiosk(level: Level): Promise<string> {
  const { ticket, number } = await hall.visit('c1');
  taps = 0;
  await tap(kiosk.locator('[data-test=rate-last]:visible'));
  for (const sign of number)
    await tap(kiosk.locator('.key-pad').getByRole('button', { name: sign, exact: true }));
  await tap(kiosk.locator('[data-test=confirm-typed]'));
  await tap(asking(kiosk, level));
  await thanks(kiosk);
  await kiosk.reload();
  await kiosk.locator('.service-button:enabled').first().waitFor(SOON);
  return ticket;
}

async function rateOnEvaluator(level: Level): Promise<string> {
  const { ticket } = await hall.visit('c1');
  taps = 0;
  await hall.press(level);
  taps += 1;
  return ticket;
}

describe('the way to a rating', () => {
  const SURFACES: [string, readonly Level[], number, (level: Level) => Promise<string>][] = [
    ...COUNTERS.map((counter): (typeof SURFACES)[number] => [
      `a tablet of ${SCALES[counter]} levels`,
      scaleLevels(SCALES[counter]),
      1,
      (level) => rateOnTablet(counter, level),
    ]),
    ['the page behind the ticket’s QR', LEVELS, 1, rateOnPhone],
    // The button, four signs of the number, and that they are all.
    ['a kiosk, by number', LEVELS, 7, rateAtKiosk],
    ['an evaluator’s buttons', LEVELS, 1, rateOnEvaluator],
  ];

  it.each(SURFACES)('is as many touches for every level: %s', async (_, levels, touches, rate) => {
    for (const level of levels) {
      const ticket = await rate(level);
      expect([level, taps], level).toEqual([level, touches]);
      await expect.poll(() => levelsOf(ticket), SOON).toEqual([level]);
    }
  });
});

describe('a counter’s tablet', () => {
  it.each(COUNTERS)(
    'has room for every word and every finger at rest, asking, why and thanks: %s',
    async (counter) => {
      const page = tablets[counter];
      const { number } = await hall.visit(counter, counter === 'c1' ? { language: 'en' } : {});
      await page.locator('.tablet-about', { hasText: number }).waitFor(SOON);
      const fits = async (): Promise<void> => {
        for (const size of [SMALL, LARGE]) {
          await page.setViewportSize(size);
          expect(await misfits(page, TABLET_TOUCH)).toEqual([]);
        }
      };
      await fits();
      const sizes = await page
        .locator('.level-choice button')
        .evaluateAll((buttons) =>
          buttons.map((button) => [button.clientWidth, button.clientHeight].join('×')),
        );
      expect([sizes.length, new Set(sizes).size]).toEqual([SCALES[counter], 1]);
      if (counter === 'c1') expect(await barriers(page)).toEqual([]);
      await tap(asking(page, 'dissatisfied'));
      await page.locator('.reason-choice').waitFor(SOON);
      await fits();
      if (counter === 'c1') expect(await barriers(page)).toEqual([]);
      await tap(page.locator('[data-test=skip-reasons]'));
      await page.locator('.rate-visit-thanked').waitFor(SOON);
      await fits();
      hall.hub.now += 60_000;
      await page.locator('.tablet-rest').waitFor(SOON);
      await fits();
      if (counter === 'c1') expect(await barriers(page)).toEqual([]);
    },
  );

  it('thanks for every level alike, takes a change of mind by one touch, and says why without being made to', async () => {
    const page = tablets.c1;
    const said: (string | null)[] = [];
    for (const level of ['very-satisfied', 'very-dissatisfied'] as const) {
      await rateOnTablet('c1', level);
      if (BAD_LEVELS.includes(level)) await tap(page.locator('[data-test=skip-reasons]'));
      await page.locator('.rate-visit-thanked').waitFor(SOON);
      said.push(await page.locator('.rate-visit-thanks').textContent());
    }
    expect(new Set(said).size).toBe(1);

    const ticket = await rateOnTablet('c1', 'satisfied');
    await tap(page.locator('.rate-visit-change [data-level=dissatisfied]'));
    await tap(page.getByRole('button', { name: '办事效率' }));
    await tap(page.getByRole('button', { name: '服务用语' }));
    await tap(page.locator('[data-test=say-reasons]'));
    await page.locator('.rate-visit-thanked').waitFor(SOON);
    const given = recorded(hall.hub.folder, 'RatingGiven').filter((event) => event.ticket === ticket);
    expect(given.map(({ level, fate }) => [level, fate])).toEqual([
      ['satisfied', 'rated'],
      ['dissatisfied', 'changed'],
    ]);
    const [why] = recorded(hall.hub.folder, 'ReasonsGiven').slice(-1);
    expect(why?.reasons).toEqual(['办事效率', '服务用语']);
  });
});

describe('a ticket’s holder', () => {
  it('is told what was said before, may write why, and adds one more later', async () => {
    const { ticket, key } = await hall.visit('c1');
    const page = phone;
    await page.goto(`${hall.hub.url}/t/${key}`);
    await page.locator('.rate-visit-asking').waitFor(SOON);
    // A telephone's page is as long as it needs to be.
    expect((await misfits(page)).filter((misfit) => !misfit.startsWith('outside'))).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    await tap(asking(page, 'dissatisfied'));
    await page.locator('textarea').fill('等了两个小时');
    await tap(page.locator('[data-test=say-reasons]'));
    await page.locator('.rate-visit-thanked').waitFor(SOON);
    expect(recorded(hall.hub.folder, 'ReasonsGiven').at(-1)?.text).toBeDefined();

    hall.hub.now += 60_000;
    await tap(page.locator('[data-test=add-rating]'));
    await tap(asking(page, 'satisfied'));
    await thanks(page);
    await page.reload();
    await expect.poll(() => page.locator('[data-test=rated]').textContent(SOON), SOON).toContain('不满意');
    expect(await page.locator('[data-test=added]').textContent()).toBe('追加评价：满意');
    expect(await page.locator('[data-test=add-rating]').count()).toBe(0);
    expect(levelsOf(ticket)).toEqual(['dissatisfied', 'satisfied']);
  });
});

describe('a hub that is away', () => {
  it('is said on the tablet, which takes no touch it could lose', async () => {
    const page = tablets.c2;
    const { number } = await hall.visit('c2');
    await page.locator('.tablet-about', { hasText: number }).waitFor(SOON);
    const before = recorded(hall.hub.folder, 'RatingGiven').length;
    await hall.hub.running.stop();
    await expect
      .poll(() => page.locator('.connection-bar').textContent(SOON), SOON)
      .toContain('请扫小票二维码或稍后再评');
    expect(await page.locator('.level-choice button:enabled').count()).toBe(0);
    expect(await misfits(page, TABLET_TOUCH)).toEqual([]);
    expect(recorded(hall.hub.folder, 'RatingGiven')).toHaveLength(before);
  });
});
