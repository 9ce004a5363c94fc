import { describe, expect, it } from 'vitest';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { dice } from '../fuzz/dice.ts';
import { fuzzers } from '../fuzz/fuzzers.ts';

const all = fuzzers((await readProfiles()).values());
/** Over all codecs together; a million of them are `npm run fuzz`. */
const FRAMES = 20_000;
const EACH = Math.ceil(FRAMES / all.length);

describe('a bad line, split, merged, noisy and cut off', () => {
  it.each(all.map((fuzzer) => [fuzzer.name, fuzzer] as const))(
    'brings every good frame once, and none that was not sent: %s',
    { timeout: 60_000 },
    (_, fuzzer) => {
      const outcome = fuzzer.run(EACH, dice(20_261_123));

      expect(outcome.problems).toEqual([]);
      expect(outcome.frames).toBe(EACH);
      expect(outcome.noise).toBeGreaterThan(EACH / 2);
    },
  );
});
