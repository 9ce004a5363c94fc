import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { FlowHall, type AtAgent } from './flow-hall.ts';
import { FlowScreen } from './flow-screen.ts';
import { allRecorded, recorded } from './journal-lines.ts';

/** Programs come up, links are tried again and devices are lit well within this. */
const SOON = { timeout: 30_000, interval: 50 };

let browser: Browser;
let hall: FlowHall;
let at: AtAgent;
let kiosk: Page;
let counter: Page;
let desk: FlowScreen;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open({ atAgent: true });
  at = hall.atAgent!;
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await context.addCookies(hall.people.kiosk.browserCookies());
  kiosk = await context.newPage();
  await kiosk.goto(`${at.url}/kiosk?of=k1`);
  const clerk = await browser.newContext();
  await clerk.addCookies(hall.people.clerk.browserCookies());
  counter = await clerk.newPage();
  await counter.goto(`${at.url}/counter?of=c1`);
  await counterButton('开放窗口').click();
  await counterButton('关闭窗口').waitFor();
  desk = FlowScreen.open(hall.url, hall.people.desk, 'desk');
});
afterAll(async () => {
  desk?.close();
  await hall?.close();
  await browser?.close();
});

const counterButton = (name: string) => counter.getByRole('button', { name, exact: true });
const band = () => kiosk.locator('.alone-bar');
const window = (): string => at.window.state().shown;
/** What the agent has on disk for the time without a hub. */
const leased = (): string => readFileSync(join(hall.folder, 'agent-data', 'outage.json'), 'utf8');
const lit = (): boolean => hall.evaluator.state().litSince !== null;

/** Takes a number at the kiosk's page; the slip with it has come out. */
async function takeNumber(): Promise<string> {
  await kiosk.locator('.service-button:enabled').first().click();
  const shown = kiosk.locator('[data-test=ticket-number]');
  await shown.waitFor();
  const number = ((await shown.textContent()) ?? '').trim();
  await expect.poll(() => hall.printedNumbers(), SOON).toContain(number);
  await kiosk.locator('[data-test=ticket-done]').click();
  return number;
}

/** Presses a key of the counter's keypad; it has been taken. */
async function key(name: 'next' | 'start' | 'finish'): Promise<void> {
  at.keypad.key(name);
  await expect.poll(() => at.keypad.state().lastKey?.acknowledged, SOON).toBe(true);
}

/** Calls the next one, who is `number`, and begins to serve. */
async function serve(number: string): Promise<void> {
  await key('next');
  await expect.poll(window, SOON).toContain(number);
  await key('start');
}

type Lines = Extract<RecordedEvent, { data: { ticket?: string } }>[];
/** What is on record of one number, and when it happened. */
function linesOf(number: string, type: RecordedEvent['type']): { at: number }[] {
  const lines = allRecorded(hall.dataFolder).filter((line) => line.type === type) as Lines;
  return lines
    .filter(({ data }) => data.ticket?.endsWith(`-${number}`))
    .map((line) => ({ at: line.happenedAt ?? line.at }));
}

describe('a hall whose hub is killed in the middle of a morning', () => {
  it('goes on giving numbers, printing, calling, serving and collecting, and tells all of it afterwards, once', async () => {
    // given: one is being served, one waits
    const before = [await takeNumber(), await takeNumber()];
    expect(before).toEqual(['A001', 'A002']);
    await serve('A001');
    // A cut in the same tenth of a second would find an agent that has not been told yet.
    await expect.poll(leased, SOON).toMatch(/"number":"A001".*"status":"serving"/);

    // when
    const cutAt = Date.now();
    await hall.hub.kill();

    // then: the kiosk's page says so and gives a number out of the agent's own
    await band().waitFor();
    const third = await takeNumber();
    expect(before).not.toContain(third);

    // the one being served is finished by the keypad, and rates the visit
    await key('finish');
    await expect.poll(lit, SOON).toBe(true);
    hall.evaluator.press('satisfied');
    await expect.poll(() => hall.evaluator.state().lastPress?.acknowledged, SOON).toBe(true);

    // the next are called in the order in which they came
    await serve('A002');

    // and the agent's machine may fail as well: the page loaded anew comes from the agent, and goes on
    await hall.agent.kill();
    await hall.startAgent();
    await kiosk.reload();
    await band().waitFor();
    const fourth = await takeNumber();
    await key('finish');

    // a clerk who leaves the counter opens it again at its screen
    await counterButton('关闭窗口').click();
    await counterButton('开放窗口').click();
    await counterButton('关闭窗口').waitFor();
    await serve(third);
    const backAt = Date.now();

    // when
    await hall.startHub();

    // then: everything is on record as it was, in its own time
    await expect.poll(() => recorded(hall.dataFolder, 'OutageEnded'), SOON).toHaveLength(1);
    await band().waitFor({ state: 'detached' });
    const fifth = await takeNumber();
    expect(fifth).toBe('A003');
    const issued = recorded(hall.dataFolder, 'TicketIssued').map(({ number }) => number);
    expect(issued).toEqual([...before, third, fourth, fifth]);
    expect(new Set(issued).size).toBe(5);
    expect(hall.printedNumbers()).toEqual(issued);
    for (const [number, type] of [
      ...[third, fourth].map((number) => [number, 'TicketIssued'] as const),
      ...['A002', third].map((number) => [number, 'TicketCalled'] as const),
      ...['A001', 'A002'].map((number) => [number, 'ServiceFinished'] as const),
    ]) {
      const [line, ...more] = linesOf(number, type);
      expect([number, type, more]).toEqual([number, type, []]);
      expect(line!.at).toBeGreaterThanOrEqual(cutAt);
      expect(line!.at).toBeLessThanOrEqual(backAt);
    }
    expect(recorded(hall.dataFolder, 'PressRecorded')).toMatchObject([
      { fate: 'rated', level: 'satisfied', ticket: expect.stringMatching(/-A001$/) as string, counter: 'c1' },
    ]);

    // and the desk is told
    const row = { agent: 'flow-agent', issued: 2, called: 2, finished: 2, presses: 1, setAside: [] };
    await expect.poll(() => desk.view('queue')?.outages, SOON).toMatchObject([row]);
    expect(desk.view('queue')?.counters[0]?.current).toMatchObject({ number: third, status: 'serving' });
    await hall.verify();
  });
});
