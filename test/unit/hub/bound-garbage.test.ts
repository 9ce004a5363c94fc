import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PILE_GARBAGE = fileURLToPath(new URL('../../fakes/pile-garbage.mjs', import.meta.url));

const mostMb = async (...more: string[]): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, [PILE_GARBAGE, ...more])).stdout);

it('a hub with a large heap lets less garbage pile up than V8 would', async () => {
  const [ours, leftToV8] = await Promise.all([mostMb('bounded'), mostMb()]);
  // Some 300 and 420 MB, of which 80 live.
  expect(ours).toBeGreaterThan(80);
  expect(ours).toBeLessThan(0.9 * leftToV8);
});
