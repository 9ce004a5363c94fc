import { setTimeout as pause } from 'node:timers/promises';
import type { VirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import type { Answer } from '@bandecheng/shared/protocol';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import type { Dice } from '../fuzz/dice.ts';
import { COUNTERS, KIOSKS, THROUGH_AGENT, type Counter, type FaultHall } from './fault-hall.ts';
import type { Told } from './told.ts';

export interface Work {
  /** Begins the ids of this run's commands. */
  name: string;
  dice: Dice;
  tell: (told: Told) => void;
  /** What people were told before the machine was cut off: they still wait with their numbers. */
  toldBefore?: readonly Told[];
  evaluators: Record<Counter, VirtualEvaluator>;
  /** At a machine that nobody knows of. */
  atCopy?: VirtualEvaluator;
  /** Milliseconds between two things that one person does, at most. */
  pauseMs: number;
}

const LOOK_MS = 20;
/** People come so much more slowly than a clerk presses keys. */
const PEOPLE_PAUSE = 10;
/** Two clocks on one busy machine are never so far apart. */
const SAME_LEVEL_MS = 2_500;
/** Longer than an evaluator repeats an unheard press. */
const PRESS_MS = 15_000;
/** How long a clerk waits for whoever is called. */
const COMES_MS = 500;
const KIND = { caseType: 'bbcs', intake: 'desk', as: 'desk', attributes: { multiDept: 'no' }, fields: {} };
const FIELDS = { name: '欧阳正德', phone: '13987654321', content: '来过三次，每次要的证明都不同' };

/** Kiosks, counters with their evaluators, and the desk, each at work until the hall goes home. */
export async function work(
  hall: FaultHall,
  { name, dice, tell, toldBefore = [], evaluators, atCopy, pauseMs }: Work,
): Promise<void> {
  let commands = 0;
  let open = true;
  /** Numbers that somebody was told: nobody else can come to a counter. */
  const held = new Set(toldBefore.flatMap((one) => numberOf(one) ?? []));

  async function done(
    screen: string,
    command: { type: string; [field: string]: unknown },
  ): Promise<Answer | null> {
    if (!open) return null;
    const sent = { ...command, id: `${name}-command-${(commands += 1)}` };
    const answer = await hall.ask(screen, sent);
    if (answer === null) open = false;
    else if (answer.ok) {
      const told = toldOf(sent, answer);
      const number = numberOf(told);
      if (number !== undefined) held.add(number);
      tell({ ...told, ...(screen === THROUGH_AGENT ? { throughAgent: true } : {}) });
    }
    if (answer !== null && 'problems' in answer)
      throw new Error(`${JSON.stringify(sent)}: ${JSON.stringify(answer)}`);
    await pause(dice.below(pauseMs));
    return answer;
  }

  async function atKiosk(kiosk: string): Promise<void> {
    while (open) {
      await done(`kiosk/${kiosk}`, { type: 'IssueTicket', service: 'social', kiosk });
      await pause(dice.below(pauseMs * PEOPLE_PAUSE));
    }
  }

  async function atCounter(counter: Counter): Promise<void> {
    const screen = `counter/${counter}`;
    await done(screen, { type: 'OpenCounter', counter });
    for (let turn = 0; open; turn += 1) {
      const called = await done(screen, { type: 'CallNext', counter });
      if (called === null) return;
      if (!called.ok || called.ticket === undefined) {
        await pause(LOOK_MS * 5);
        continue;
      }
      const named = { counter, ticket: called.ticket.ticket };
      if (!(await comes(called.ticket.number))) {
        await done(screen, { type: 'MarkNoShow', ...named });
        continue;
      }
      await done(screen, { type: 'StartService', ...named });
      await done(screen, { type: 'FinishService', ...named });
      await press(evaluators[counter], turn);
    }
  }

  /** Of a number whose answer was lost nobody knows, and it is withdrawn if its applicant was given another. */
  async function comes(number: string): Promise<boolean> {
    const end = performance.now() + COMES_MS;
    while (open && !held.has(number) && performance.now() < end) await pause(LOOK_MS);
    return held.has(number);
  }

  /** Level after level: the same one comes again only after {@link SAME_LEVEL_MS}, so that each can be told apart. */
  async function press(evaluator: VirtualEvaluator, turn: number): Promise<void> {
    const [level, at] = [LEVELS[turn % LEVELS.length] ?? 'satisfied', Date.now()];
    evaluator.press(level);
    const end = performance.now() + PRESS_MS;
    const fate = () => evaluator.state().sent?.state;
    while (open && performance.now() < end && fate() === 'sending') await pause(LOOK_MS);
    tell({ what: 'press', device: evaluator.id, level, at, heard: fate() === 'acknowledged' });
    await pause(SAME_LEVEL_MS / LEVELS.length);
  }

  async function pressing(evaluator: VirtualEvaluator): Promise<void> {
    for (let turn = 0; open; turn += 1) await press(evaluator, turn);
  }

  async function atDesk(): Promise<void> {
    while (open) {
      const opened = await done('cases', { type: 'OpenCase', ...KIND });
      if (opened === null || !opened.ok || opened.case === undefined) continue;
      const step = { type: 'TakeStep', case: opened.case, as: 'desk', attributes: {}, fields: {} };
      await done('cases', { ...step, step: 'w1', fields: FIELDS });
      await done('cases', { ...step, step: 'w2' });
      await done('cases', { ...step, step: 'w5' });
    }
  }

  const copied = atCopy === undefined ? [] : [pressing(atCopy)];
  await Promise.all([...KIOSKS.map(atKiosk), ...COUNTERS.map(atCounter), ...copied, atDesk()]);
}

function numberOf(told: Told): string | undefined {
  return told.what === 'command' ? told.number : undefined;
}

function toldOf(
  sent: { id: string; type: string },
  answer: Extract<Answer, { ok: true }>,
): Extract<Told, { what: 'command' }> {
  const { number } = answer.ticket ?? {};
  return {
    ...{ what: 'command', command: sent.id, type: sent.type },
    ...(sent.type === 'IssueTicket' && number !== undefined ? { number } : {}),
  };
}
