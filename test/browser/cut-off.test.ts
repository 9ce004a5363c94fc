import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import { FlowPages } from '../flow/flow-pages.ts';
import { recorded } from '../flow/journal-lines.ts';
import { launchChromium } from './chromium.ts';

/** A screen that has been cut off, or is back, has said so well within this. */
const TOLD = { timeout: 15_000 };
/** A display announces no call older than this. */
const ANNOUNCED_WITHIN_MS = 10_000;

let browser: Browser;
let hall: FlowHall;
let pages: FlowPages;
let follow: Page;
let devices: Page;
let lastCallAt: number;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open();
  pages = await FlowPages.open(browser, hall);
  await countSpoken(pages.display);
  await pages.takeNumber();
  [follow, devices] = [await openFollow(), await openDevices()];
  await pages.press('叫下一位');
});
afterAll(async () => {
  await pages?.close();
  await hall?.close();
  await browser?.close();
});

async function openFollow(): Promise<Page> {
  const page = await browser.newPage();
  const key = recorded(hall.dataFolder, 'TicketIssued')[0]?.key ?? '';
  await page.goto(`${hall.url}/t/${key}`);
  await page.locator('.follow h1').waitFor();
  return page;
}

async function openDevices(): Promise<Page> {
  const page = await browser.newPage();
  await page.context().addCookies(hall.people.desk.browserCookies());
  await page.goto(`${hall.url}/devices`);
  await page.locator('.staff-table').first().waitFor();
  return page;
}

/** Counts every clip that is played, on the page now and on each it opens. */
async function countSpoken(page: Page): Promise<void> {
  const count = (): void => {
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...when) {
      const { dataset } = document.documentElement;
      dataset['spoken'] = String(Number(dataset['spoken'] ?? 0) + 1);
      start.apply(this, when);
    };
  };
  await page.addInitScript(count);
  await page.evaluate(count);
}

async function spoken(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['spoken'] ?? 0));
}

const screens = (): [string, Page][] => [
  ['kiosk', pages.kiosk],
  ['display', pages.display],
  ['counter', pages.counter],
  ['desk', pages.desk],
  ['follow', follow],
  ['devices', devices],
];

/** Each screen's bar: what no longer works, and since when. */
async function everyScreenSaysSo(): Promise<void> {
  for (const [name, page] of screens()) {
    const bar = page.locator('.connection-bar');
    await bar.waitFor(TOLD);
    expect(await bar.textContent(), name).toMatch(/与大厅服务器断开，.+数据更新于 \d\d:\d\d/);
  }
}

async function everyScreenIsWell(): Promise<void> {
  for (const [, page] of screens())
    await page.locator('.connection-bar').waitFor({ state: 'detached', ...TOLD });
}

/** A mark that a reload would lose. */
async function mark(): Promise<void> {
  for (const [, page] of screens())
    await page.evaluate(() => (document.documentElement.dataset['kept'] = 'yes'));
}

async function everyMarkIsKept(): Promise<void> {
  for (const [name, page] of screens())
    expect(await page.evaluate(() => document.documentElement.dataset['kept']), name).toBe('yes');
}

describe('a hub that is killed', () => {
  it('is missed by every screen; nothing can be taken or called, nothing is printed', async () => {
    await mark();
    const [issued, slips] = [recorded(hall.dataFolder, 'TicketIssued').length, hall.printer.slips().length];
    await hall.hub.kill();

    await everyScreenSaysSo();

    expect(await pages.kiosk.locator('.service-button:enabled').count()).toBe(0);
    for (const words of ['重呼', '开始办理', '叫下一位'])
      expect(await pages.counter.getByRole('button', { name: words }).isDisabled(), words).toBe(true);
    expect(await pages.desk.getByRole('button', { name: '代取号' }).isDisabled()).toBe(true);
    await pages.kiosk.locator('.service-button').first().click({ force: true });
    await pages.counter.keyboard.press('F4');

    await hall.startHub();
    await everyScreenIsWell();
    // Had one of them been kept for later, it would be on disk before what is asked now.
    const number = await pages.takeNumber();
    const numbers = recorded(hall.dataFolder, 'TicketIssued').map((ticket) => ticket.number);
    expect(numbers.slice(issued)).toEqual([number]);
    expect(recorded(hall.dataFolder, 'ServiceStarted')).toEqual([]);
    await expect.poll(() => hall.printedNumbers().slice(slips), TOLD).toEqual([number]);
  });

  it('is found again by every screen without a reload, and the hall goes on where it was', async () => {
    await everyMarkIsKept();
    await pages.press('开始办理');
    await pages.press('办结');
    await expect.poll(() => follow.locator('main').textContent(), TOLD).toContain('已办结');
    await pages.press('叫下一位');
    lastCallAt = Date.now();
    const [, second] = recorded(hall.dataFolder, 'TicketIssued');
    await pages.display
      .getByText(second?.number ?? '', { exact: true })
      .first()
      .waitFor(TOLD);
    await expect.poll(() => pages.desk.locator('.desk-ground').textContent(), TOLD).toContain(second?.number);
  });
});

describe('a hub that is frozen', () => {
  it('is missed by every screen all the same, and found again', async () => {
    const frozenAt = Date.now();
    hall.hub.signal('SIGSTOP');
    try {
      await everyScreenSaysSo();
      expect(await pages.kiosk.locator('.service-button:enabled').count()).toBe(0);
    } finally {
      hall.hub.signal('SIGCONT');
    }
    // Not at once either: a single beat that is late is no cut.
    expect(Date.now() - frozenAt).toBeGreaterThan(3_000);
    await everyScreenIsWell();
    await everyMarkIsKept();
  });

  it('gives the one number that was asked of it meanwhile', async () => {
    const issued = recorded(hall.dataFolder, 'TicketIssued').length;
    hall.hub.signal('SIGSTOP');
    try {
      await pages.kiosk.locator('.service-button').first().click();
      await pages.kiosk.getByText('正在取号').waitFor(TOLD);
      await pages.kiosk.locator('.connection-bar').waitFor(TOLD);
    } finally {
      hall.hub.signal('SIGCONT');
    }
    const shown = pages.kiosk.locator('[data-test=ticket-number]');
    await shown.waitFor(TOLD);
    const number = await shown.textContent();
    await pages.kiosk.locator('[data-test=ticket-done]').click();
    const next = await pages.takeNumber();
    const numbers = recorded(hall.dataFolder, 'TicketIssued').map((ticket) => ticket.number);
    expect(numbers.slice(issued)).toEqual([number, next]);
  });
});

describe('a display that joins late', () => {
  it('shows everything at once and announces nothing old', async () => {
    // The one that was there announced the call.
    await expect.poll(() => spoken(pages.display), TOLD).toBeGreaterThan(3);
    const newest = recorded(hall.dataFolder, 'TicketIssued')[1]?.number;
    const old = ANNOUNCED_WITHIN_MS + 1_000;
    await expect.poll(() => Date.now() - lastCallAt, TOLD).toBeGreaterThan(old);

    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    await context.addCookies(hall.people.display.browserCookies());
    const late = await context.newPage();
    await countSpoken(late);
    await late.goto(`${hall.url}/display`);

    await expect.poll(() => late.locator('[data-test=current-number]').textContent(), TOLD).toBe(newest);
    expect(await late.locator('[data-test=listed-call]').count()).toBeGreaterThan(0);
    expect(await late.locator('.current-call-flashing, .counter-flashing').count()).toBe(0);
    expect(await spoken(late)).toBe(0);
    await context.close();
  });
});
