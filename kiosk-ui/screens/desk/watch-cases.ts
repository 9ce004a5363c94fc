import type { CasesView } from '@bandecheng/shared/case/case-view';
import { ref, watch, type Ref } from 'vue';
import {
  addPressing,
  isQuiet,
  newlyPressing,
  NOTHING_PRESSING,
  pressing,
  type Pressing,
} from './pressing-cases.ts';

/** Cases that have come due or run out since this board was opened and that nobody has acknowledged. */
export interface CaseWatch {
  told: Ref<Pressing>;
  acknowledge(): void;
}

/**
 * Rings once for each counter that asks for help and each case that comes due today or runs out. What pressed
 * already when the board was opened does not ring: the board shows it.
 */
export function watchCases(view: Ref<CasesView | null>, ring: () => void): CaseWatch {
  const told = ref<Pressing>(NOTHING_PRESSING);
  let before: Pressing | null = null;
  watch(view, (data) => {
    if (data === null) return;
    const now = pressing(data);
    const fresh = before === null ? NOTHING_PRESSING : newlyPressing(before, now);
    if (!isQuiet(fresh)) ring();
    told.value = addPressing(told.value, fresh, now);
    before = now;
  });
  return {
    told,
    acknowledge() {
      told.value = NOTHING_PRESSING;
    },
  };
}
