import { getHeapStatistics, setFlagsFromString } from 'node:v8';

const MB = 1_024 * 1_024;
/** A usual hall's heap, its garbage with it, is less: some 60 MB live in it. */
const LARGE_MB = 128;
/** How far a large heap may grow, percent of what lived at the last collection, before the next; 0: V8's own, up to 300. */
const GROWTH = { usual: 0, large: 150 };
const EVERY_MS = 250;

/**
 * Has garbage collected earlier while the heap is large. After ten thousand connections have come and gone V8 would let
 * garbage grow to 600 MB. While it is small each collection, some 15 ms, is as rare as V8 has it.
 */
export function boundGarbage(): void {
  let growth = GROWTH.usual;
  const look = (): void => {
    const wanted = getHeapStatistics().total_heap_size > LARGE_MB * MB ? GROWTH.large : GROWTH.usual;
    if (wanted === growth) return;
    growth = wanted;
    setFlagsFromString(`--heap-growing-percent=${growth}`);
  };
  setInterval(look, EVERY_MS).unref();
}
