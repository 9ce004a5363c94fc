import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue';
import type { ApiAnswer, ApiNotDone } from '../../link/session.ts';

/** What the hub last answered to a question of the page. */
export interface Answered<T> {
  /** Stays while a newer answer is out; null before the first. */
  answer: ShallowRef<T | null>;
  notDone: ShallowRef<ApiNotDone | null>;
  busy: Ref<boolean>;
  again: () => Promise<void>;
}

/** Asks now and whenever one of the sources changes; an answer that a newer question has overtaken is dropped. */
export function useAnswer<T extends object>(
  question: () => Promise<ApiAnswer<T>>,
  sources: WatchSource[] = [],
): Answered<T> {
  const answer = shallowRef(null) as ShallowRef<T | null>;
  const notDone = shallowRef<ApiNotDone | null>(null);
  const busy = ref(false);
  let asked = 0;
  async function again(): Promise<void> {
    const mine = (asked += 1);
    busy.value = true;
    const got = await question();
    if (mine !== asked) return;
    busy.value = false;
    notDone.value = got.ok ? null : got;
    if (got.ok) answer.value = got;
  }
  watch(sources, () => void again());
  void again();
  return { answer, notDone, busy, again };
}
