import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { complaintsOf, policyHole } from './complaints.ts';
import { DemoHall } from './demo-hall.ts';

/** A click has shown its effect on another page well within this. */
const SOON = { timeout: 10_000 };

let browser: Browser;
let hall: DemoHall;
let context: BrowserContext;
let complaints: string[];
let start: Page;

beforeAll(async () => {
  [browser, hall] = await Promise.all([launchChromium(), DemoHall.open()]);
});
afterAll(async () => {
  await hall?.close();
  await browser?.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  complaints = complaintsOf(context);
  start = await context.newPage();
  await start.goto(hall.address('start page'));
  await start.locator('.start-links a').first().waitFor();
});
afterEach(() => context.close());

/** The page that one click on the start page opens. A tab behind others draws one frame a second: clicks wait for two. */
async function click(link: string): Promise<Page> {
  await start.bringToFront();
  const opened = context.waitForEvent('page');
  await start.getByRole('link', { name: link, exact: true }).click();
  return opened;
}

/** What is there once a screen has been let in and has its first view. */
const SCREENS: Readonly<Record<string, string>> = {
  一楼取号机: '.service-button:enabled',
  二楼取号机: '.service-button:enabled',
  大厅叫号屏: '.display-main',
  二楼叫号屏: '.display-main',
  '1 号窗口': 'text=开放窗口',
  '6 号窗口': 'text=开放窗口',
  '“办不成事 请找我”总览': '.desk-ground',
  '办不成事 · 办件': '.cases-open:enabled',
  办件报表: '.reports-totals',
  群众评价: '.whole-cards',
  设备: '.device-row-good',
  制度与年历: 'main table',
  第二人签字: '.override-form',
  大厅设置: '.hall-form',
  窗口评价平板: '.tablet-please',
  虚拟设备: '[data-device=keypad-c6]',
};

describe('the start page of a demonstration hall', () => {
  it('links every screen of the hall', async () => {
    const links = (await start.locator('.start-links a').allTextContents()).map((text) => text.trim());
    const counters = [1, 2, 3, 4, 5, 6].map((number) => `${number} 号窗口`);
    expect(links).toEqual([
      ...['一楼取号机', '二楼取号机', '大厅叫号屏', '一楼叫号屏', '二楼叫号屏', '窗口评价平板', ...counters],
      ...[
        '“办不成事 请找我”总览',
        '办不成事 · 办件',
        '办件报表',
        '群众评价',
        '设备',
        '制度与年历',
        '第二人签字',
        '大厅设置',
        '虚拟设备',
      ],
    ]);
  });

  it.each(Object.entries(SCREENS))('opens %s with one click', async (link, sign) => {
    const page = await click(link);
    await page.locator(sign).first().waitFor(SOON);
    expect(await page.locator('.refused-notice, .connection-bar').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('a newcomer with nothing but a mouse', () => {
  it('takes a number, sees it printed, calls it, finishes, rates it, and sees the rating on the desk board', async () => {
    const [kiosk, virtual, counter] = [
      await click('一楼取号机'),
      await click('虚拟设备'),
      await click('1 号窗口'),
    ];
    const [display, desk] = [await click('大厅叫号屏'), await click('“办不成事 请找我”总览')];
    await desk.locator('.desk-ground').waitFor();

    await kiosk.bringToFront();
    await kiosk.locator('.service-button', { hasText: '社会保险' }).click();
    const number = (await kiosk.locator('[data-test=ticket-number]').textContent())?.trim() ?? '';
    expect(number).toMatch(/^A\d{3}$/);

    const slip = virtual.locator('[data-slip]').filter({ hasText: number });
    await virtual.bringToFront();
    await slip.locator('figcaption', { hasText: '切' }).waitFor(SOON);
    await kiosk.getByText('请取走小票').waitFor(SOON);
    const followed = await context.newPage();
    await followed.goto(await readQr(slip.locator('[data-qr]')));
    await followed.getByRole('heading', { name: number }).waitFor(SOON);

    await counter.bringToFront();
    await counter.getByRole('button', { name: '开放窗口' }).click();
    await counter.getByRole('button', { name: '叫下一位' }).click();
    const called = display.locator('[data-test=current-number]');
    await expect.poll(() => called.textContent(), SOON).toBe(number);
    expect(await display.locator('[data-test=current-counter]').textContent()).toContain('1');
    const glass = virtual.locator('[data-device=display-c1] [data-shown]');
    await expect.poll(() => glass.getAttribute('data-shown'), SOON).toContain(number);
    await counter.getByRole('button', { name: '开始办理' }).click();
    await counter.getByRole('button', { name: '办结' }).click();

    await virtual.bringToFront();
    const evaluator = virtual.locator('[data-device=evaluator-c1]');
    await evaluator.locator('[data-lit=true]').waitFor(SOON);
    await evaluator.locator('[data-level=very-dissatisfied]').click();
    await evaluator.locator('[data-acknowledged=true]').waitFor(SOON);
    const band = desk.locator('.bad-band');
    await band.waitFor(SOON);
    const told = await band.textContent();
    for (const word of [number, '非常不满意', '1 号窗口']) expect(told).toContain(word);
    expect(await barriers(virtual)).toEqual([]);
    expect(await barriers(desk)).toEqual([]);

    // Nobody is signed in here: whoever looks at clearing the queue is not asked for a session, which would be a 401.
    await desk.bringToFront();
    await desk.getByRole('button', { name: '更多…' }).click();
    const asked = desk.waitForResponse((response) => response.url().endsWith('/api/hall'), SOON);
    await desk.locator('.more-dialog button', { hasText: '清理等候号码' }).click();
    await asked;
    await desk.locator('dialog[open]').getByRole('heading', { name: '清理等候号码' }).waitFor(SOON);
    expect(complaints).toEqual([]);
  });
});

describe('the watch over the pages', () => {
  it('hears an error on the console and sees a policy that is not strict', async () => {
    await start.evaluate(() => console.error('something broke'));
    await expect.poll(() => complaints, SOON).toEqual([expect.stringContaining('something broke')]);
    expect(policyHole(undefined)).not.toBeNull();
    expect(
      policyHole("default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"),
    ).toContain('unsafe-inline');
  });
});

/** What the drawn code says, which must be what the printer was sent. */
async function readQr(code: ReturnType<Page['locator']>): Promise<string> {
  const sent = await code.getAttribute('data-qr');
  const picture = await code.screenshot();
  const reading = promisify(execFile)('zbarimg', ['--raw', '-q', '-'], { encoding: 'utf8' });
  reading.child.stdin?.end(picture);
  const { stdout } = await reading;
  expect(stdout.trim()).toBe(sent);
  return stdout.trim();
}
