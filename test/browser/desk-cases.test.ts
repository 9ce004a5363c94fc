import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyDesk, type Person } from '../fakes/busy-desk.ts';
import { recorded } from '../flow/journal-lines.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { press, SOON } from './staff-hall.ts';

/** `PICTURES=<folder>` fills the hall and keeps a picture of each screen, to be looked at by a person. */
const PICTURES = process.env['PICTURES'];
const FULL = { counters: 6, cases: 60, tickets: 200 };
const FEW = { counters: 3, cases: 12, tickets: 24 };
const OFFICE = { width: 1366, height: 768 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SIZES = [OFFICE, { width: 1920, height: 1080 }, { width: 3840, height: 2160 }];

let hall: BusyDesk;
let browser: Browser;
let board: Page;
const contexts = new Map<string, BrowserContext>();

beforeAll(async () => {
  const { counters, cases, tickets } = PICTURES === undefined ? FEW : FULL;
  hall = await BusyDesk.open(counters);
  await hall.openCases(cases);
  await hall.giveTickets(tickets);
  browser = await launchChromium();
  board = await open('wang', '/desk', '.case-item');
});
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** A page of somebody's browser; `sign`: what is there once it has its first view. */
async function open(who: Person, path: string, sign: string): Promise<Page> {
  let context = contexts.get(who);
  if (context === undefined) {
    context = await browser.newContext({ viewport: OFFICE });
    contexts.set(who, context);
    await context.addCookies(hall.hub.browserCookies(await hall.as(who)));
  }
  const page = await context.newPage();
  await page.goto(`${hall.hub.url}${path}`);
  await page.locator(sign).first().waitFor(SOON);
  return page;
}

/** Takes a step of the case on the page: its button, what it asks for, its confirmation. */
async function take(page: Page, step: string, fill: (dialog: ReturnType<Page['locator']>) => Promise<void>) {
  await page.locator('.step-panel').getByRole('button', { name: step, exact: true }).click(SOON);
  const dialog = page.locator('dialog[open]');
  await fill(dialog);
  await dialog.getByRole('button', { name: `确认：${step}` }).click(SOON);
  await page.getByText(`${step}：已记录`).first().waitFor(SOON);
}
const nothing = async (): Promise<void> => undefined;

describe('the desk board with cases', () => {
  it.each(SIZES)('has room for queue, cases and calls for help on %o', async (size) => {
    await board.setViewportSize(size);
    await board.locator('.help-card').first().waitFor(SOON);
    if (PICTURES !== undefined) await board.screenshot({ path: `${PICTURES}/desk-${size.width}.png` });
    const sight = await board.evaluate(() => {
      const inside = (element: Element): boolean => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      };
      const count = (selector: string): number =>
        [...document.querySelectorAll(selector)].filter(inside).length;
      return {
        wider: document.documentElement.scrollWidth - innerWidth,
        cases: count('.case-item'),
        services: count('.desk-count'),
        panels: count('.desk-panel'),
        brokenTimes: [...document.querySelectorAll('.counter-table-state > span:last-child')].filter(
          (note) => note.getClientRects()[0]!.height > 2 * parseFloat(getComputedStyle(note).fontSize),
        ).length,
      };
    });
    expect(sight.wider).toBe(0);
    expect(sight.panels).toBe(5);
    expect(sight.brokenTimes).toBe(0);
    expect(sight.cases).toBeGreaterThanOrEqual(6);
    expect(sight.services).toBeGreaterThanOrEqual(3);
  });

  it('says by word and shape what is over, due today or only measured, and shows a confidential case bare', async () => {
    await board.setViewportSize(OFFICE);
    expect(await barriers(board)).toEqual([]);
    const overdue = board.locator('.case-item-overdue').first();
    expect(await overdue.textContent()).toMatch(/超时|超出原则时限/);
    expect(await overdue.locator('.standing-mark-overdue').count()).toBe(1);
    expect(await board.locator('.case-item-due-today').first().textContent()).toContain('今天 17:00 前');
    const bare = board.locator('.case-item', { hasText: '保密' }).first();
    expect(await bare.textContent()).not.toMatch(/局|下一步|在办/);
    await overdue.getByRole('button', { name: '下一步' }).click(SOON);
    expect(await overdue.textContent()).toMatch(/“.*(两个|2个)工作日/);
  });
});

describe('a counter’s call for help', () => {
  it('becomes a case that is led through its steps, printed, rated and archived', async () => {
    const counter = await open('liu', '/counter?of=c3', '.counter-head');
    const number = (await counter.locator('.current-ticket-number').textContent(SOON)) ?? '';
    await press(counter, '求助');
    expect(await barriers(counter)).toEqual([]);
    await counter.locator('dialog[open]').getByRole('button', { name: '办不成' }).click(SOON);
    await counter.getByText(`${number} 已求助并挂起`).waitFor(SOON);

    const card = board.locator('.help-card', { hasText: number });
    await card.getByText('3 号窗口求助').waitFor(SOON);
    await card.getByRole('button', { name: '前往' }).click(SOON);
    await card.getByText('有人前往').waitFor(SOON);
    const opened = board.context().waitForEvent('page');
    await card.getByRole('link', { name: '立案' }).click(SOON);
    const page = await opened;

    const dialog = page.locator('dialog[open]');
    await dialog.getByText(`来自 3 号窗口的 ${number}`).waitFor(SOON);
    await dialog.getByText('多次到大厅仍未能办成').click(SOON);
    await dialog.getByLabel('反映人姓名').fill('司马相如');
    await dialog.getByLabel('联系电话').fill('13712345678');
    await dialog.getByLabel('反映主要内容').fill('材料退了三次');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: '立案' }).click(SOON);
    await page.getByText('已立案').waitFor(SOON);
    await card.waitFor({ state: 'detached', ...SOON });

    await take(page, '登记', nothing);
    await take(page, '联系值班长、窗口人员、首席代表', nothing);
    await take(page, '当场答复', (form) => form.getByLabel('受理窗口处理意见').fill('容缺受理'));
    await take(page, '企业群众满意', nothing);
    expect(await barriers(page)).toEqual([]);

    const grades = page.locator('.rating-part-grades button');
    const sizes = await grades.evaluateAll((all) =>
      all.map((one) => `${one.clientWidth}×${one.clientHeight} ${getComputedStyle(one).fontSize}`),
    );
    const words = (await grades.allTextContents()).map((word) => word.trim());
    expect(words).toEqual(['满意', '基本满意', '不满意', '未评价']);
    expect(new Set(sizes).size).toBe(1);
    await page.locator('[data-grade=satisfied]').click(SOON);
    await page.locator('.case-whole > header', { hasText: '已评价' }).waitFor(SOON);

    const printing = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '受理单' }).click(SOON);
    const form = await printing;
    const sheet = form.locator('.form-sheet');
    await sheet.first().waitFor(SOON);
    expect(await sheet.count()).toBe(1);
    const rows = await sheet.locator('th').allTextContents();
    expect(rows.slice(0, 3)).toEqual(['编号', '反映人姓名', '联系电话']);
    expect(await sheet.textContent()).toContain('司马相如');
    expect(await sheet.textContent()).toContain('第 1 份：台账');
    expect(await barriers(form)).toEqual([]);

    await take(page, '归档', nothing);
    await page.locator('.case-whole > header', { hasText: '归档' }).waitFor(SOON);
    expect(await page.locator('.step-panel').count()).toBe(0);
    const id = (await page.locator('.case-whole h2').textContent(SOON)) ?? '';
    await page.getByRole('button', { name: '已办结' }).click(SOON);
    await page.locator('.case-list-found', { hasText: id }).waitFor(SOON);
    expect(await board.locator('.case-item', { hasText: id }).count()).toBe(0);
  });
});

describe('a case on the way', () => {
  it('is given to somebody, corrected, spoken of, extended, shared out, filed and put on a slip of paper', async () => {
    const jobs = await hall.printer();
    const id = await hall.handled();
    const page = await open('wang', `/cases?case=${id}`, '.case-whole');
    const dialog = page.locator('dialog[open]');
    const part = (title: string) =>
      page.locator('.case-part', { has: page.getByRole('heading', { name: title }) });
    const click = (name: string, within = page.locator('.case-whole')) =>
      within.getByRole('button', { name, exact: true }).click(SOON);
    const done = (said: string) => page.getByText(said).first().waitFor(SOON);

    await page.getByLabel('交给谁').selectOption({ label: '员工li（li）' });
    await click('交办');
    await done('已交给 员工li');
    await part('谁来办').getByText('现在：员工li').waitFor(SOON);

    await click('更正');
    await dialog.getByText('须专家论证').click(SOON);
    await click('更正', dialog);
    await done('已更正，时限已重新计算');

    await click('告知进展');
    await dialog.getByLabel('怎么告诉反映人的？').fill('专家下周到场，已电话告知');
    await click('记录告知', dialog);
    await done('已记录告知');

    await click('更正');
    await dialog.getByText('是', { exact: true }).click(SOON);
    await click('更正', dialog);
    await dialog.waitFor({ state: 'detached', ...SOON });

    await click('延期');
    await dialog.getByLabel('延到哪一天？').fill('2026-12-09');
    await dialog.getByLabel('延时原因').fill('要调三年的档案');
    expect(await barriers(page)).toEqual([]);
    await click('延期', dialog);
    await done('已延到 2026-12-09');

    await click('加一个部门');
    await dialog.getByLabel('部门名称').fill('公安局');
    await click('加一个部门', dialog);
    await done('公安局 已加入');
    await click('公安局 办完了');
    await dialog.getByLabel('办理结果').fill('户籍证明已开');
    await click('办完了', dialog);
    await done('公安局 已办完');

    await page
      .locator('.material-panel-add input')
      .setInputFiles({ name: '户口本.png', mimeType: 'image/png', buffer: PNG });
    await done('材料已存入');
    await part('材料').getByRole('button', { name: '查看第 1 份' }).click(SOON);
    await click('核实情况', dialog);
    await part('材料').getByRole('img', { name: '第 1 份材料' }).waitFor(SOON);

    await click('打印回执');
    await done('回执已送到“一楼取号机”的打印机');
    await click('把一次性告知打印到小票机');
    await done('一次性告知已送到“一楼取号机”的打印机');
    await expect.poll(() => jobs.length, { timeout: 15_000 }).toBe(2);
    const papers = jobs.map((job) => ('paper' in job ? job.paper : null));
    expect(papers.map((paper) => paper?.title)).toEqual(['受理回执', '一次性告知']);
    expect(papers[1]?.lines).toEqual(expect.arrayContaining([`编号：${id}`, '承办单位：自然资源局']));
    expect(await barriers(page)).toEqual([]);
    const told = await page.locator('.timeline-panel').textContent();
    for (const words of [
      '交给员工li',
      '延长到',
      '中期告知',
      '公安局办完',
      '上传材料一份',
      '打印一次性告知（小票机）',
    ])
      expect(told).toContain(words);
    await page.close();
  });

  it('is printed in the hall’s own layout on as many pages as it takes, each line whole on one of them', async () => {
    const id = await hall.handled();
    const form = await open('wang', `/form?case=${id}&form=transferSheet`, '.template-sheet');
    const frames = form.locator('.template-sheet');
    await expect.poll(() => frames.count(), { timeout: 15_000 }).toBe(2);
    const seenOn = (page: number) =>
      frames.nth(page).evaluate((frame: HTMLIFrameElement) => {
        const lines = [...(frame.contentDocument?.querySelectorAll('tr, #end') ?? [])];
        return lines.flatMap((line) => {
          const { left, right, top, bottom } = line.getBoundingClientRect();
          const isOn =
            left >= 0 && right <= frame.clientWidth + 1 && top >= 0 && bottom <= frame.clientHeight;
          return isOn ? [line.textContent] : [];
        });
      });
    await expect.poll(async () => (await seenOn(1)).at(-1), { timeout: 15_000 }).toBe('以上共 60 行');
    expect([...(await seenOn(0)), ...(await seenOn(1))]).toHaveLength(61);
    const paper = (await form.pdf()).toString('latin1');
    expect(paper.match(/\/Type \/Page\b/g)).toHaveLength(2);
    await form.close();
  });
});

describe('what a case keeps masked', () => {
  it('opens for a reason that goes on record, and closes again', async () => {
    const page = await open('wang', '/cases', '.case-list-number');
    if (PICTURES !== undefined)
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.locator('.case-list-number').first().click(SOON);
        await page.locator('.timeline-panel').waitFor(SOON);
        await page.screenshot({ path: `${PICTURES}/cases-${size.width}.png` });
      }
    await page.locator('.case-list-number').first().click(SOON);
    const facts = page.locator('.fact-panel');
    await facts.getByText('欧阳＊').waitFor(SOON);
    expect(await page.content()).not.toContain('欧阳正德');
    await facts.getByRole('button', { name: '查看反映人姓名' }).click(SOON);
    await page.locator('dialog[open]').getByRole('button', { name: '核实情况' }).click(SOON);
    await facts.getByText('欧阳正德').waitFor(SOON);
    expect(recorded(hall.hub.folder, 'PersonalSeen').at(-1)).toMatchObject({
      fields: ['name'],
      reason: 'verify',
    });
    await facts.getByRole('button', { name: '收起' }).click(SOON);
    await facts.getByText('欧阳＊').waitFor(SOON);
    expect(await page.content()).not.toContain('欧阳正德');
  });

  it('is kept from a clerk altogether where the case is confidential', async () => {
    const bare = board.locator('.case-item', { hasText: '保密' }).first();
    const id = (await bare.locator('a').textContent(SOON)) ?? '';
    const page = await open('li', `/cases?case=${id}`, '.case-list-number');
    await page.getByText('只有受理人员和监督人员能看到内容').waitFor(SOON);
    expect(await page.locator('.case-whole').count()).toBe(0);
    const trusted = await open('wang', `/cases?case=${id}`, '.case-whole');
    expect(await trusted.locator('.case-whole > header').textContent()).toContain('保密');
  });
});

describe('what is out of scope', () => {
  it('is shown another way and starts no clock', async () => {
    const before = recorded(hall.hub.folder, 'ClockStarted').length;
    const page = await open('wang', '/cases?open=1', 'dialog[open]');
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('信访事项').click(SOON);
    await dialog.getByText('这件事请到信访部门办理').waitFor(SOON);
    await dialog.getByRole('button', { name: '不予受理并引导' }).click(SOON);
    await page.getByText('已引导，没有计时').waitFor(SOON);
    await board.getByText('今天引导 1').waitFor(SOON);
    expect(recorded(hall.hub.folder, 'ClockStarted')).toHaveLength(before);
  });
});

describe('a hand-over', () => {
  it('leaves a note that the next shift reads', async () => {
    const page = await open('wang', '/cases', '.case-list-number');
    await press(page, '交班');
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel('要告诉下一班什么？').fill('三号窗口扫描仪坏了');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: '交班' }).click(SOON);
    await dialog.waitFor({ state: 'detached', ...SOON });
    await press(page, '交班');
    await dialog.getByRole('button', { name: '看内容' }).first().click(SOON);
    await dialog.getByText('三号窗口扫描仪坏了').waitFor(SOON);
  });
});
