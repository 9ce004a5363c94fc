import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import { recorded } from '../flow/journal-lines.ts';
import type { SignedIn } from '../flow/signed-in.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { plainHallOutsideHours } from './plain-hall.ts';
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
  hall = await FlowHall.open({ hall: plainHallOutsideHours() });
});
afterAll(async () => {
  await hall?.close();
  await browser?.close();
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts.clear();
});

/** A page of somebody's own browser; `sign`: what is there once the screen is let in and has its first view. */
async function open(
  path: string,
  sign: string,
  person?: SignedIn,
  viewport: { width: number; height: number } = LANDSCAPE,
): Promise<Page> {
  const context = await browser.newContext({ viewport });
  contexts.add(context);
  if (person !== undefined) await context.addCookies(person.browserCookies());
  const page = await context.newPage();
  await page.goto(`${hall.url}${path}`);
  await page.locator(sign).first().waitFor(SOON);
  return page;
}

const openKiosk = (viewport = PORTRAIT): Promise<Page> =>
  open('/kiosk?of=k1', '.service-button:enabled', hall.people.kiosk, viewport);
const openCounter = (): Promise<Page> => open('/counter?of=c1', '.counter-head', hall.people.clerk);

async function takeNumber(kiosk: Page): Promise<string> {
  await kiosk.locator('.service-button').first().click();
  const number = await kiosk.locator('[data-test=ticket-number]').textContent();
  await kiosk.locator('[data-test=ticket-done]').click();
  return number?.trim() ?? '';
}

describe('every screen meets WCAG 2.2 AA', () => {
  it.each([
    ['the start page', '/', '.start-links a', undefined],
    ['the login', '/login', 'form', undefined],
    ['a screen that is not let in', '/desk', '.refused-notice', undefined],
    ['the choice of a counter', '/counter', '.counter-picker a', 'clerk'],
    ['the counter console', '/counter?of=c1', '.counter-head', 'clerk'],
    ['the display', '/display', '.display-main', 'display'],
    ['the devices page', '/devices', '.staff-table', 'desk'],
  ] as const)('%s', async (_, path, sign, who) => {
    const page = await open(path, sign, who === undefined ? undefined : hall.people[who]);
    expect(await barriers(page)).toEqual([]);
  });

  it('the kiosk, its help and the number it gives', async () => {
    const kiosk = await openKiosk();
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.locator('.kiosk-help').click();
    expect(await barriers(kiosk)).toEqual([]);
    await kiosk.getByRole('button', { name: '知道了' }).click();
    await kiosk.locator('.service-button').first().click();
    await kiosk.locator('[data-test=ticket-done]:enabled').waitFor();
    expect(await barriers(kiosk)).toEqual([]);
  });

  it('the desk board with a device in trouble, and its dialogs', async () => {
    hall.printer.fault('cover-open');
    const desk = await open('/desk', '.trouble-card', hall.people.desk);
    expect(await barriers(desk)).toEqual([]);
    for (const dialog of ['代取号', '查号码']) {
      await desk.getByRole('button', { name: dialog }).click();
      expect(await barriers(desk)).toEqual([]);
      await desk.keyboard.press('Escape');
    }
    hall.printer.fault('cover-open', false);
  });

  it('the page that a ticket leads to', async () => {
    await takeNumber(await openKiosk());
    const key = recorded(hall.dataFolder, 'TicketIssued').at(-1)?.key ?? '';
    const follow = await open(`/t/${key}`, '.follow h1', undefined, { width: 390, height: 844 });
    expect(await barriers(follow)).toEqual([]);
  });
});

const SIGHTS = [
  ['zh', 'ordinary', PORTRAIT],
  ['zh', 'large', PORTRAIT],
  ['en', 'ordinary', PORTRAIT],
  ['en', 'large', PORTRAIT],
  ['zh', 'ordinary', LANDSCAPE],
  ['zh', 'large', LANDSCAPE],
  ['en', 'ordinary', LANDSCAPE],
  ['en', 'large', LANDSCAPE],
] as const;

/** A kiosk's page as it is for the next applicant, on a screen of this size. */
async function freshKiosk(kiosk: Page, viewport: { width: number; height: number }): Promise<void> {
  await kiosk.setViewportSize(viewport);
  await kiosk.reload();
  await kiosk.locator('.service-button:enabled').first().waitFor(SOON);
}

describe.each([
  ['with paper', false],
  ['without paper', true],
])('a kiosk %s has room for every button and every word', (_, paperOut) => {
  let kiosk: Page;
  beforeAll(async () => {
    hall.printer.fault('paper-out', paperOut);
    kiosk = await openKiosk();
    // One page for all of them.
    contexts.delete(kiosk.context());
    await kiosk.locator('[data-test=printer-trouble]').waitFor({ state: paperOut ? 'visible' : 'detached' });
  });
  afterAll(async () => {
    await kiosk.context().close();
    hall.printer.fault('paper-out', false);
  });

  it.each(SIGHTS)('in %s, %s text, on %o', async (language, text, viewport) => {
    await freshKiosk(kiosk, viewport);
    const switches = kiosk.locator('.kiosk-switches > button');
    const [large, lower] = [switches.nth(0), switches.nth(1)];
    if (language === 'en') await kiosk.getByRole('button', { name: 'English' }).click();
    if (text === 'large') await large.click();
    expect(await misfits(kiosk)).toEqual([]);
    await lower.click();
    expect(await misfits(kiosk)).toEqual([]);
    await kiosk.locator('.kiosk-help').click();
    expect(await misfits(kiosk)).toEqual([]);
    await kiosk.locator('.kiosk-dialog button').click();
    await kiosk.locator('.service-button').first().click();
    await kiosk.locator('[data-test=ticket-number]').waitFor(SOON);
    expect(await misfits(kiosk)).toEqual([]);
  });
});

describe('a kiosk', () => {
  it('gives one number for a double tap', async () => {
    const kiosk = await openKiosk();
    const before = recorded(hall.dataFolder, 'TicketIssued').length;
    await kiosk.locator('.service-button').nth(1).dblclick();
    await kiosk.locator('[data-test=ticket-done]').click();
    // A second number, had the second tap taken one, would be on disk before this one.
    await takeNumber(kiosk);
    expect(recorded(hall.dataFolder, 'TicketIssued')).toHaveLength(before + 2);
  });

  it('shows every service, on as many pages as they need', async () => {
    const kiosk = await openKiosk(LANDSCAPE);
    await kiosk.locator('.kiosk-switches > button').first().click();
    const seen: string[] = [];
    for (;;) {
      seen.push(...(await kiosk.locator('.service-name').allTextContents()));
      const next = kiosk.locator('.service-pages button').last();
      if ((await next.count()) === 0 || (await next.isDisabled())) break;
      await next.click();
    }
    expect(new Set(seen).size).toBe(8);
  });
});

describe('a counter worked by the keyboard alone', () => {
  it('opens, calls, begins and finishes', async () => {
    const number = await takeNumber(await openKiosk());
    const counter = await openCounter();
    const current = counter.locator('.current-ticket-number');
    const focused = (): Promise<string> =>
      counter.evaluate(() => document.querySelector('button:focus')?.textContent ?? '');

    for (let stop = 0; stop < 10 && !(await focused()).includes('开放窗口'); stop++)
      await counter.keyboard.press('Tab');
    expect(await focused()).toContain('开放窗口');
    await counter.keyboard.press('Enter');
    await counter.getByText('受理中').first().waitFor(SOON);
    // Earlier numbers wait as well: called and finished until it is this one's turn.
    for (;;) {
      await counter.keyboard.press('F2');
      await current.waitFor(SOON);
      const called = await current.textContent();
      await counter.keyboard.press('F4');
      await counter.getByText('办理中').first().waitFor(SOON);
      await counter.keyboard.press('F8');
      await current.waitFor({ state: 'detached', ...SOON });
      if (called === number) break;
    }
    const finished = recorded(hall.dataFolder, 'ServiceFinished').map(({ ticket }) => ticket);
    expect(finished.at(-1)?.endsWith(`-${number}`)).toBe(true);
  });
});
