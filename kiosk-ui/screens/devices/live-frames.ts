import type { DeviceFrames, FrameNote } from '@bandecheng/shared/technician';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answered } from './ask-technician.ts';
import { t } from './texts.ts';

/** Pause between an answer and the next question, ms. */
const AGAIN_MS = 2_000;

export interface LiveFrames {
  /** Newest first; null: none have come yet. */
  frames: ShallowRef<readonly FrameNote[] | null>;
  /** The agent's time of the last answer; null before the first. */
  at: Ref<number | null>;
  /** Why what is shown may be old; empty while it is not. */
  problem: Ref<string>;
  paused: Ref<boolean>;
  start(): void;
  stop(): void;
  /** Holds what is shown still, or goes on. */
  toggle(): void;
}

/** What passes a device's line, asked for again and again from `start` to `stop`, one question at a time. */
export function liveFrames(ask: () => Promise<Answered<DeviceFrames | null>>): LiveFrames {
  const frames = shallowRef<readonly FrameNote[] | null>(null);
  const at = ref<number | null>(null);
  const problem = ref('');
  const paused = ref(true);
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    const got = await ask();
    asking = false;
    if (paused.value) return;
    take(got);
    timer = setTimeout(() => void look(), AGAIN_MS);
  }
  function take(got: Answered<DeviceFrames | null>): void {
    if ('problem' in got) problem.value = got.problem;
    else if (got.answer === null) problem.value = t('frames.unknownDevice');
    else {
      problem.value = '';
      at.value = got.answer.at;
      frames.value = [...got.answer.frames].reverse();
    }
  }
  function start(): void {
    paused.value = false;
    void look();
  }
  function stop(): void {
    paused.value = true;
    clearTimeout(timer);
  }
  const toggle = (): void => (paused.value ? start() : stop());
  return { frames, at, problem, paused, start, stop, toggle };
}
