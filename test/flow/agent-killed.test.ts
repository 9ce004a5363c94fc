import { afterAll, beforeAll, describe, it } from 'vitest';
import { levelOf, PressRounds, ROUNDS, ROUNDS_BOUND } from './press-rounds.ts';

let rounds: PressRounds;

beforeAll(async () => {
  rounds = await PressRounds.open();
});
afterAll(() => rounds?.close());

describe('a press while the agent dies, all the way, on real wires', () => {
  it(
    `an agent killed between press and delivery, ${ROUNDS} times: every press is recorded once`,
    ROUNDS_BOUND,
    async () => {
      const { hall } = rounds;
      for (let round = 0; round < ROUNDS; round++) {
        const number = await rounds.visit();
        // Even rounds: the press is on the agent's disk and the hub does not answer. Odd rounds: the kill races.
        const level = levelOf(round);
        if (round % 2 === 0) hall.hub.signal('SIGSTOP');
        hall.evaluator.press(level);
        if (round % 2 === 0) await rounds.acknowledged();
        await hall.agent.kill();
        if (round % 2 === 0) hall.hub.signal('SIGCONT');
        await hall.startAgent();
        await rounds.pressUntilTaken(level);
        await rounds.onBoardOnce(number);
      }
    },
  );

  it('no number was given twice, none was printed twice, and the chain of the record holds', async () => {
    await rounds.nothingTwice(ROUNDS);
  });
});
