import { setFlagsFromString } from 'node:v8';

/** How far a heap may grow, percent of what lived at the last collection, before the next. */
const GROWTH = 150;

/**
 * Has garbage collected by one rule. V8 chooses between 10 and 300 percent by what it saw last: after ten thousand
 * connections have come and gone it would let garbage grow to 600 MB, and in a hall with some 35 MB of its own it comes
 * down to collecting all of it every second while strangers' bodies come in, with every core for 50 ms.
 */
export function boundGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
