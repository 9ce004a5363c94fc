import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyDesk } from '../fakes/busy-desk.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { SOON } from './staff-hall.ts';

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const PICTURES = fileURLToPath(new URL('../results/pictures/', import.meta.url));

let desk: BusyDesk;
let browser: Browser;

beforeAll(async () => {
  desk = await BusyDesk.open();
  await desk.openCases(60);
  await desk.giveTickets(200);
  browser = await launchChromium();
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

describe('x', () => {
  it.each(SIZES)('%o', async (viewport) => {
    const context = await browser.newContext({ viewport });
    const cookie = await desk.as('wang');
    const at = cookie.indexOf('=');
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: desk.hub.url }]);
    const page: Page = await context.newPage();
    await page.goto(`${desk.hub.url}/desk`);
    await page.locator('.case-item').first().waitFor(SOON);
    await page.locator('.help-card').first().waitFor(SOON);
    await page.screenshot({ path: `${PICTURES}desk-${viewport.width}.png` });
    expect(await barriers(page)).toEqual([]);
    await page.goto(`${desk.hub.url}/cases`);
    await page.locator('.case-list-number').first().click(SOON);
    await page.locator('.case-whole').waitFor(SOON);
    await page.screenshot({ path: `${PICTURES}cases-${viewport.width}.png` });
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });
});
