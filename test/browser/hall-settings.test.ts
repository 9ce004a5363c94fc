import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded } from '../flow/journal-lines.ts';
import { barriers } from './accessibility.ts';
import { press, SOON, StaffHall } from './staff-hall.ts';

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
    await settings.getByLabel('分时段取号').check();
    await settings.getByLabel('最多几个号').fill('40');
    await settings.getByLabel('取号时要证件号码').check();
    await settings.getByLabel('同一人每天最多几次').fill('2');
    expect(await barriers(settings)).toEqual([]);
    await settings.locator('.hall-tabs button', { hasText: '窗口' }).click();
    await settings.locator('.part-list button', { hasText: '3 号窗口' }).click();
    await settings.getByLabel('定人定岗（AB 岗）').check();
    await settings.getByLabel('A 岗账号').fill('clerk-01');
    await settings.getByLabel('B 岗账号').fill('desk-01，clerk-02');
    expect(await barriers(settings)).toEqual([]);
    await press(settings, '保存并生效');
    await settings.getByText('已保存，全大厅马上生效').waitFor(SOON);
    const saved = recorded(staff.hall.dataFolder, 'HallConfigured').at(-1)?.hall;
    expect(saved?.services.find(({ id }) => id === 'household')).toMatchObject({
      slices: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '12:00', most: 40 }],
      person: { required: true, oneLive: true, mostPerDay: 2 },
    });
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

  it.each(['窗口', '部门', '排队规则', '全部（JSON）'])('has %s on a page of its own', async (tab) => {
    const settings = await settingsPage();
    await settings.locator('.hall-tabs button', { hasText: tab }).click();
    if (tab === '部门') await press(settings, '添加');
    await settings.locator('.hall-form').waitFor(SOON);
    expect(await barriers(settings)).toEqual([]);
  });
});
