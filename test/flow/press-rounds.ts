import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { FlowHall } from './flow-hall.ts';
import { FlowPages } from './flow-pages.ts';
import { recorded } from './journal-lines.ts';

/** Kills of each program; a demand of the issue, not a choice. */
export const ROUNDS = 20;
/** All rounds of one program, on a machine on which ten others want the same core. */
export const ROUNDS_BOUND = { timeout: 900_000 };
/** A hub or agent that was killed is back and caught up well within this. */
export const CATCH_UP = { timeout: 30_000, interval: 50 };

/**
 * Each applicant presses another button than the one before: a frame that comes again within three seconds is the
 * device repeating itself, and here two visits are over sooner than that.
 */
export function levelOf(round: number): Level {
  return LEVELS[round % LEVELS.length] ?? 'satisfied';
}

/** A real hall with its four screens, in which one visit after another ends with a press. */
export class PressRounds {
  private constructor(
    private readonly browser: Browser,
    readonly hall: FlowHall,
    readonly pages: FlowPages,
  ) {}

  static async open(): Promise<PressRounds> {
    const browser = await launchChromium();
    const hall = await FlowHall.open();
    return new PressRounds(browser, hall, await FlowPages.open(browser, hall));
  }

  async close(): Promise<void> {
    await this.pages.close();
    await this.hall.close();
    await this.browser.close();
  }

  /** A number taken, called and served, and the evaluator lit for it: it may still be lit for the one before. */
  async visit(): Promise<string> {
    const number = await this.pages.takeNumber();
    const before = Date.now();
    await this.pages.serveNext(number);
    await expect.poll(() => this.hall.evaluator.state().litSince ?? 0, CATCH_UP).toBeGreaterThan(before);
    return number;
  }

  /** The device was told that its press was taken. */
  async acknowledged(): Promise<void> {
    await expect.poll(() => this.hall.evaluator.state().lastPress?.acknowledged, CATCH_UP).toBe(true);
  }

  /** What a person does: presses, and presses again when the device shows that nobody took it. */
  async pressUntilTaken(level: Level): Promise<void> {
    for (;;) {
      const fate = () => this.hall.evaluator.state().sent?.state;
      await expect.poll(fate, CATCH_UP).not.toBe('sending');
      if (fate() === 'acknowledged') return;
      this.hall.evaluator.press(level);
    }
  }

  /** The rating of this number is on disk and on the desk board, once. */
  async onBoardOnce(number: string): Promise<void> {
    const rated: unknown = expect.objectContaining({
      fate: 'rated',
      ticket: expect.stringMatching(`-${number}$`) as unknown,
    });
    const lastPresses = () => recorded(this.hall.dataFolder, 'PressRecorded').slice(-2);
    await expect.poll(lastPresses, CATCH_UP).toContainEqual(rated);
    expect(this.ratedOnDisk(number)).toBe(1);
    await expect.poll(() => this.pages.ratingsOf(number), CATCH_UP).toBe(1);
  }

  /** After so many visits: each number was given once and printed at most once, and the chain of the record holds. */
  async nothingTwice(visits: number): Promise<void> {
    const numbers = recorded(this.hall.dataFolder, 'TicketIssued').map((ticket) => ticket.number);
    expect(numbers).toHaveLength(visits);
    expect(new Set(numbers).size).toBe(numbers.length);
    const printed = this.hall.printedNumbers();
    expect(new Set(printed).size).toBe(printed.length);
    await this.hall.verify();
  }

  private ratedOnDisk(number: string): number {
    const presses = recorded(this.hall.dataFolder, 'PressRecorded');
    return presses.filter(({ fate, ticket }) => fate === 'rated' && ticket?.endsWith(`-${number}`)).length;
  }
}
