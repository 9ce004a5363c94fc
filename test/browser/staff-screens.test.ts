import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded } from '../flow/journal-lines.ts';
import { barriers } from './accessibility.ts';
import { AREA, press, SOON, StaffHall } from './staff-hall.ts';

let staff: StaffHall;
let desk: Page;
let first: Page;
let second: Page;

beforeAll(async () => {
  staff = await StaffHall.open();
  desk = await staff.page('/desk', '.desk-ground', 'desk');
  first = await staff.page('/counter?of=c1', '.counter-head', 'clerk');
  second = await staff.page('/counter?of=c2', '.counter-head', 'admin');
});
afterAll(() => staff?.close());

/** Calls the next number of a counter and begins to serve it. */
async function serveNext(counter: Page): Promise<string> {
  await press(counter, '叫下一位');
  const number = await counter.locator('.current-ticket-number').textContent(SOON);
  await press(counter, '开始办理');
  await counter.locator('.matter-panel').waitFor(SOON);
  return number?.trim() ?? '';
}

async function openMore(page: Page, thing: string): Promise<void> {
  await press(page, '更多…');
  await page.locator('.more-dialog button', { hasText: thing }).click(SOON);
}

describe('a crowded waiting area', () => {
  it('raises a banner on the desk board that names the counters that could open', async () => {
    await staff.takeNumber('社会保险');
    await staff.takeNumber('社会保险');
    const banner = desk.locator('.hall-alerts');
    await expect.poll(() => banner.textContent(SOON), SOON).toContain(`${AREA} 有 2 人等候`);
    expect(await banner.textContent()).toContain('可以加开：1、2 号窗口');
    expect(await barriers(desk)).toEqual([]);
  });
});

describe('a kiosk whose browser has no Chinese font', () => {
  it('is named on the desk board, and one that has is not', async () => {
    const alerts = async (): Promise<string> => {
      await desk.reload();
      return (await desk.locator('.hall-alerts').textContent(SOON)) ?? '';
    };
    expect(await alerts()).not.toContain('汉字');
    const bare = await staff.page(
      '/kiosk?of=k1',
      '.service-button',
      'kiosk',
      { width: 1080, height: 1920 },
      () => {
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y): void {
          fillText.call(this, text.replace(/[\u4e00-\u9fff]/g, '\u25a1'), x, y);
        };
      },
    );
    await expect.poll(alerts, SOON).toContain('取号机 k1 显示不出汉字');
    await bare.close();
  });
});

describe('a visit of several matters', () => {
  it('is kept matter by matter, and stands in the record when it is finished', async () => {
    await press(first, '开放窗口');
    const number = await serveNext(first);
    const panel = first.locator('.matter-panel');
    await panel.getByLabel('再加一项…').selectOption({ label: '医疗保障' });
    await panel.locator('li').nth(1).waitFor(SOON);
    await panel.getByLabel('第 2 项加一件').click();
    await panel.getByText('2 件').waitFor(SOON);
    await panel.locator('li').nth(1).getByRole('button', { name: '办好', exact: true }).click();
    await panel.locator('li[data-state=done]').waitFor(SOON);
    expect(await barriers(first)).toEqual([]);
    await press(first, '办结');
    await first.locator('.current-ticket-number').waitFor({ state: 'detached', ...SOON });
    const finished = recorded(staff.hall.dataFolder, 'ServiceFinished').at(-1);
    expect(finished?.ticket.endsWith(number)).toBe(true);
    expect(finished?.matters).toEqual([
      { service: 'social', quantity: 1 },
      { service: 'medical', quantity: 2 },
    ]);
  });
});

describe('the strip beside the business system', () => {
  it('keeps the matters one button away', async () => {
    const number = await serveNext(first);
    const strip = await staff.page('/counter?of=c1&compact=1', '.counter-head', 'clerk', {
      width: 1366,
      height: 300,
    });
    expect(await barriers(strip)).toEqual([]);
    await press(strip, '事项');
    await strip.locator('dialog .matter-panel li').waitFor(SOON);
    await strip.keyboard.press('Escape');
    await press(strip, '办结');
    await strip.getByText(`${number} 已办结`).waitFor(SOON);
    await staff.takeNumber('社会保险');
  });
});

describe('an errand at another counter', () => {
  it('brings the applicant back to the counter that sent them', async () => {
    await press(second, '开放窗口');
    const number = await serveNext(first);
    await press(first, '转号');
    await first.getByLabel('在那边办完，再回到本窗口').check();
    expect(await barriers(first)).toEqual([]);
    await first.locator('dialog').getByRole('button', { name: '2 号窗口' }).click();
    await first.getByText(`${number} 已转到 2 号窗口，办完回到本窗口`).waitFor(SOON);

    expect(await serveNext(second)).toBe(number);
    await second.getByText('办完回到 1 号窗口').waitFor(SOON);
    await press(second, '办结');

    expect(await serveNext(first)).toBe(number);
    expect(await first.locator('.ticket-journey').textContent()).toContain('从 2 号窗口 社会保险 转来');
  });

  it('can be a short one: the number is on hold for some minutes and the desk sees until when', async () => {
    await press(first, '挂起');
    await first.getByLabel('20 分钟').check();
    expect(await barriers(first)).toEqual([]);
    await first.locator('dialog').getByRole('button', { name: '复印' }).click();
    await first.getByText('已挂起，20 分钟后自动回来').waitFor(SOON);
    await openMore(desk, '窗口明细');
    const dialog = desk.locator('dialog[open]');
    await dialog.getByText('自动回来').waitFor(SOON);
    expect(await dialog.textContent()).toContain('复印');
    expect(await barriers(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
  });
});

/** What the hall's clock shows now. */
function clockNow(): string {
  const timeZone = 'Asia/Shanghai';
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    Date.now(),
  );
}

describe('a number written on paper while the machines were out', () => {
  it('is typed in with its real times, and the next one goes on behind it', async () => {
    await openMore(desk, '补录纸质号');
    const dialog = desk.locator('dialog[open]');
    await dialog.getByLabel('哪项业务？').selectOption({ label: 'C 不动产登记' });
    await dialog.getByLabel('纸上的号码').fill('c005');
    await dialog.getByLabel('取号时间').fill(clockNow());
    await dialog.getByRole('button', { name: '补录', exact: true }).click();
    await dialog.getByText('C005 已补录').waitFor(SOON);
    expect(await barriers(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
    expect(await staff.takeNumber('不动产登记')).toBe('C006');
  });
});

describe('a rating given on paper', () => {
  it('is typed in beside its visit by its number, with the time it was given at', async () => {
    const finished = recorded(staff.hall.dataFolder, 'ServiceFinished')[0]?.ticket ?? '';
    await openMore(desk, '录入评价');
    const dialog = desk.locator('dialog[open]');
    await dialog.getByLabel('号码（如 A012）').fill(finished.slice(11).toLowerCase());
    await dialog.getByRole('button', { name: '查办件' }).click();
    await dialog.getByText('纸质评价表').click(SOON);
    expect(await dialog.getByRole('button', { name: '录入', exact: true }).isDisabled()).toBe(true);
    await dialog.getByText('不满意', { exact: true }).click(SOON);
    await dialog.locator('input[type=checkbox]').first().check(SOON);
    await dialog.getByLabel('评价日期').fill(finished.slice(0, 10));
    await dialog.getByLabel('评价时间').fill('0000');
    expect(await barriers(desk)).toEqual([]);
    await dialog.getByRole('button', { name: '录入', exact: true }).click();
    await dialog.getByText('须在办结以后、不晚于现在').waitFor(SOON);
    await dialog.getByLabel('评价时间').fill(clockNow());
    await dialog.getByRole('button', { name: '录入', exact: true }).click();
    await dialog.getByText('的评价已录入').waitFor(SOON);
    const given = recorded(staff.hall.dataFolder, 'RatingGiven').at(-1);
    expect(given).toMatchObject({ ticket: finished, channel: 'paper', level: 'dissatisfied', fate: 'rated' });
    expect(given?.reasons).toHaveLength(1);
    await desk.keyboard.press('Escape');
  });
});

describe('an appointment at the desk', () => {
  it('is booked with a code to tell, and checked in by it', async () => {
    await openMore(desk, '预约');
    const dialog = desk.locator('dialog[open]');
    await dialog.getByLabel('哪项业务？').selectOption({ label: '税务' });
    await dialog.getByLabel('时间').fill(clockNow().replace(':', ''));
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.getByText('请告诉群众').waitFor(SOON);
    expect(await barriers(desk)).toEqual([]);
    const booked = recorded(staff.hall.dataFolder, 'AppointmentBooked').at(-1);
    expect(await dialog.textContent()).toContain(booked?.code);
    await dialog.getByLabel('预约码').fill((booked?.code ?? '').toLowerCase());
    await dialog.getByRole('button', { name: '签到取号' }).click();
    await dialog.getByText('签到好了，号码 F001').waitFor(SOON);
    await dialog.locator('tr[data-state=arrived]', { hasText: 'F001' }).waitFor(SOON);
    await desk.keyboard.press('Escape');
    await desk.getByText('今天预约：未到 0，已到 1').waitFor(SOON);
    expect(await desk.evaluate(() => document.activeElement?.textContent)).toBe('更多…');
  });

  it('is found by its code, and cancelled with a reason that stays in the record', async () => {
    await openMore(desk, '预约');
    const dialog = desk.locator('dialog[open]').first();
    await dialog.getByLabel('哪项业务？').selectOption({ label: '医疗保障' });
    await dialog.getByLabel('日期').fill('2027-03-01');
    await dialog.getByLabel('时间').fill('0930');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.getByText('请告诉群众').waitFor(SOON);
    const code = recorded(staff.hall.dataFolder, 'AppointmentBooked').at(-1)?.code ?? '';
    await dialog.getByLabel('预约码').fill(code.slice(0, 4).toLowerCase());
    await expect.poll(() => dialog.locator('tbody tr').allTextContents(), SOON).toHaveLength(1);
    expect(await dialog.locator('tbody tr').textContent()).toContain('03-01 09:30');
    expect(await dialog.getByRole('button', { name: `为 ${code} 签到` }).count()).toBe(0);
    await dialog.getByRole('button', { name: `取消 ${code}` }).click();
    const why = desk.locator('dialog[open]').last();
    expect(await barriers(desk)).toEqual([]);
    await why.getByRole('button', { name: '改约别的时间' }).click();
    await dialog.locator('tr[data-state=cancelled]', { hasText: '改约别的时间' }).waitFor(SOON);
    expect(recorded(staff.hall.dataFolder, 'AppointmentCancelled').at(-1)?.reason).toBe('改约别的时间');
    await desk.keyboard.press('Escape');
  });
});

async function take(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: '取号', exact: true }).click();
  await dialog.locator('.issue-dialog-number').waitFor(SOON);
}

describe('a number taken at the desk for somebody', () => {
  it('holds several services and everyone who came', async () => {
    await press(desk, '代取号');
    const dialog = desk.locator('dialog[open]');
    await dialog.locator('.choice-row label', { hasText: '社会保险' }).click();
    await dialog.getByLabel('再加一项…').selectOption({ label: '税务' });
    await dialog.getByLabel('几个人一起来？').fill('3');
    expect(await barriers(desk)).toEqual([]);
    await take(dialog);
    expect(recorded(staff.hall.dataFolder, 'TicketIssued').at(-1)).toMatchObject({
      more: ['tax'],
      people: 3,
    });
    await desk.keyboard.press('Escape');
  });

  it('asks for an identity number where the service wants it, of which the record holds a mark alone', async () => {
    await press(desk, '代取号');
    const dialog = desk.locator('dialog[open]');
    await dialog.locator('.choice-row label', { hasText: '住房公积金' }).click();
    await dialog.getByLabel('证件号码').fill('11010119900307123x');
    await take(dialog);
    const issued = recorded(staff.hall.dataFolder, 'TicketIssued').at(-1);
    expect(issued?.service).toBe('fund');
    expect(issued?.person).not.toContain('19900307');
    await dialog.getByRole('button', { name: '再取一张' }).click();
    await dialog.locator('.choice-row label', { hasText: '住房公积金' }).click();
    await dialog.getByLabel('证件号码').fill('11010119900307123X');
    await dialog.getByRole('button', { name: '取号', exact: true }).click();
    await dialog.getByText('您已经取过 G001').waitFor(SOON);
    await desk.keyboard.press('Escape');
  });

  it('tells how long the line is before it takes one all the same', async () => {
    await press(desk, '代取号');
    const dialog = desk.locator('dialog[open]');
    for (const _ of [1, 2]) {
      await dialog.locator('.choice-row label', { hasText: '综合受理' }).click();
      await take(dialog);
      await dialog.getByRole('button', { name: '再取一张' }).click();
    }
    await dialog.locator('.choice-row label', { hasText: '综合受理' }).click();
    await dialog.getByRole('button', { name: '取号', exact: true }).click();
    await dialog.getByText('前面还有 2 人在等').waitFor(SOON);
    await dialog.getByRole('button', { name: '仍要取号' }).click();
    await dialog.locator('.issue-dialog-number').waitFor(SOON);
    expect(await dialog.locator('.issue-dialog-number').textContent()).toBe('H003');
    await desk.keyboard.press('Escape');
  });
});

describe('clearing the queue at closing', () => {
  it('names how many, and keeps the reason', async () => {
    const leader = await staff.page('/desk', '.desk-ground', 'admin');
    await openMore(leader, '清理等候号码');
    const dialog = leader.locator('dialog[open]');
    const button = dialog.locator('.big-button-bad');
    expect(await barriers(leader)).toEqual([]);
    const [, count = ''] = /把 (\d+) 个号记为未到/.exec((await button.textContent(SOON)) ?? '') ?? [];
    await button.click();
    await dialog.getByText(`${count} 个号已记为未到`).waitFor(SOON);
    const gone = recorded(staff.hall.dataFolder, 'TicketNoShow');
    expect(gone.map(({ reason }) => reason)).toEqual(Array(Number(count)).fill('下班时仍未到'));
    expect(gone.length).toBeGreaterThan(2);
  });
});
