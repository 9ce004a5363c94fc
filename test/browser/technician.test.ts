import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import { recorded } from '../flow/journal-lines.ts';
import type { SignedIn } from '../flow/signed-in.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { complaintsOf } from './complaints.ts';

/** Questions are asked again every two seconds, on a machine that may be busy. */
const SOON = { timeout: 20_000 };
/** A test ticket takes the printer's own pauses. */
const PRINTED = { timeout: 60_000 };

let browser: Browser;
let hall: FlowHall;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open();
});
afterAll(async () => {
  await hall?.close();
  await browser?.close();
});
afterEach(() => context?.close());

async function devicesPage(person: SignedIn): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  complaints = complaintsOf(context);
  await context.addCookies(person.browserCookies());
  const page = await context.newPage();
  await page.goto(`${hall.url}/devices`);
  await page.locator('.device-row-good').nth(1).waitFor(SOON);
  return page;
}

async function look(page: Page, device: string): Promise<void> {
  await page.locator(`[data-test=look-${device}]`).click();
  await page.locator('dialog[open]').waitFor(SOON);
}

describe('the devices page of an administrator', () => {
  it('shows a press as it comes, as bytes and in words', async () => {
    const page = await devicesPage(hall.people.admin);
    await look(page, 'evaluator-c1');
    await page.getByRole('heading', { name: '1 号窗口评价器' }).waitFor(SOON);

    hall.evaluator.press('dissatisfied');

    const pressed = page.locator('[data-test=frame]').filter({ hasText: '设备发来' });
    await pressed.filter({ hasText: 'FF 68' }).filter({ hasText: '不满意' }).first().waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('prints a test ticket, says what shows that it came out, and records no number', async () => {
    const page = await devicesPage(hall.people.admin);
    const before = hall.printer.slips().length;
    await look(page, 'printer-k1');

    await page.getByRole('button', { name: '打一张测试票' }).click();

    await page.getByText('已打出。').waitFor(PRINTED);
    expect(hall.printer.slips()).toHaveLength(before + 1);
    expect(JSON.stringify(hall.printer.slips().at(-1))).toContain('测试');
    expect(recorded(hall.dataFolder, 'TicketIssued')).toEqual([]);
    expect(recorded(hall.dataFolder, 'PrintRequested')).toEqual([]);
    expect(recorded(hall.dataFolder, 'PrintChanged')).toEqual([]);
    expect(await barriers(page)).toEqual([]);
  });

  it('tells of trouble since when and what to do, as soon as it is known', async () => {
    const page = await devicesPage(hall.people.admin);
    await look(page, 'printer-k1');

    hall.printer.fault('cover-open');

    const dialog = page.locator('dialog[open]');
    await dialog.getByText('把打印机机盖按到位').waitFor(SOON);
    expect(await dialog.textContent()).toMatch(/\d\d:\d\d 起/);
    hall.printer.fault('cover-open', false);
    await dialog.getByText('工作正常，不用处理').waitFor(SOON);
  });

  it('lists what is attached to the agent’s machine, and saves its diagnostics as a file', async () => {
    const page = await devicesPage(hall.people.admin);

    await page.getByRole('button', { name: '查看 flow-agent 这台主机' }).click();
    await page.getByText(/查到 \d+ 个接口/).waitFor(SOON);
    const download = page.waitForEvent('download', SOON);
    await page.getByRole('button', { name: '下载诊断文件' }).click();

    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^诊断-flow-agent-\d{6}\.json$/);
    const diagnostics = JSON.parse(await readFile(await file.path(), 'utf8')) as object;
    expect(diagnostics).toMatchObject({ config: { agent: 'flow-agent' } });
    await page.getByText('已下载。').waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is honest while the agent is away, and goes on when it is back', async () => {
    const page = await devicesPage(hall.people.admin);
    await look(page, 'printer-k1');
    await page.locator('[data-test=frame]').first().waitFor(SOON);

    await hall.agent.kill();

    await page.getByText('设备代理离线，问不到这台设备。').waitFor(SOON);
    expect(await page.getByRole('button', { name: '打一张测试票' }).isDisabled()).toBe(true);
    await hall.startAgent();
    await page.locator('[data-test=frame]').first().waitFor(SOON);
  });
});

describe('the devices page of anyone else', () => {
  it('shows the state of every device and none of the administrator’s tools', async () => {
    const page = await devicesPage(hall.people.desk);
    // Whether there are tools is asked of the hub: the answer has come before this one.
    await page.evaluate(() => fetch('/api/technician'));

    expect(await page.locator('[data-test^=look-]').count()).toBe(0);
    expect(await page.getByRole('button', { name: '下载诊断文件' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
