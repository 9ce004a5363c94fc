import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { recorded } from './journal-lines.ts';
import { FlowHall } from './flow-hall.ts';
import { FlowPages } from './flow-pages.ts';
import { launchChromium } from '../browser/chromium.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROUNDS = 20;
/** A hub or agent that was killed is back and caught up well within this. */
const CATCH_UP = { timeout: 30_000, interval: 50 };

let browser: Browser;
let hall: FlowHall;
let pages: FlowPages;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await FlowHall.open();
  pages = await FlowPages.open(browser, hall);
});
afterAll(async () => {
  await pages?.close();
  await hall?.close();
  await browser?.close();
});

/** Ratings of a number, on disk. */
function ratedOnDisk(number: string): number {
  const presses = recorded(hall.dataFolder, 'PressRecorded');
  return presses.filter(({ fate, ticket }) => fate === 'rated' && ticket?.endsWith(`-${number}`)).length;
}

/** A number taken, called and served, and the evaluator lit for it: it may still be lit for the one before. */
async function visit(): Promise<string> {
  const number = await pages.takeNumber();
  const before = Date.now();
  await pages.serveNext(number);
  await expect.poll(() => hall.evaluator.state().litSince ?? 0, CATCH_UP).toBeGreaterThan(before);
  return number;
}

async function acknowledged(): Promise<void> {
  await expect.poll(() => hall.evaluator.state().lastPress?.acknowledged, CATCH_UP).toBe(true);
}

/**
 * Each applicant presses another button than the one before: a frame that comes again within three seconds is the
 * device repeating itself, and here two visits are over sooner than that.
 */
function levelOf(round: number): Level {
  return LEVELS[round % LEVELS.length] ?? 'satisfied';
}

/** What a person does: presses, and presses again when the device shows that nobody took it. */
async function pressUntilTaken(level: Level): Promise<void> {
  for (;;) {
    const fate = () => hall.evaluator.state().sent?.state;
    await expect.poll(fate, CATCH_UP).not.toBe('sending');
    if (fate() === 'acknowledged') return;
    hall.evaluator.press(level);
  }
}

async function onBoardOnce(number: string): Promise<void> {
  const rated: unknown = expect.objectContaining({
    fate: 'rated',
    ticket: expect.stringMatching(`-${number}$`) as unknown,
  });
  const lastPresses = () => recorded(hall.dataFolder, 'PressRecorded').slice(-2);
  await expect.poll(lastPresses, CATCH_UP).toContainEqual(rated);
  expect(ratedOnDisk(number)).toBe(1);
  await expect.poll(() => pages.ratingsOf(number), CATCH_UP).toBe(1);
}

describe('one ticket and one press, all the way, on real wires', () => {
  it('a number taken at the kiosk comes out of the printer, is called, shown, served and rated', async () => {
    const number = await visit();
    await expect.poll(() => hall.printedNumbers(), CATCH_UP).toContain(number);
    const shown = pages.display.locator('[data-test=current-number]');
    await expect.poll(() => shown.textContent(), CATCH_UP).toBe(number);
    expect(await pages.display.locator('[data-test=current-counter]').textContent()).toContain('1');

    hall.evaluator.press('very-dissatisfied');
    await onBoardOnce(number);
    await expect.poll(() => pages.desk.locator('.bad-band').textContent(), CATCH_UP).toContain(number);
    expect(recorded(hall.dataFolder, 'PressRecorded')).toMatchObject([
      { fate: 'rated', level: 'very-dissatisfied', counter: 'c1', clerk: 'clerk-01', service: 'social' },
    ]);
  });

  it(`a hub killed between press and delivery, ${ROUNDS} times: every press is recorded once`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const number = await visit();
      // Even rounds: the press is held at the agent. Odd rounds: the kill races the delivery.
      if (round % 2 === 0) hall.hub.signal('SIGSTOP');
      hall.evaluator.press(levelOf(round));
      if (round % 2 === 0) await acknowledged();
      await hall.hub.kill();
      await hall.startHub();
      await onBoardOnce(number);
    }
  });

  it(`an agent killed between press and delivery, ${ROUNDS} times: every press is recorded once`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const number = await visit();
      // Even rounds: the press is on the agent's disk and the hub does not answer. Odd rounds: the kill races.
      const level = levelOf(round);
      if (round % 2 === 0) hall.hub.signal('SIGSTOP');
      hall.evaluator.press(level);
      if (round % 2 === 0) await acknowledged();
      await hall.agent.kill();
      if (round % 2 === 0) hall.hub.signal('SIGCONT');
      await hall.startAgent();
      await pressUntilTaken(level);
      await onBoardOnce(number);
    }
  });

  it('no number was given twice, none was printed twice, and the chain of the record holds', async () => {
    const numbers = recorded(hall.dataFolder, 'TicketIssued').map((ticket) => ticket.number);
    expect(numbers).toHaveLength(2 * ROUNDS + 1);
    expect(new Set(numbers).size).toBe(numbers.length);
    const printed = hall.printedNumbers();
    expect(new Set(printed).size).toBe(printed.length);
    await hall.verify();
  });
});
