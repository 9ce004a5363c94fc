import { parseArgs } from 'node:util';
import { fuzzCodecs } from './fuzz-codecs.ts';
import { fuzzPatterns } from './fuzz-patterns.ts';
import { fuzzRealHub } from './hub/fuzz-real-hub.ts';

const USAGE = 'npm run fuzz -- [codecs|patterns|hub] [--frames 1000000] [--each 20] [--seed 20261123]';
const PARTS = ['codecs', 'patterns', 'hub'] as const;

interface Asked {
  parts: readonly (typeof PARTS)[number][];
  /** Over all codecs together. */
  frames: number;
  /** To the hub: of each kind of message and to each route, by everybody who may come. */
  each: number;
  seed: number;
}

/** What is to be fuzzed, and the seed from which all of it follows. */
function asked(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      frames: { type: 'string', default: '1000000' },
      each: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    },
  });
  const [frames, each, seed] = [Number(values.frames), Number(values.each), Number(values.seed)];
  const parts = PARTS.filter((part) => positionals.length === 0 || positionals.includes(part));
  const known = positionals.every((one) => (PARTS as readonly string[]).includes(one));
  if (known && frames > 0 && each > 0 && [frames, each, seed].every(Number.isSafeInteger))
    return { parts, frames, each, seed };
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const { parts, frames, each, seed } = asked();
let stood = true;
process.stdout.write(`seed ${seed}\n`);
if (parts.includes('codecs')) stood = (await fuzzCodecs(frames, seed)) && stood;
if (parts.includes('patterns')) stood = fuzzPatterns(seed) && stood;
if (parts.includes('hub')) stood = (await fuzzRealHub(each, seed)) && stood;
process.exit(stood ? 0 : 1);
