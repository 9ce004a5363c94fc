import type { CaseId, Instant, SeenReason } from '@bandecheng/shared/vocabulary';
import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue';
import { seePersonal } from '../../link/case-api.ts';
import { passingValues, SEEN_MS, type Values } from '../staff/passing-values.ts';
import { problemText } from './problem-text.ts';
import { t } from './texts.ts';

/** What of a case's masked fields stands open on this page now. */
export interface SeenValues {
  values: Ref<Values>;
  /** Whole seconds until they are hidden; 0: nothing is open. */
  left: ComputedRef<number>;
  problem: Ref<string>;
  see(fields: string[], reason: SeenReason): Promise<void>;
  hide(): void;
}

/** For use in a component's setup. What was seen is forgotten after 30 s, with the case, and with the page. */
export function useSeenValues(chosen: Ref<CaseId>, now: Ref<Instant>): SeenValues {
  const { values, show, hide } = passingValues();
  const problem = ref('');
  const until = ref(0);
  const hideWithPage = (): void => {
    if (document.hidden) hide();
  };
  document.addEventListener('visibilitychange', hideWithPage);
  watch(chosen, hide);
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', hideWithPage);
    hide();
  });
  return {
    values,
    problem,
    left: computed(() => {
      if (Object.keys(values.value).length === 0) return 0;
      return Math.max(1, Math.ceil((until.value - now.value) / 1_000));
    }),
    async see(fields, reason) {
      const id = chosen.value;
      const answer = await seePersonal(id, fields, reason);
      if (chosen.value !== id) return;
      problem.value = answer.ok ? '' : t('see.failed', { reason: problemText(answer) });
      if (!answer.ok) return;
      show(answer.values);
      until.value = now.value + SEEN_MS;
    },
    hide,
  };
}
