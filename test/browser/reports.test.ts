import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, TestHub } from '../fakes/test-hub.ts';
import { weekOfCases } from '../fakes/week-of-cases.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';

const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
const SOON = { timeout: 15_000 };

let hub: TestHub;
let folder: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder), PAGES);
  await hub.as('supervisor');
  await weekOfCases(hub);
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addCookies(hub.browserCookies(await hub.signIn('a-supervisor', 'password-1')));
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the page of reports', () => {
  it('shows a month, opens the cases behind a number, and hands out the same as files', async () => {
    await page.goto(`${hub.url}/reports?period=2026-11`);
    await page.getByText('2026年11月').first().waitFor(SOON);
    expect(await page.locator('.target-mark').allTextContents()).toEqual([
      ...['达到 100%', '未达到 100%', '达到 100%'].map((text) => expect.stringContaining(text) as string),
    ]);
    expect(await page.getByText('超出原则时限').count()).toBeGreaterThan(0);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '查看：不予受理 1' }).click(SOON);
    await page.locator('dialog[open] a', { hasText: 'B20261123-012' }).waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '关闭' }).click(SOON);
    await page.getByLabel('作为哪份报告').selectOption({ label: '移交旗纪委监委简要情况' });
    await page.locator('h2', { hasText: '移交旗纪委监委简要情况' }).waitFor(SOON);
    const [file] = await Promise.all([
      page.waitForEvent('download', SOON),
      page.getByText('下载 Excel').click(),
    ]);
    expect(file.suggestedFilename()).toBe('cases-2026-11.xlsx');
    await page.getByRole('button', { name: '上一期' }).click(SOON);
    await page.getByText('2026年10月').first().waitFor(SOON);
    expect(await page.locator('.metric-value').first().textContent()).toBe('—');
  });

  it('shows the ledger masked, and whole with a reason', async () => {
    await page.getByRole('button', { name: '台账' }).click(SOON);
    await page.getByLabel('从').fill('2026-11-01');
    await page.getByLabel('到', { exact: true }).fill('2026-11-30');
    await page.getByRole('button', { name: '查看' }).click(SOON);
    await page.getByText('姓名和内容已隐去').waitFor(SOON);
    expect(await page.locator('.ledger-table').textContent()).toContain('张＊');
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('姓名和内容').selectOption('supervise');
    await page.getByRole('button', { name: '查看' }).click(SOON);
    await page.getByText('您的查看已记录').waitFor(SOON);
    expect(await page.locator('.ledger-table').textContent()).toContain('张三');
    expect(await hub.seen('PersonalSeen')).toBe(11);
  });

  it('keeps what a closed case taught, and finds it again', async () => {
    await page.getByRole('button', { name: '知识库' }).click(SOON);
    await page.getByRole('button', { name: '从结案的案件总结一条' }).click(SOON);
    await page.getByLabel('案件编号').fill('B20261123-001');
    await page.getByLabel('办不成的原因').fill('外省缴费记录查不到');
    await page.getByLabel('怎样办成的').fill('请外省核验');
    await page.getByLabel('关键词（用空格分开）').fill('社保 异地');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click(SOON);
    await page.getByText('已保存').waitFor(SOON);
    await page.getByLabel('搜索原因').fill('异地');
    await page.getByRole('button', { name: '搜索' }).click(SOON);
    await page.locator('.knowledge-list h2', { hasText: '外省缴费记录查不到' }).waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
  });
});
