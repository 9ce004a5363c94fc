import type { SelfWarning } from '@bandecheng/shared/self-check';
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { ask } from '../../link/session.ts';

/** The hub looks at its machine every five minutes; of what comes over a connection it knows at once. */
const AGAIN_MS = 60_000;

/** What the hub finds wrong with itself; the last answer stands while the hub does not answer. */
export function useSelfCheck(): Ref<readonly SelfWarning[]> {
  const warnings = ref<readonly SelfWarning[]>([]);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    const answer = await ask<{ warnings: SelfWarning[] }>('GET', '/api/self-check');
    if (answer.ok) warnings.value = answer.warnings;
  }

  onMounted(() => {
    void look();
    timer = setInterval(() => void look(), AGAIN_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));
  return warnings;
}
