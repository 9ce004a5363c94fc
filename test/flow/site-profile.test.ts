import type { Level } from '@bandecheng/shared/vocabulary';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { FlowHall } from './flow-hall.ts';
import { FlowPages } from './flow-pages.ts';
import { recorded } from './journal-lines.ts';

const FILE = new URL('./site-evaluator.json', import.meta.url);
/** Its first byte must be escaped in every frame. */
const ADDRESS = 0x5a01;
const SOON = { timeout: 30_000, interval: 50 };

let browser: Browser;
let hall: FlowHall;
let pages: FlowPages;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open({
    siteEvaluator: { file: FILE, profile: 'site-evaluator-4', address: ADDRESS },
  });
  pages = await FlowPages.open(browser, hall);
});
afterAll(async () => {
  await pages?.close();
  await hall?.close();
  await browser?.close();
});

/** A number taken, called and served, and the evaluator lit for it. */
async function visit(): Promise<string> {
  const number = await pages.takeNumber();
  const before = Date.now();
  await pages.serveNext(number);
  await expect.poll(() => hall.evaluator.state().litSince ?? 0, SOON).toBeGreaterThan(before);
  return number;
}

/** What is on record of this number's presses. */
function ratingsOf(number: string): { level: Level; device: string }[] {
  return recorded(hall.dataFolder, 'PressRecorded')
    .filter(({ fate, ticket }) => fate === 'rated' && ticket?.endsWith(`-${number}`))
    .map(({ level, device }) => ({ level, device }));
}

async function onBoardOnce(number: string, level: Level): Promise<void> {
  await expect.poll(() => hall.evaluator.state().lastPress, SOON).toEqual({ level, acknowledged: true });
  await expect.poll(() => ratingsOf(number), SOON).toEqual([{ level, device: 'evaluator-c1' }]);
  await expect.poll(() => pages.ratingsOf(number), SOON).toBe(1);
}

describe("an evaluator that only a file in the hall's own folder describes", () => {
  it('is lit for a visit, and its press is acknowledged, recorded once and on the desk board', async () => {
    const number = await visit();
    hall.evaluator.press('dissatisfied');
    await onBoardOnce(number, 'dissatisfied');
    await expect.poll(() => pages.desk.locator('.bad-band').textContent(), SOON).toContain(number);
  });

  it('sends a frame again whose checksum was broken, split byte by byte, and is recorded once', async () => {
    const number = await visit();
    hall.evaluator.fault('split');
    hall.evaluator.fault('corrupt-checksum');
    hall.evaluator.press('very-dissatisfied');
    await onBoardOnce(number, 'very-dissatisfied');
    expect(hall.evaluator.state().sent?.tries).toBeGreaterThan(1);
  });
});
