import type { Answer } from '@bandecheng/shared/protocol';
import { BAD_LEVELS, type Instant, type Level } from '@bandecheng/shared/vocabulary';
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { notDoneText } from '../../locales/words.ts';
import { tr } from '../../locales/rate.ts';

/** Milliseconds that thanks stay, and that somebody who is asked why may leave the screen untouched. */
export const THANKS_MS = 10_000;
const WHY_MS = 60_000;

/** Where somebody who rates stands. `why`: a bad level is recorded already, and its reasons are asked. */
export type RateStep = { at: 'asking' } | { at: 'why' | 'thanked'; since: Instant };

/** How a surface reaches the hub. */
export interface RateAsks {
  now: () => Instant;
  rate: (level: Level) => Promise<Answer>;
  giveReasons: (reasons: string[], text?: string) => Promise<Answer>;
  /** Seconds in which another tap takes the place of the first; of the hall. */
  changeSeconds: () => number;
  /** There is something to choose from after a bad level. */
  asksWhy: () => boolean;
}

export interface RateVisit {
  step: ShallowRef<RateStep>;
  /** The level whose answer is out. */
  sending: Ref<Level | null>;
  /** Why the last tap was not recorded, and when that was learned; empty: it was. */
  problem: Ref<string>;
  problemAt: Ref<Instant>;
  /** One tap: recorded at once, asked of nobody twice. */
  give(level: Level): Promise<void>;
  say(reasons: string[], text?: string): Promise<void>;
  /** Somebody is choosing reasons. */
  touch(): void;
  /** Without saying why. */
  skip(): void;
  /** Whole seconds in which another level may still be tapped; 0: none. */
  changeLeft(now: Instant): number;
  /** The screen may go back to its rest. */
  isOver(now: Instant): boolean;
  busy: ComputedRef<boolean>;
}

/** One visit being rated. What a tap became is shown only once the hub has answered. */
export function rateVisit(asks: RateAsks): RateVisit {
  const step = shallowRef<RateStep>({ at: 'asking' });
  const sending = ref<Level | null>(null);
  const saying = ref(false);
  const problem = ref('');
  const problemAt = ref<Instant>(0);
  let firstAt: Instant | null = null;

  function took(answer: Answer): boolean {
    problem.value = answer.ok ? '' : problemText(answer);
    problemAt.value = asks.now();
    return answer.ok;
  }

  return {
    step,
    sending,
    problem,
    problemAt,
    busy: computed(() => sending.value !== null || saying.value),
    async give(level) {
      if (sending.value !== null || saying.value) return;
      sending.value = level;
      const done = took(await asks.rate(level));
      sending.value = null;
      if (!done) return;
      firstAt ??= asks.now();
      const why = BAD_LEVELS.includes(level) && asks.asksWhy();
      step.value = { at: why ? 'why' : 'thanked', since: asks.now() };
    },
    async say(reasons, text) {
      if (sending.value !== null || saying.value) return;
      saying.value = true;
      const done = took(await asks.giveReasons(reasons, text));
      saying.value = false;
      if (done) step.value = { at: 'thanked', since: asks.now() };
    },
    touch() {
      if (step.value.at !== 'asking') step.value = { ...step.value, since: asks.now() };
    },
    skip() {
      problem.value = '';
      step.value = { at: 'thanked', since: asks.now() };
    },
    changeLeft(now) {
      if (firstAt === null) return 0;
      // Rounded down: a tap in the last second would reach the hub too late.
      return Math.max(0, Math.floor(asks.changeSeconds() - (now - firstAt) / 1_000));
    },
    isOver(now) {
      if (step.value.at === 'asking' || sending.value !== null || saying.value) return false;
      const stays = step.value.at === 'why' ? WHY_MS : Math.max(THANKS_MS, asks.changeSeconds() * 1_000);
      return now - step.value.since > stays;
    },
  };
}

/** No tap is lost without a word: cut off, there is another way to rate. */
function problemText(answer: Exclude<Answer, { ok: true }>): string {
  if ('fault' in answer) return tr('failed.cut');
  return tr('failed', { reason: notDoneText(answer) });
}
