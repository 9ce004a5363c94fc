import { decide } from '@bandecheng/hub/decide/decide';
import { isRefusal } from '@bandecheng/hub/decide/decision';
import { readPolicies } from '@bandecheng/hub/rules/read-policies';
import { readYears } from '@bandecheng/hub/rules/read-years';
import { evolve } from '@bandecheng/hub/state/evolve';
import type { HallState } from '@bandecheng/hub/state/hall-state';
import { casesView } from '@bandecheng/hub/views/cases-view';
import type { Actor, Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION } from '@bandecheng/shared/events';
import { OPENING, simulateDay } from '../fakes/simulated-day.ts';
import { median, printFigure, progress, quantile } from './figure.ts';

const TICKETS = 200;
const CASES = 60;
const ROUNDS = 2_000;
/** A board is sent at most one view in so many ms. */
const PACE_MS = 16;
const DAY_MS = 86_400_000;
const DESK: Actor = { kind: 'staff', account: 'desk', role: 'desk' };
/** The way of a case of 乌审旗 to the department that handles it. */
const STEPS = [
  ['w1', 'desk'],
  ['w2', 'desk'],
  ['w5', 'desk'],
  ['w6', 'centre'],
  ['w7', 'desk'],
  ['w8', 'unit'],
] as const;

/** How long the desk's board of cases takes to compute, as it is at each change and each minute. */
export async function benchCaseBoard(): Promise<void> {
  progress('case-board …');
  const { state } = simulateDay({ kiosks: 4, counters: 12, tickets: TICKETS, seed: 1, overMinutes: 240 });
  const policy = (await readPolicies()).get('wushen')!;
  const calendar = { years: await readYears() };
  ask(state, OPENING, { type: 'AdoptCalendar', id: 'calendar', calendar, mark: 'years' }, { kind: 'hub' });
  ask(state, OPENING, { type: 'AdoptPolicy', id: 'policy', policy, mark: 'wushen' }, { kind: 'hub' });
  // Over the last two weeks: some of them overdue, some due today, each as far as another.
  for (let i = 0; i < CASES; i++) addCase(state, i, OPENING - (i % 14) * DAY_MS);
  if (state.desk.open.size !== CASES || state.hall === null) throw new Error('the cases were not opened');
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    casesView(state, state.hall, OPENING + 60 * 60_000 + round);
    took.push(performance.now() - from);
  }
  const how = `computing the desk's board with ${TICKETS} tickets and ${CASES} open cases, ${ROUNDS} times; limit: the shortest pause between two boards`;
  printFigure({ name: 'case-board-p50', unit: 'ms', ours: median(took), limit: PACE_MS, how });
  printFigure({ name: 'case-board-p95', unit: 'ms', ours: quantile(took, 0.95), limit: PACE_MS, how });
}

function addCase(state: HallState, i: number, at: number): void {
  const of = `B20261123-${String(i + 1).padStart(3, '0')}`;
  const nothing = { attributes: {}, fields: {} };
  const texts = Object.fromEntries(
    ['name', 'phone', 'content'].map((field) => [field, { record: `202611-bench${i}`, field, digest: '' }]),
  );
  const open = {
    type: 'OpenCase',
    caseType: 'bbcs',
    intake: 'desk',
    as: 'desk',
    service: 'sa',
    confidential: false,
  } as const;
  ask(state, at, { ...open, ...nothing, id: `open-${i}` }, DESK);
  STEPS.slice(0, i % (STEPS.length + 1)).forEach(([step, as], n) => {
    const command = { type: 'TakeStep', id: `step-${i}-${n}`, case: of, step, as, ...nothing } as const;
    const sealed: object = {
      sealed: n === 0 ? texts : {},
      ...(step === 'w6' ? { attributes: { research: 'solvable' } } : {}),
    };
    ask(state, at, { ...command, ...sealed }, DESK);
  });
}

function ask(state: HallState, now: number, command: Command, actor: Actor): void {
  const decision = decide(state, command, { now, actor, makeKey: () => 'key' });
  if (isRefusal(decision)) throw new Error(`${command.type}: ${decision.refused}`);
  for (const event of decision)
    evolve(state, {
      ...event,
      seq: state.seq + 1,
      at: now,
      version: EVENT_VERSION,
      actor: 'staff:desk',
      command: command.id,
    });
}
