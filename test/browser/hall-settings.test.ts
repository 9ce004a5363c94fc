import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded } from '../flow/journal-lines.ts';
import { SignedIn } from '../flow/signed-in.ts';
import { barriers } from './accessibility.ts';
import { press, SOON, StaffHall } from './staff-hall.ts';

/** A picture of one pixel. */
const PORTRAIT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let staff: StaffHall;

beforeAll(async () => {
  staff = await StaffHall.open();
});
afterAll(() => staff?.close());

const settingsPage = (): Promise<Page> => staff.page('/hall', '.hall-form', 'admin');

describe('editing the hall while it works', () => {
  it('closes a service on the kiosk at once, and opens it again', async () => {
    const settings = await settingsPage();
    await settings.locator('.part-list button', { hasText: '税务' }).click();
    await settings.getByLabel('停止取号').check();
    expect(await barriers(settings)).toEqual([]);
    await press(settings, '保存并生效');
    await settings.getByText('已保存，全大厅马上生效').waitFor(SOON);
    await expect.poll(() => staff.gives('税务'), SOON).toBe(false);
    await settings.getByLabel('停止取号').uncheck();
    await press(settings, '保存并生效');
    await expect.poll(() => staff.gives('税务'), SOON).toBe(true);
  });

  it('shows a problem at its field, and why a service people wait for stays', async () => {
    const settings = await settingsPage();
    await staff.takeNumber('不动产登记');
    await settings.locator('.part-list button', { hasText: '不动产登记' }).click();
    await settings.getByLabel('每天最多取几个号').fill('0');
    await press(settings, '保存并生效');
    await settings.locator('.field-box-wrong', { hasText: '不能小于 1' }).waitFor(SOON);
    expect(await barriers(settings)).toEqual([]);
    await press(settings, '撤销改动');
    await settings.locator('.field-box-wrong').waitFor({ state: 'detached', ...SOON });
    await settings.locator('.part-list button', { hasText: '不动产登记' }).click();
    await press(settings, '删除');
    await press(settings, '保存并生效');
    await settings.getByText('不动产登记 还有 1 人等候').waitFor(SOON);
  });

  it('takes hours, limits and stand-ins from the forms', async () => {
    const settings = await settingsPage();
    await settings.locator('.part-list button', { hasText: '户籍与身份证' }).click();
    await press(settings, '添加：分时段取号');
    await settings.getByLabel('最多几个号').fill('40');
    await settings.getByLabel('取号时要证件号码').check();
    await settings.getByLabel('同一人每天最多几次').fill('2');
    expect(await barriers(settings)).toEqual([]);
    await settings.getByRole('button', { name: '窗口', exact: true }).click();
    await settings.locator('.part-list button', { hasText: '3 号窗口' }).click();
    await settings.getByLabel('定人定岗（AB 岗）').check();
    await settings.getByLabel('A 岗账号').fill('clerk-01');
    await settings.getByLabel('B 岗账号').fill('desk-01\nclerk-02');
    expect(await barriers(settings)).toEqual([]);
    await settings.locator('.hall-tabs button', { hasText: '其他' }).click();
    const reasons = settings.getByLabel('差评后可选的原因');
    await reasons.fill('排队太久');
    await reasons.blur();
    await reasons.fill('');
    await reasons.blur();
    await press(settings, '保存并生效');
    await settings.getByText('已保存，全大厅马上生效').waitFor(SOON);
    const saved = recorded(staff.hall.dataFolder, 'HallConfigured').at(-1)?.hall;
    expect(saved?.services.find(({ id }) => id === 'household')).toMatchObject({
      slices: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '12:00', most: 40 }],
      person: { required: true, oneLive: true, mostPerDay: 2 },
    });
    // No reasons of the hall's own, as before: not a list of none, after which nobody would be asked why.
    expect(saved?.rating).not.toHaveProperty('reasons');
    expect(saved?.counters[2]?.staff).toEqual({ a: 'clerk-01', b: ['desk-01', 'clerk-02'] });
  });

  it('takes everything as JSON, once it is JSON', async () => {
    const settings = await settingsPage();
    await settings.locator('.hall-tabs button', { hasText: '全部' }).click();
    const text = settings.getByLabel('全部设置的 JSON');
    const before = await text.inputValue();
    await text.fill(before.replace('"ageMinutes": 60', '"ageMinutes": 45,,'));
    await settings.getByText('列起不是 JSON').waitFor(SOON);
    expect(await settings.getByRole('button', { name: '保存并生效' }).isDisabled()).toBe(true);
    await text.fill(before.replace('"ageMinutes": 60', '"ageMinutes": 45'));
    expect(await settings.locator('.hall-tabs button', { hasText: '业务' }).isDisabled()).toBe(true);
    await press(settings, '保存并生效');
    await settings.getByText('已保存，全大厅马上生效').waitFor(SOON);
    expect(recorded(staff.hall.dataFolder, 'HallConfigured').at(-1)?.hall.queue.ageMinutes).toBe(45);
  });

  it('takes a group, a display, lunch cover and a closed day from the forms, by keyboard', async () => {
    const settings = await settingsPage();
    const tab = (name: string): Promise<void> =>
      settings.locator('.hall-tabs').getByRole('button', { name, exact: true }).press('Enter');
    await tab('综合窗口组');
    await settings.getByRole('button', { name: '添加' }).press('Enter');
    await settings.keyboard.type('社保医保');
    await settings.getByLabel('社会保险').press('Space');
    await settings.getByLabel('医疗保障').press('Space');
    expect(await barriers(settings)).toEqual([]);
    await tab('显示屏');
    await settings.getByRole('button', { name: '添加' }).press('Enter');
    await settings.getByLabel('二楼 C 区').press('Space');
    await tab('受理时间');
    await settings.getByLabel('有午间时段').press('Space');
    await settings.getByRole('button', { name: '添加：闭厅' }).press('Enter');
    await settings.getByLabel('第一天').fill('2027-02-05');
    await settings.getByLabel('最后一天').fill('2027-02-01');
    await settings.getByLabel('原因').fill('春节');
    await press(settings, '保存并生效');
    await settings.locator('.field-box-wrong', { hasText: '不能早于第一天' }).waitFor(SOON);
    expect(await barriers(settings)).toEqual([]);
    await settings.getByLabel('最后一天').fill('2027-02-11');
    await press(settings, '保存并生效');
    await settings.getByText('已保存，全大厅马上生效').waitFor(SOON);
    const saved = recorded(staff.hall.dataFolder, 'HallConfigured').at(-1)?.hall;
    expect(saved?.groups).toMatchObject([{ name: { zh: '社保医保' }, services: ['social', 'medical'] }]);
    expect(saved?.displays.at(-1)).toMatchObject({ areas: ['二楼 C 区'] });
    expect(saved?.hours).toMatchObject({
      lunch: { covered: true },
      closedDays: [{ from: '2027-02-05', to: '2027-02-11', reason: '春节' }],
    });
  });

  it('joins what two administrators change at once, and warns who would leave it unsaved', async () => {
    const [mine, theirs] = [await settingsPage(), await settingsPage()];
    for (const [page, minutes] of [
      [mine, '25'],
      [theirs, '35'],
    ] as const) {
      await page.locator('.part-list button', { hasText: '医疗保障' }).click();
      await page.getByLabel('平常一次几分钟').fill(minutes);
    }
    await mine.getByLabel('简易业务').check();
    await press(theirs, '保存并生效');
    await theirs.getByText('已保存，全大厅马上生效').waitFor(SOON);
    await press(mine, '保存并生效');
    await mine.locator('.field-box-wrong', { hasText: '别人刚改成 35' }).waitFor(SOON);
    expect(await mine.getByLabel('平常一次几分钟').inputValue()).toBe('25');
    expect(await mine.getByLabel('简易业务').isChecked()).toBe(true);
    const asked = mine.waitForEvent('dialog', SOON);
    const leaving = mine.goto(`${staff.hall.url}/desk`).catch(() => null);
    await (await asked).dismiss();
    await leaving;
    await press(mine, '保存并生效');
    await mine.getByText('已保存，全大厅马上生效').waitFor(SOON);
    const saved = recorded(staff.hall.dataFolder, 'HallConfigured').at(-1)?.hall;
    expect(saved?.services[1]).toMatchObject({ usualMinutes: 25, quick: true });
  });

  it('has a page that everybody can use for every kind of rule', async () => {
    const settings = await settingsPage();
    for (const tab of ['窗口', '部门', '排队规则', '其他', '全部（JSON）']) {
      await settings.locator('.hall-tabs').getByRole('button', { name: tab, exact: true }).click();
      if (tab === '部门') await press(settings, '添加');
      await settings.locator('.hall-form').waitFor(SOON);
      expect(await barriers(settings)).toEqual([]);
    }
  });
});

describe('accounts and keys', () => {
  it('are kept by an administrator, and what is told once is told once', async () => {
    const page = await staff.page('/accounts', '.accounts-part', 'admin');
    const once = page.locator('[data-test=once]');
    const tell = async (): Promise<string> => {
      const secret = (await once.textContent(SOON))?.trim() ?? '';
      await page.keyboard.press('Escape');
      await once.waitFor({ state: 'detached', ...SOON });
      return secret;
    };
    expect(await barriers(page)).toEqual([]);
    await press(page, '添加账号');
    await page.getByLabel('账号', { exact: true }).fill('1203');
    await page.getByLabel('姓名').fill('王芳');
    expect(await barriers(page)).toEqual([]);
    await press(page, '添加并取一次性密码');
    expect(await tell()).toMatch(/^[a-z0-9]{14}$/);
    const row = page.locator('[data-account="1203"]');
    await row.getByText('一次性密码还没改').waitFor(SOON);
    await press(page, '修改 1203');
    await page.locator('[data-test=photo]').setInputFiles({
      ...{ name: '王芳.png', mimeType: 'image/png' },
      buffer: PORTRAIT,
    });
    await page.getByText('照片已换上').waitFor(SOON);
    const portrait = page.getByRole('img', { name: '王芳 的照片' });
    await expect.poll(() => portrait.evaluate((img: HTMLImageElement) => img.naturalWidth), SOON).toBe(1);
    await page.getByLabel('角色').selectOption({ label: '值班长' });
    await page.getByLabel('停用').check();
    await press(page, '保存');
    await row.getByText('已停用').waitFor(SOON);
    expect(await row.textContent()).toContain('值班长');

    await press(page, '修改 admin');
    await page.getByLabel('停用').check();
    await press(page, '保存');
    await page.getByText('自己的角色、密码和停用要由另一位安全管理员来改').waitFor(SOON);
    await page.keyboard.press('Escape');

    await press(page, '为 一楼取号机 取配对码');
    expect(await tell()).toMatch(/^\d{6}$/);
    await press(page, '给代理一个密钥');
    await page.getByLabel('代理编号').fill('hall-9');
    await press(page, '取注册码');
    expect(await tell()).toMatch(/^[a-z0-9]{8}$/);
    await press(page, '给代理一个密钥');
    await page.getByLabel('代理编号').fill('hall-9');
    await page.getByLabel('不用注册码').check();
    await press(page, '取密钥');
    expect((await tell()).length).toBeGreaterThan(30);
    await press(page, '收回 hall-9 的密钥');
    await page.locator('dialog').getByRole('button', { name: '收回密钥' }).click();
    await page.locator('[data-agent="hall-9"]').waitFor({ state: 'detached', ...SOON });

    await press(page, '添加接口密钥');
    await page.getByLabel('密钥编号').fill('city-app');
    await page.getByLabel('给谁用').fill('市预约平台');
    await page.getByLabel('预约', { exact: true }).check();
    await press(page, '添加并取密钥');
    expect((await tell()).length).toBeGreaterThan(30);
    expect(await page.locator('[data-key="city-app"]').textContent()).toContain('市预约平台');
    expect(await page.getByLabel('哪一天').count()).toBe(0);

    const auditor = { account: 'auditor-1', password: 'password-1' };
    const account = { id: auditor.account, name: '审计', role: 'auditor', password: auditor.password };
    await staff.hall.people.admin.post('/api/accounts', account);
    const signedIn = new SignedIn(staff.hall.url);
    await signedIn.post('/api/session', auditor);
    await page.context().clearCookies();
    await page.context().addCookies(signedIn.browserCookies());
    await page.reload();
    await page.getByLabel('哪一天').waitFor(SOON);
    expect(await page.locator('[data-audit="AccountChanged"]').first().textContent()).toContain('改账号');
    expect(await page.getByRole('button', { name: '取密钥' }).count()).toBe(0);
  });
});
