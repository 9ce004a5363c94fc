import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RatingRows } from '@bandecheng/shared/rating/rating-report';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ratedQuarter } from '../fakes/rated-quarter.ts';
import { hallOfCity, TestHub } from '../fakes/test-hub.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { press, SOON } from './staff-hall.ts';

const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
const PLAN = { from: '2026-11-09', to: '2026-11-20', visitsADay: 8, seed: 7 };

let hub: TestHub;
let folder: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratings-'));
  const hall = await hallOfCity('huancui', folder);
  hub = await TestHub.start(false, hall, PAGES, {
    write: (data, of) => ratedQuarter(data, of, PLAN),
  });
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  // The hall's Monday, whatever the day is here.
  await context.clock.setFixedTime(hub.now);
  await context.addCookies(hub.browserCookies(await hub.as('supervisor')));
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

const dialog = () => page.locator('dialog[open]').last();
/** A number that opens its rows, by what stands before it. */
const numberOf = (what: string) => page.getByRole('button', { name: new RegExp(`^查看：${what} \\d+$`) });
const countOf = async (what: string) => Number(await numberOf(what).first().textContent(SOON));

describe('the page of ratings', () => {
  it('opens the ratings behind a number, and one that is corrected leaves the figures and stays on record', async () => {
    await page.goto(`${hub.url}/ratings?period=2026-11`);
    const bad = await countOf('差评率的分子');
    expect(bad).toBeGreaterThan(1);
    expect(await countOf('满意率的分子')).toBe((await countOf('满意率的分母')) - bad);
    expect(await page.getByText('没有追加评价').count()).toBe(1);
    expect(await barriers(page)).toEqual([]);

    await numberOf('差评率的分子').click(SOON);
    await dialog()
      .getByRole('heading', { name: `差评率的分子：${bad} 条` })
      .waitFor(SOON);
    expect(await dialog().locator('.rating-table-bad').count()).toBe(bad);
    await dialog().getByRole('button', { name: '更正', exact: true }).first().click(SOON);
    await dialog().getByText('调试设备').click(SOON);
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: '不计入统计' }).click(SOON);
    await dialog().getByText('更正已记下').waitFor(SOON);
    await dialog()
      .getByRole('heading', { name: `差评率的分子：${bad - 1} 条` })
      .waitFor(SOON);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);

    await expect.poll(() => countOf('差评率的分子'), SOON).toBe(bad - 1);
    const visits = await countOf('评价率的分母');
    expect(visits).toBeGreaterThan(await countOf('评价率的分子'));
    await numberOf('评价率的分母').first().click(SOON);
    await dialog()
      .getByRole('heading', { name: `评价率的分母：${visits} 条` })
      .waitFor(SOON);
    await dialog().getByText('第 1 至 200 条').waitFor(SOON);
    expect(await dialog().locator('tbody tr').count()).toBe(200);
    expect(await dialog().getByRole('cell', { name: '未评价' }).count()).toBeGreaterThan(0);
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    const onTwo = page.getByRole('button', { name: /^查看：折合两档：不满意 \d+$/ });
    await onTwo.click(SOON);
    await expect.poll(() => dialog().locator('.rating-table-bad').count(), SOON).toBe(bad - 1);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    await numberOf('经更正或申诉不计入').click(SOON);
    await dialog().getByText('不计入：调试设备（某人）').waitFor(SOON);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    const [file] = await Promise.all([
      page.waitForEvent('download', SOON),
      page.getByText('下载 Excel').click(),
    ]);
    expect(file.suggestedFilename()).toBe('ratings-2026-11.xlsx');
  });

  it('opens the ratings that a count of the policy’s formula counts, and no other', async () => {
    await press(page, '季度');
    const count = '“评价”次数（评价器，窗口服务，满意）';
    await numberOf(count).first().waitFor(SOON);
    const n = await countOf(count);
    expect(n).toBeLessThan(await countOf('“评价”次数（评价器，窗口服务）'));
    await numberOf(count).first().click(SOON);
    await dialog()
      .getByRole('heading', { name: `${count}：${n} 条` })
      .waitFor(SOON);
    let shown = 0;
    while (shown < n) {
      const rows = await dialog().locator('tbody tr').count();
      expect(await dialog().getByRole('cell', { name: '评价器', exact: true }).count()).toBe(rows);
      expect(await dialog().locator('.rating-table-bad').count()).toBe(0);
      shown += rows;
      if (shown === n) break;
      await dialog().getByRole('button', { name: '较旧的' }).click(SOON);
      await dialog()
        .getByText(`第 ${shown + 1} 至`)
        .waitFor(SOON);
    }
    expect(shown).toBe(n);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
  });

  it('takes a rating on paper, typed in by number, into the figures at once', async () => {
    const supervisor = await hub.signIn('a-supervisor', 'password-1');
    const rows = '/api/ratings/rows?period=2026-11-20&kind=finished';
    const { visits } = (await hub.api('GET', rows, undefined, supervisor)).body as unknown as RatingRows;
    const { number = '' } = visits?.find(({ level }) => level === undefined) ?? {};
    const rated = await countOf('满意率的分母');
    await press(page, '录入评价');
    await dialog().getByLabel('号码（如 A012）').fill(number);
    await dialog().getByLabel('哪天办的').fill('2026-11-20');
    await dialog().getByRole('button', { name: '查办件' }).click(SOON);
    await dialog().getByText('纸质评价表').click(SOON);
    await dialog().getByText('不满意', { exact: true }).click(SOON);
    await dialog().getByText('办事效率').click(SOON);
    await dialog().getByLabel('评价时间').fill('17:45');
    await dialog().getByLabel('原话').fill('问了三次才说清要什么材料');
    await dialog().getByRole('button', { name: '录入', exact: true }).click(SOON);
    await dialog().getByText(`${number} 的评价已录入`).waitFor(SOON);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    await expect.poll(() => countOf('满意率的分母'), SOON).toBe(rated + 1);
  });

  it('ranks departments, counters and channels, and opens the ratings of each', async () => {
    await press(page, '分项');
    await press(page, '窗口');
    await page.locator('.parts-table').waitFor(SOON);
    const places = () => page.locator('.parts-table tbody tr td:first-child').allTextContents();
    expect((await places())[0]).toBe('1');
    await page.getByRole('button', { name: '差评率', exact: true }).click(SOON);
    await page.locator('th[aria-sort=descending]', { hasText: '差评率' }).waitFor(SOON);
    await press(page, '渠道');
    const few = page.locator('.parts-unranked + tr');
    await few.getByText('样本不足 30').first().waitFor(SOON);
    await numberOf('扫码 · 评价').click(SOON);
    await dialog().getByRole('cell', { name: '扫码', exact: true }).first().waitFor(SOON);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
  });

  it('shows signals of dishonest presses with their rows, and who has looked into them', async () => {
    await press(page, '诚信核查');
    const signal = page.locator('.signal-list li', { hasText: '评价过快 · 5 号窗口' });
    await signal.waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    await signal.locator('.signal-count .number-button').click(SOON);
    await dialog()
      .getByRole('cell', { name: /办结后 1 秒/ })
      .first()
      .waitFor(SOON);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    await signal.getByRole('button', { name: '记为已核查' }).click(SOON);
    await dialog().getByLabel('查到了什么').fill('看了监控，是窗口自己按的');
    await dialog().getByRole('button', { name: '记下' }).click(SOON);
    await signal.getByText('已核查：某人').waitFor(SOON);
  });

  it('has a clerk’s appeal decided by somebody else, and a drawn sample called back with one tap each', async () => {
    await press(page, '申诉');
    await page.getByRole('button', { name: '裁定' }).first().click(SOON);
    await dialog().getByText('不成立', { exact: true }).click(SOON);
    await dialog().getByLabel('裁定的理由').fill('录音里群众说了不满意');
    await dialog().getByRole('button', { name: '记下裁定' }).click(SOON);
    await page.getByText('不成立，由 某人 裁定').waitFor(SOON);

    await page.locator('tr', { hasText: '不成立，由 某人 裁定' }).getByText('看留言').click(SOON);
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: '监督检查' }).click(SOON);
    await dialog().getByText('录音里群众说了不满意').waitFor(SOON);
    expect(await hub.journalText()).toMatch(
      /"WordsSeen".*"actor":"staff:a-supervisor".*"reason":"supervise"/,
    );
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);

    await press(page, '电话回访');
    await page.getByLabel('抽多少件').fill('3');
    await press(page, '抽取名单');
    await press(page, '打电话');
    expect(await barriers(page)).toEqual([]);
    await page.locator('.call-card').getByRole('button', { name: '不满意', exact: true }).click(SOON);
    await page.getByText('2026-Q4 回访：1 / 3').waitFor(SOON);
    await page.locator('.call-card').getByRole('button', { name: '无人接听' }).click(SOON);
    await page.getByText(/：已记下/).waitFor(SOON);
    await press(page, '录入评价');
    await dialog().getByLabel('号码（如 A012）').fill('z9');
    await dialog().getByRole('button', { name: '查办件' }).click(SOON);
    await dialog().getByText('没有 Z9 的办结记录').waitFor(SOON);
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: '关闭' }).click(SOON);
    await press(page, '上报');
    await page.getByText('没有配置上报接口').waitFor(SOON);
  });
});
