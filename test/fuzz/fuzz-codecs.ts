import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { dice } from './dice.ts';
import { fuzzers } from './fuzzers.ts';

/** Sends every codec its share of the frames and prints what became of them. Resolves with whether all passed. */
export async function fuzzCodecs(frames: number, seed: number): Promise<boolean> {
  const all = fuzzers((await readProfiles()).values());
  const each = Math.ceil(frames / all.length);
  process.stdout.write(`${all.length} codecs, ${each} frames each\n`);

  let [passed, failed, total] = [0, 0, 0];
  for (const [i, fuzzer] of all.entries()) {
    const outcome = fuzzer.run(each, dice(seed + i));
    total += outcome.frames;
    if (outcome.problems.length === 0) passed += 1;
    else failed += 1;
    process.stdout.write(`${fuzzer.name}: ${outcome.frames} frames, ${outcome.noise} bytes of noise\n`);
    for (const problem of outcome.problems) process.stdout.write(`  ${problem}\n`);
  }
  const megabytes = Math.round(process.memoryUsage().heapUsed / 1_048_576);
  process.stdout.write(
    `${total} frames in all, heap ${megabytes} MB at the end\n${passed} passed, ${failed} failed\n`,
  );
  return failed === 0;
}
