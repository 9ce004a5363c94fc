import { paperText } from '@bandecheng/device-agent/virtual/paper';
import type { VirtualPrinterFault } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { FlowHall } from './flow-hall.ts';
import { recorded } from './journal-lines.ts';
import type { SignedIn } from './signed-in.ts';

/** A trouble is on the board, and off it again, well within this; how long it takes is the bench's to measure. */
const TOLD = { timeout: 8_000, interval: 50 };
/** The shortest deadline a hall may set; behind it a print that is out ends within its fence's ten seconds. */
const ENDED = { timeout: 30_000, interval: 50 };
const HALL = { print: { deadlineSeconds: 10 } };
const PRINTER = '取号机1 打印机';

let browser: Browser;
let hall: FlowHall;
const pages: Page[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function openPage(person: SignedIn, path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  pages.push(page);
  await page.context().addCookies(person.browserCookies());
  await page.goto(`${hall.url}${path}`);
  return page;
}
async function openDesk(): Promise<Page> {
  const desk = await openPage(hall.people.desk, '/desk');
  await desk.getByText('全部 2 台设备正常').waitFor();
  return desk;
}
const openKiosk = (): Promise<Page> => openPage(hall.people.kiosk, '/kiosk?of=k1');

async function takeNumber(kiosk: Page): Promise<string> {
  await kiosk.locator('.service-button').first().click();
  return (await kiosk.locator('[data-test=ticket-number]').textContent())?.trim() ?? '';
}

/** The troubles the desk board shows, as it words them. */
const troubles = (desk: Page) => (): Promise<string[]> => desk.locator('.trouble-card').allTextContents();
const jobs = (desk: Page) => (): Promise<string[]> => desk.locator('.job-list li').allTextContents();

/** What can be read on each slip that bears this number. */
function slipsOf(number: string): string[] {
  return hall.printer
    .slips()
    .map(({ lines }) => paperText(lines))
    .filter((text) => text.includes(number));
}

/** The copies of a number that were ever ordered: 0 is the ticket itself. */
function copiesOf(number: string): number[] {
  const orders = recorded(hall.dataFolder, 'PrintRequested');
  return orders.filter(({ ticket }) => ticket.endsWith(`-${number}`)).map(({ copy }) => copy);
}

async function closeAll(): Promise<void> {
  for (const page of pages.splice(0)) await page.context().close();
}

describe('a printer on the network', () => {
  beforeAll(async () => {
    hall = await FlowHall.open({ hall: HALL });
  });
  afterAll(() => hall?.close());
  afterEach(closeAll);

  const TROUBLES: [VirtualPrinterFault, string][] = [
    ['paper-near-end', '纸快用完'],
    ['paper-out', '缺纸'],
    ['cover-open', '机盖未关'],
    ['offline', '打印机脱机'],
    ['silent', '没有应答'],
    ['unplugged', '连接断开|找不到接口'],
  ];
  afterEach(() => {
    for (const [fault] of TROUBLES) hall.printer.fault(fault, false);
    hall.printer.fault('slow', false);
  });

  it.each(TROUBLES)(
    'that is %s stands on the desk board, and is gone when it is well',
    async (fault, word) => {
      const desk = await openDesk();

      hall.printer.fault(fault);
      const told = expect.stringMatching(`^${PRINTER} · (${word})`);
      await expect.poll(troubles(desk), TOLD).toEqual([told]);

      hall.printer.fault(fault, false);
      await expect.poll(troubles(desk), TOLD).toEqual([]);
      await desk.getByText('全部 2 台设备正常').waitFor();
    },
  );

  it('without paper prints nothing, not even later, until one of two desks orders the number once more', async () => {
    const [kiosk, desk, otherDesk] = [await openKiosk(), await openDesk(), await openDesk()];
    hall.printer.fault('paper-out');
    await kiosk.getByText('本机没有纸了，仍可取号').waitFor(TOLD);
    const number = await takeNumber(kiosk);
    expect(await kiosk.locator('[data-test=print-outcome]').textContent()).toContain('没有纸了，请记住号码');

    for (const board of [desk, otherDesk])
      await expect.poll(jobs(board), ENDED).toEqual([expect.stringMatching(`${number}打印失败.*缺纸`)]);

    hall.printer.fault('paper-out', false);
    await expect.poll(troubles(desk), TOLD).toEqual([]);
    await kiosk.locator('[data-test=ticket-done]').click();
    const next = await takeNumber(kiosk);
    await expect.poll(() => slipsOf(next), TOLD).toHaveLength(1);
    expect(slipsOf(number)).toEqual([]);

    // Slow enough that the copy is still on its way when the other desk asks.
    hall.printer.fault('slow', true, 200);
    for (const board of [desk, otherDesk])
      await board.getByRole('button', { name: `补打 ${number}` }).click();
    await desk.getByRole('button', { name: '取号机1' }).click();
    await desk.getByText(`${number} 已送去补打`).waitFor(TOLD);
    await otherDesk.getByRole('button', { name: '取号机1' }).click();
    await otherDesk.getByText(`${number} 正在补打`).waitFor(TOLD);

    await expect.poll(() => slipsOf(number), TOLD).toEqual([expect.stringContaining('【补打】')]);
    hall.printer.fault('slow', false);
    for (const board of [desk, otherDesk]) await expect.poll(jobs(board), TOLD).toEqual([]);
    expect(copiesOf(number)).toEqual([0, 1]);
  });

  it('whose paper ends inside a ticket leaves it to a person: the rest comes out, no second copy does', async () => {
    const [kiosk, desk] = [await openKiosk(), await openDesk()];
    hall.printer.fault('paper-out-after', true, 3);
    const number = await takeNumber(kiosk);
    await kiosk.getByText('没有纸了，请记住号码').waitFor(TOLD);
    await expect.poll(jobs(desk), ENDED).toEqual([expect.stringMatching(`${number}不明.*缺纸`)]);

    hall.printer.fault('paper-out', false);
    await expect.poll(troubles(desk), TOLD).toEqual([]);
    await kiosk.locator('[data-test=ticket-done]').click();
    const next = await takeNumber(kiosk);
    await expect.poll(() => slipsOf(next), TOLD).toHaveLength(1);
    expect(slipsOf(number)).toHaveLength(1);
    expect(copiesOf(number)).toEqual([0]);
    expect(await jobs(desk)()).toEqual([expect.stringContaining(number)]);
  });
});

describe('a printer on a serial line', () => {
  beforeAll(async () => {
    hall = await FlowHall.open({ hall: HALL, printerOn: 'serial' });
  });
  afterAll(() => hall?.close());
  afterEach(closeAll);

  it('tells of its paper and of its pulled cable, and prints again when both are back', async () => {
    const [kiosk, desk] = [await openKiosk(), await openDesk()];
    hall.printer.fault('paper-out');
    await expect.poll(troubles(desk), TOLD).toEqual([expect.stringContaining('缺纸')]);
    hall.printer.fault('paper-out', false);
    await expect.poll(troubles(desk), TOLD).toEqual([]);

    await hall.printerSerial?.pull();
    await expect.poll(troubles(desk), TOLD).toEqual([expect.stringMatching(/连接断开|找不到接口/)]);
    await hall.printerSerial?.plug();
    await expect.poll(troubles(desk), TOLD).toEqual([]);

    const number = await takeNumber(kiosk);
    await kiosk.getByText('请取走小票').waitFor(TOLD);
    expect(slipsOf(number)).toHaveLength(1);
  });
});
