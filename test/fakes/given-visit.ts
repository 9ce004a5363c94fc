import type { Actor } from '@bandecheng/shared/commands';
import type { Level } from '@bandecheng/shared/vocabulary';
import { AGENT, AGENT_JOINED, CLERK, given, KIOSK, OPEN_COUNTERS, t, type Given } from '../given.ts';

export const TABLET: Actor = { kind: 'tablet', counter: 'c1' };
export const SUPERVISOR: Actor = { kind: 'staff', account: 'wu', role: 'supervisor' };
/** The holder of one of today's tickets. */
export const holder = (number: string): Actor => ({ kind: 'holder', ticket: t(number) });

const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

/** Two counters open, an evaluator on the first. */
export function openHall(): Given {
  return given(...OPEN_COUNTERS, AGENT_JOINED);
}

/** The next ticket is taken, called, served for five minutes and finished at counter c1, by `li`. */
export function visit<G extends Given>(on: G, number: string): G {
  const at = { counter: 'c1', ticket: t(number) };
  return on
    .when(issue, KIOSK)
    .when({ type: 'CallNext', counter: 'c1' }, CLERK)
    .when({ type: 'StartService', ...at }, CLERK)
    .after(300)
    .when({ type: 'FinishService', ...at }, CLERK);
}

/** A button on the evaluator of c1. */
export function press<G extends Given>(on: G, level: Level, secondsAgo = 0): G {
  const pressedAt = on.now - secondsAgo * 1000;
  return on.when({ type: 'RecordPress', device: 'evaluator-c1', level, pressedAt }, AGENT);
}

/** What somebody who was served says, without a reason. */
export function rate<G extends Given>(on: G, level: Level, actor: Actor, ticket?: string): G {
  const named = ticket === undefined ? {} : { ticket };
  return on.when({ type: 'RateVisit', level, reasons: [], ...named }, actor);
}

/** The business day turns. */
export function nextDay<G extends Given>(on: G, day: string): G {
  on.now = Date.parse(`${day}T00:00:00+08:00`);
  return on.happened({ type: 'DayOpened', data: { day, ended: [] } });
}
