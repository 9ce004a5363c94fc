import type { Browser, BrowserContext, Page } from 'playwright-core';
import { FlowHall } from '../flow/flow-hall.ts';
import type { SignedIn } from '../flow/signed-in.ts';
import { launchChromium } from './chromium.ts';
import { plainHallOutsideHours } from './plain-hall.ts';

/** What was done shows well within this. */
export const SOON = { timeout: 15_000 };
/** The area of social and medical insurance: two who wait crowd it. */
export const AREA = '一楼 A 区';
const OFFICE = { width: 1366, height: 768 };
const PORTRAIT = { width: 1080, height: 1920 };
/** What differs from the example hall. */
const RULES: Record<string, object> = { fund: { person: {} }, general: { askBeyond: 1 } };

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name }).first().click(SOON);

/** The example hall, a kiosk, and the staff's screens on an office monitor, each in a browser of its own. */
export class StaffHall {
  private readonly contexts: BrowserContext[] = [];
  private kiosk!: Page;

  private constructor(
    private readonly browser: Browser,
    readonly hall: FlowHall,
  ) {}

  static async open(): Promise<StaffHall> {
    const example = plainHallOutsideHours() as { services: { id: string }[] };
    const services = example.services.map((service) => ({ ...service, ...RULES[service.id] }));
    const queue = { crowded: [{ area: AREA, waiting: 2 }] };
    const browser = await launchChromium();
    const staff = new StaffHall(browser, await FlowHall.open({ hall: { ...example, services, queue } }));
    staff.kiosk = await staff.page('/kiosk?of=k1', '.service-button:enabled', 'kiosk', PORTRAIT);
    return staff;
  }

  /**
   * A screen as one of the hall's people; `sign`: what is there once it has its first view; `before` runs in the page
   * before its own scripts.
   */
  async page(
    path: string,
    sign: string,
    who: keyof FlowHall['people'],
    viewport = OFFICE,
    before?: () => void,
  ): Promise<Page> {
    const context = await this.browser.newContext({ viewport });
    this.contexts.push(context);
    const person: SignedIn = this.hall.people[who];
    await context.addCookies(person.browserCookies());
    const page = await context.newPage();
    if (before !== undefined) await page.addInitScript(before);
    await page.goto(`${this.hall.url}${path}`);
    await page.locator(sign).first().waitFor(SOON);
    return page;
  }

  /** Whether the kiosk's button of this service can be pressed. */
  gives(service: string): Promise<boolean> {
    return this.kiosk.locator('.service-button', { hasText: service }).isEnabled();
  }

  /** A number of the service with this name, from the kiosk. */
  async takeNumber(service: string): Promise<string> {
    await this.kiosk.locator('.service-button', { hasText: service }).click(SOON);
    const number = await this.kiosk.locator('[data-test=ticket-number]').textContent(SOON);
    await this.kiosk.locator('[data-test=ticket-done]').click(SOON);
    return number?.trim() ?? '';
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.hall.close();
    await this.browser.close();
  }
}
