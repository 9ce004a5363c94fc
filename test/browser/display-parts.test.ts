import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import type { SignedIn } from '../flow/signed-in.ts';
import { barriers } from './accessibility.ts';
import { BRANCHING_HALL, command } from './branching-hall.ts';
import { launchChromium } from './chromium.ts';

/** What was done shows well within this. */
const SOON = { timeout: 10_000 };

let browser: Browser;
let hall: FlowHall;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open({ hall: BRANCHING_HALL });
});
afterAll(async () => {
  await hall?.close();
  await browser?.close();
});

async function openDisplay(of: string | undefined, person: SignedIn): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await context.addCookies(person.browserCookies());
  const page = await context.newPage();
  await page.goto(`${hall.url}/display${of === undefined ? '' : `?of=${of}`}`);
  await page.locator('.display-main').waitFor(SOON);
  return page;
}

const large = (display: Page) => display.locator('[data-test=current-number]');
const lines = (display: Page): Promise<string[]> =>
  display.locator('.waiting-counts-list li > span').allTextContents();

it('each waiting area’s display shows the calls and lines of its own, the hall’s display all of them', async () => {
  const [whole, ground, upstairs] = [
    await openDisplay(undefined, hall.people.display),
    await openDisplay('ground', hall.people.desk),
    await openDisplay('upstairs', hall.people.desk),
  ];
  expect((await lines(upstairs)).join()).toContain('税务');
  expect((await lines(upstairs)).join()).not.toContain('社会保险');
  expect(await upstairs.locator('.display-name').textContent()).toBe('二楼 B 区');

  const kiosk = { screen: 'kiosk', of: 'k1' };
  const issue = { id: 'parts-issue-1', type: 'IssueTicket', service: 'social', kiosk: 'k1' };
  expect(await command(hall, hall.people.kiosk, kiosk, issue)).toMatchObject({ ok: true });
  const counter = { screen: 'counter', of: 'c1' };
  for (const type of ['OpenCounter', 'CallNext'])
    expect(
      await command(hall, hall.people.clerk, counter, { id: `parts-${type}`, type, counter: 'c1' }),
    ).toMatchObject({ ok: true });

  for (const display of [whole, ground])
    await expect.poll(() => large(display).textContent(), SOON).toBe('A001');
  // The same view that brought the call to the others has left this one as it was.
  expect(await large(upstairs).count()).toBe(0);
  expect(await upstairs.locator('[data-test=listed-call]').count()).toBe(0);
  expect(await barriers(ground)).toEqual([]);

  // Who switches the display on now sees what everyone sees.
  const late = await openDisplay('ground', hall.people.desk);
  await late.getByText('A001').first().waitFor(SOON);
  expect(await large(late).textContent()).toBe('A001');
});
