import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FlowHall } from '../flow/flow-hall.ts';
import { FlowPages } from '../flow/flow-pages.ts';
import { recorded } from '../flow/journal-lines.ts';
import type { SignedIn } from '../flow/signed-in.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { complaintsOf } from './complaints.ts';

/** Questions are asked again every two seconds, on a machine that may be busy. */
const SOON = { timeout: 20_000 };
/** A test ticket takes the printer's own pauses. */
const PRINTED = { timeout: 60_000 };

/** Of an evaluator whose one key is as its model has it, and whose other nobody knows. */
const KEYS = { '77': 'satisfied', '01': 'dissatisfied' } as const;

let browser: Browser;
let hall: FlowHall;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open({ evaluatorKeys: KEYS });
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

describe('an evaluator that nobody knows', () => {
  it('is learned button by button on the page, works at once, and rates the next visit', async () => {
    const page = await devicesPage(hall.people.admin);
    const pages = await FlowPages.open(browser, hall);
    onTestFinished(() => pages.close());
    await look(page, 'evaluator-c1');
    await page.getByRole('button', { name: '学习按键、试探、录制…' }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel('评价器有几个键').fill('9');
    await dialog.getByRole('button', { name: '开始' }).click();
    await dialog.getByText('不能大于 5').waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByLabel('评价器有几个键').fill('2');
    await dialog.getByLabel('档案名称').fill('window-1-box');
    await dialog.getByRole('button', { name: '开始' }).click();
    await pages.desk.getByText('正在检修').first().waitFor(SOON);

    for (const [i, key] of (['satisfied', 'dissatisfied', 'satisfied', 'dissatisfied'] as const).entries()) {
      await dialog.locator('[data-test=said]').filter({ hasText: '：请按' }).nth(i).waitFor(SOON);
      hall.evaluator.press(key);
    }
    await dialog.getByText('改用型号档案 window-1-box 吗？').last().waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: '现在就用' }).click();
    await dialog.getByText('做完了').waitFor(SOON);
    await pages.desk.getByText('全部 2 台设备正常').waitFor(SOON);

    const number = await pages.takeNumber();
    await pages.serveNext(number);
    await expect.poll(() => hall.evaluator.state().litSince, SOON).not.toBeNull();
    hall.evaluator.press('satisfied');
    await expect.poll(() => pages.ratingsOf(number), SOON).toBe(1);
    await page
      .locator('[data-test=last-print]')
      .filter({ hasText: /证据 [ABCE]\+? 级）：打印机/ })
      .first()
      .waitFor(SOON);

    await dialog.getByRole('button', { name: '再做一次' }).click();
    await dialog.getByText('录制通信').click();
    await dialog.getByRole('button', { name: '开始' }).click();
    await dialog.getByText('正在录制').waitFor(SOON);
    await expect.poll(() => hall.evaluator.state().connected, SOON).toBe(true);
    hall.evaluator.press('dissatisfied');
    await expect.poll(() => hall.evaluator.state().lastPress?.acknowledged, SOON).toBe(true);
    await dialog.getByRole('button', { name: '录好了，停止' }).click();
    const download = page.waitForEvent('download', SOON);
    await dialog.getByRole('button', { name: '下载录制文件' }).click();
    const recording = await readFile(await (await download).path(), 'utf8');
    expect(recording).toContain('"profile":"window-1-box"');
    expect(recording).toContain('"direction":"from-device"');
    // The one thing filled in wrong.
    expect(complaints).toEqual([expect.stringContaining('400 (Bad Request)')]);
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
