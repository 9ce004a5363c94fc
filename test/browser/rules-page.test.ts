import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';
import { barriers } from './accessibility.ts';
import { launchChromium } from './chromium.ts';

const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
const SOON = { timeout: 20_000 };

let hub: TestHub;
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-page-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder), PAGES);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await rm(folder, { recursive: true });
});

/** A page of somebody whose session is this cookie. */
async function pageOf(cookie: string, path: string, ready: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addCookies(hub.browserCookies(cookie));
  const page = await context.newPage();
  await page.goto(hub.url + path);
  await page.locator(ready).first().waitFor(SOON);
  return page;
}

/** A case that was asked about and refused: over, with a name in it. */
async function closedCase(): Promise<string> {
  const screen = hub.screen('desk', undefined, await hub.as('desk'));
  expect(await outcome(screen)).toBe('connected');
  const send = async (id: string, command: object): Promise<Answer> =>
    (await screen.emitWithAck('command:send', { id: `rules-page-${id}`, ...command })) as Answer;
  const fields = { name: '欧阳正德' };
  const open = { type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', fields };
  const answer = await send('open', open);
  const id = (answer.ok ? answer.case : undefined) ?? '';
  await send('refuse', { type: 'TakeStep', case: id, as: 'desk', step: 'w0', exclusion: 0 });
  return id;
}

describe('the rules in the hands of the hall', () => {
  it('are read in plain words, and what they assume is signed by name', async () => {
    const page = await pageOf(await hub.as('supervisor'), '/rules', '.clock-card');
    const clock = await page.locator('.clock-card', { hasText: '转办单办结' }).innerText();
    expect(clock).toContain('2 个工作日');
    expect(clock).toContain('办事窗口单位收到《转办单》后，原则上2个工作日内办结');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '签认 WS-A1' }).click();
    await page.getByRole('button', { name: '确认签认' }).click();
    await page.getByText('某人 2026-11-23（周一） 09:30 签认').waitFor(SOON);
    expect(await page.getByRole('button', { name: '签认 WS-A1' }).count()).toBe(0);
    await page.context().close();
  });

  it('one proposes other closing times, another signs them, and they hold at once', async () => {
    const leader = await pageOf(await hub.as('shift-leader'), '/rules#calendar', '.override-form');
    await leader.getByText('2027 年的放假安排还没有导入').waitFor(SOON);
    expect(await barriers(leader)).toEqual([]);
    await leader.getByLabel('发文日期').fill('2026-11-20');
    await leader.getByLabel('依据（文件或决定）').fill('区政务服务中心通知');
    const closing = leader.locator('fieldset', { hasText: '另定的下班时间' });
    await closing.getByRole('button', { name: '加一行' }).click();
    await closing.getByLabel('从').fill('2026-11-01');
    await closing.getByLabel('到').fill('2062-03-31');
    await closing.getByLabel('下班时间').fill('16:30');
    await closing.getByLabel('原因').fill('冬季作息');
    await leader.getByRole('button', { name: '提出' }).click();
    await leader.getByText('2062-03-31 不在').first().waitFor(SOON);
    await closing.getByLabel('到').fill('2027-03-31');
    await leader.getByRole('button', { name: '提出' }).click();
    await leader.getByText('这是您提出的，须由另一个账号签认').waitFor(SOON);
    const admin = await pageOf(await hub.asAdmin(), '/rules#calendar', '.rules-moves');
    await admin.getByRole('button', { name: '签认并执行' }).click();
    await admin.getByText('a-shift-leader、admin 签认').waitFor(SOON);
    await admin.getByText('2026-11-01 至 2027-03-31 16:30 下班（冬季作息）').waitFor(SOON);
    await admin.getByRole('button', { name: '重新读取年历' }).click();
    await expect.poll(() => admin.locator('.ask-notice').count(), SOON).toBe(0);
    for (const page of [leader, admin]) await page.context().close();
  });

  it('an administrator forgets a person after asking twice, and has a certificate to print', async () => {
    const id = await closedCase();
    const page = await pageOf(await hub.asAdmin(), `/erasure?case=${id}`, '.erasure-buttons');
    await page.getByRole('button', { name: '本人要求，删除' }).click();
    await page.getByText(`真的要删除 ${id} 的全部个人信息和材料吗？`).waitFor(SOON);
    await page.getByRole('button', { name: '确认删除' }).click();
    await page.getByText('表单栏目：反映人姓名').waitFor(SOON);
    expect(await page.locator('.erasure-hash').innerText()).toMatch(/校验值 [0-9a-f]{64}/);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});
