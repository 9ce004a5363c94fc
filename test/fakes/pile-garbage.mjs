import { setTimeout } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';

// node pile-garbage.mjs [bounded]: holds some 80 MB, replaces them again and again, and prints the most that the heap
// was given meanwhile, MB.
if (process.argv[2] === 'bounded') (await import('@bandecheng/hub/bound-garbage')).boundGarbage();

const THINGS = 500_000;
const ROUNDS = 120;
/** Until the first large collections are over, whose limit was set while the heap was small. */
const WARM_ROUNDS = 40;
const EACH_ROUND = 50_000;
const thing = (i) => ({ i, words: [i, i + 1, i + 2, i + 3], next: { at: i } });

const live = Array.from({ length: THINGS }, (_, i) => thing(i));
let most = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  for (let i = 0; i < EACH_ROUND; i += 1) live[(round * EACH_ROUND + i) % THINGS] = thing(i);
  if (round > WARM_ROUNDS) most = Math.max(most, getHeapStatistics().total_heap_size);
  await setTimeout(10);
}
process.stdout.write(`${Math.round(most / 1_048_576)}\n`);
