import { parseArgs } from 'node:util';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { dice } from './dice.ts';
import { fuzzers } from './fuzzers.ts';

const USAGE = 'npm run fuzz -- [--frames 1000000] [--seed 20261123]';

/** Frames over all codecs together, and the seed from which all of it follows. */
function asked(): { frames: number; seed: number } {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    },
  });
  const [frames, seed] = [Number(values.frames), Number(values.seed)];
  if (Number.isSafeInteger(frames) && frames > 0 && Number.isSafeInteger(seed)) return { frames, seed };
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const { frames, seed } = asked();
const all = fuzzers((await readProfiles()).values());
const each = Math.ceil(frames / all.length);
process.stdout.write(`seed ${seed}, ${all.length} codecs, ${each} frames each\n`);

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
process.exit(failed === 0 ? 0 : 1);
