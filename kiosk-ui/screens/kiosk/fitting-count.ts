import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

/** Services on one page at most; more are hard to take in at a glance. */
const MOST = 12;

/**
 * How many services one page of the grid holds so that none is cut off, on whatever screen and in whatever
 * language and size of text.
 * @param anew whatever makes room or takes it: as many as possible are tried again, as after a resized window
 * @param texts what the buttons say: the count only falls with them, so that nothing jumps to and fro
 *
 * The element around the grid must be as high as there is room, and scroll.
 */
export function fittingCount(
  grid: Ref<HTMLElement | null>,
  anew: () => unknown,
  texts: () => unknown,
): Ref<number> {
  const count = ref(MOST);
  let round = 0;

  async function fit(from: number): Promise<void> {
    const mine = ++round;
    count.value = from;
    await nextTick();
    while (mine === round && grid.value !== null && isOverfull(grid.value.parentElement)) {
      const columns = columnsOf(grid.value);
      const fewer = (Math.ceil(count.value / columns) - 1) * columns;
      if (fewer < columns) return;
      count.value = fewer;
      await nextTick();
    }
  }

  const fitAnew = (): void => void fit(MOST);
  watch(anew, fitAnew);
  watch(texts, () => void fit(count.value));
  onMounted(() => {
    window.addEventListener('resize', fitAnew);
    fitAnew();
  });
  onBeforeUnmount(() => window.removeEventListener('resize', fitAnew));
  return count;
}

function isOverfull(around: HTMLElement | null): boolean {
  // Both are rounded.
  return around !== null && around.scrollHeight > around.clientHeight + 1;
}

function columnsOf(grid: HTMLElement): number {
  return getComputedStyle(grid).gridTemplateColumns.split(' ').length;
}
