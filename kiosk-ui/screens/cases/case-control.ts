import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { caseWhole } from '../../link/case-api.ts';
import type { ScreenAsk, ScreenLink } from '../../link/hub-link.ts';
import type { ApiAnswer } from '../../link/session.ts';
import { askHub, type Asking } from '../staff/ask-hub.ts';
import { problemText } from './problem-text.ts';

/** One case whole, and doing something with it. Every panel of the page gets this one object. */
export interface CaseControl {
  detail: ShallowRef<CaseDetail | null>;
  /** Why it is not shown; empty while it is or is being fetched. */
  problem: Ref<string>;
  asking: Asking;
  /** Cut off, or an answer is out: nothing can be asked for. */
  blocked: ComputedRef<boolean>;
  /** Asks, answers whether it was done, and fetches the case anew behind it. `done` is the sentence that stays. */
  ask(name: string, command: ScreenAsk, done: string): Promise<boolean>;
  reload(): Promise<void>;
  /** Leaves a sentence of something done. */
  tell(said: string): void;
}

/**
 * Holds the chosen case and fetches it anew whenever the board shows it otherwise than before.
 * @param fetchWhole the hub's answer to what the case is
 */
export function caseControl(
  link: Pick<ScreenLink<'cases'>, 'views' | 'send' | 'connected' | 'staleSince'>,
  chosen: Ref<CaseId | null>,
  fetchWhole: (id: CaseId) => Promise<ApiAnswer<CaseDetail>> = caseWhole,
): CaseControl {
  const asking = askHub(link.send);
  const detail = shallowRef<CaseDetail | null>(null);
  const problem = ref('');

  async function reload(): Promise<void> {
    const id = chosen.value;
    if (id === null) return;
    const answer = await fetchWhole(id);
    // Another case may have been chosen meanwhile.
    if (chosen.value !== id) return;
    problem.value = answer.ok ? '' : problemText(answer);
    if (answer.ok) detail.value = answer;
  }
  const shownAs = computed(() => {
    const rows = link.views.cases.value?.data.cases ?? [];
    return JSON.stringify(rows.find((row) => row.case === chosen.value));
  });
  watch(
    chosen,
    () => {
      detail.value = null;
      problem.value = '';
      asking.clear();
      void reload();
    },
    // At once, so that what is told of the new choice is not cleared with the old one's.
    { immediate: true, flush: 'sync' },
  );
  watch(shownAs, () => void reload());

  return {
    detail,
    problem,
    asking,
    blocked: computed(
      () => !link.connected.value || link.staleSince.value !== null || asking.asking.value !== null,
    ),
    async ask(name, command, done) {
      const answer = await asking.ask(name, command, () => done);
      if (answer !== null) void reload();
      return answer !== null;
    },
    reload,
    tell(said) {
      asking.notice.value = { good: true, text: said };
    },
  };
}
