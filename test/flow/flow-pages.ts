import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { FlowHall } from './flow-hall.ts';
import type { SignedIn } from './signed-in.ts';

/** The four screens of a hall, each in a browser of its own, worked as people work them. */
export class FlowPages {
  private constructor(
    private readonly contexts: BrowserContext[],
    readonly kiosk: Page,
    readonly display: Page,
    readonly counter: Page,
    readonly desk: Page,
  ) {}

  static async open(browser: Browser, hall: FlowHall): Promise<FlowPages> {
    const contexts: BrowserContext[] = [];
    const page = async (person: SignedIn, path: string): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      contexts.push(context);
      await context.addCookies(person.browserCookies());
      const opened = await context.newPage();
      await opened.goto(`${hall.url}${path}`);
      return opened;
    };
    const { kiosk, display, clerk, desk } = hall.people;
    const pages = new FlowPages(
      contexts,
      await page(kiosk, '/kiosk?of=k1'),
      await page(display, '/display'),
      await page(clerk, '/counter?of=c1'),
      await page(desk, '/desk'),
    );
    await pages.press('开放窗口');
    return pages;
  }

  /** Takes a number for the hall's first service; the number the screen shows. */
  async takeNumber(): Promise<string> {
    await this.kiosk.locator('.service-button').first().click();
    const shown = this.kiosk.locator('[data-test=ticket-number]');
    await shown.waitFor();
    const number = (await shown.textContent()) ?? '';
    await this.kiosk.locator('[data-test=ticket-done]').click();
    return number.trim();
  }

  /** Presses a button of the counter console by the words on it, once it may be pressed. */
  async press(words: string): Promise<void> {
    await this.counter.getByRole('button', { name: words }).first().click();
  }

  /** Calls the next ticket, serves it and finishes it. */
  async serveNext(number: string): Promise<void> {
    await this.press('叫下一位');
    // Large once the call before it has been spoken to its end, listed at once.
    await this.display.getByText(number, { exact: true }).first().waitFor();
    await this.press('开始办理');
    await this.press('办结');
  }

  /** How often the desk board lists a rating of this number among the latest. */
  async ratingsOf(number: string): Promise<number> {
    const rows = this.desk.locator('.rating-panel-rows').last().locator('li');
    return (await rows.allTextContents()).filter((text) => text.includes(number)).length;
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }
}
