import type { Instant } from '../vocabulary.ts';
import type { Clock } from './clock.ts';
import { limitEnds, type Deadline, type Reckoning } from './deadline.ts';
import { limitText } from './limit-text.ts';

/** Why a clock may not be extended. */
export type ExtensionRefusal =
  | 'no-extension'
  | 'not-your-extension'
  | 'extended-already'
  | 'overdue-already'
  | 'field-missing'
  | 'not-later'
  | 'beyond-the-most';

/** Who asks for how long, and what has been done for it. */
export interface ExtensionAsked {
  askedAt: Instant;
  by: string;
  /** Form fields that are filled: the reason, the new limit. */
  filled: readonly string[];
  dueAt: Instant;
}

/** The clock as it runs. */
export interface RunningClock {
  startAt: Instant;
  dueAt: Instant;
  /** How often it has been extended. */
  extended: number;
}

export type ExtensionAnswer =
  { ok: true; dueAt: Instant; tell: readonly string[] } | { ok: false; refusal: ExtensionRefusal };

/** Whether the policy lets a clock be extended as asked, and who must hear of it. */
export function extendClock(
  clock: Clock,
  running: RunningClock,
  asked: ExtensionAsked,
  reckoning: Reckoning,
): ExtensionAnswer {
  const refusal = refusalOf(clock, running, asked, reckoning);
  if (refusal !== null) return { ok: false, refusal };
  return { ok: true, dueAt: asked.dueAt, tell: clock.extension?.tell ?? [] };
}

function refusalOf(
  clock: Clock,
  running: RunningClock,
  asked: ExtensionAsked,
  reckoning: Reckoning,
): ExtensionRefusal | null {
  const rule = clock.extension;
  if (rule === undefined) return 'no-extension';
  if (!rule.by.includes(asked.by)) return 'not-your-extension';
  if (running.extended >= rule.times) return 'extended-already';
  if (rule.beforeDue && asked.askedAt > running.dueAt) return 'overdue-already';
  if (rule.require.some((field) => !asked.filled.includes(field))) return 'field-missing';
  if (asked.dueAt <= running.dueAt) return 'not-later';
  const last = latestDeadline(clock, running, reckoning)?.dueAt ?? null;
  return last !== null && asked.dueAt > last ? 'beyond-the-most' : null;
}

/** The latest an extension may reach; null where the policy lets none be made or sets no end to it. */
export function latestDeadline(
  clock: Clock,
  running: Pick<RunningClock, 'startAt' | 'dueAt'>,
  reckoning: Reckoning,
): Deadline | null {
  const rule = clock.extension;
  if (rule === undefined || rule.most === null) return null;
  const from = rule.from === 'clock-start' ? running.startAt : running.dueAt;
  const ends = limitEnds(rule.most, from, reckoning);
  const since = rule.from === 'clock-start' ? '自起算之日' : '自原到期日';
  return {
    ...ends,
    because: [
      `${clock.zh}延长后最迟：${since}起 ${limitText(rule.most)}`,
      ...rule.cite.map((quote) => `依据：“${quote}”`),
      ...rule.assume.map((id) => `待确认：${id}`),
      ...ends.because,
    ],
  };
}
