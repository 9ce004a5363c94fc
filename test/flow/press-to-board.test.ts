import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded } from './journal-lines.ts';
import { CATCH_UP, levelOf, PressRounds, ROUNDS, ROUNDS_BOUND } from './press-rounds.ts';

let rounds: PressRounds;

beforeAll(async () => {
  rounds = await PressRounds.open();
});
afterAll(() => rounds?.close());

describe('one ticket and one press, all the way, on real wires', () => {
  it('a number taken at the kiosk comes out of the printer, is called, shown, served and rated', async () => {
    const { hall, pages } = rounds;
    const number = await rounds.visit();
    await expect.poll(() => hall.printedNumbers(), CATCH_UP).toContain(number);
    const shown = pages.display.locator('[data-test=current-number]');
    await expect.poll(() => shown.textContent(), CATCH_UP).toBe(number);
    expect(await pages.display.locator('[data-test=current-counter]').textContent()).toContain('1');

    hall.evaluator.press('very-dissatisfied');
    await rounds.onBoardOnce(number);
    await expect.poll(() => pages.desk.locator('.bad-band').textContent(), CATCH_UP).toContain(number);
    expect(recorded(hall.dataFolder, 'PressRecorded')).toMatchObject([
      { fate: 'rated', level: 'very-dissatisfied', counter: 'c1', clerk: 'clerk-01', service: 'social' },
    ]);
  });

  it(
    `a hub killed between press and delivery, ${ROUNDS} times: every press is recorded once`,
    ROUNDS_BOUND,
    async () => {
      const { hall } = rounds;
      for (let round = 0; round < ROUNDS; round++) {
        const number = await rounds.visit();
        // Even rounds: the press is held at the agent. Odd rounds: the kill races the delivery.
        if (round % 2 === 0) hall.hub.signal('SIGSTOP');
        hall.evaluator.press(levelOf(round));
        if (round % 2 === 0) await rounds.acknowledged();
        await hall.hub.kill();
        await hall.startHub();
        await rounds.onBoardOnce(number);
      }
    },
  );

  it('no number was given twice, none was printed twice, and the chain of the record holds', async () => {
    await rounds.nothingTwice(ROUNDS + 1);
  });
});
