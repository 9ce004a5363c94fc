import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The packages are read from their sources, so that no test ever runs against a stale build. The flow and
 * browser tests start the built programs as separate processes; `npm test` builds them first.
 */
const alias = [
  { find: /^@bandecheng\/(shared|hub|device-agent)\/(.+)$/, replacement: `${root}$1/$2.ts` },
  { find: /^@bandecheng\/kiosk-ui\/(.+\.vue)$/, replacement: `${root}kiosk-ui/$1` },
  { find: /^@bandecheng\/kiosk-ui\/(.+?)(?:\.ts)?$/, replacement: `${root}kiosk-ui/$1.ts` },
];

interface Limits {
  testTimeout: number;
  hookTimeout: number;
  maxWorkers: number;
  /** False: files share a process and its modules. */
  isolate?: boolean;
  /** Read before each file. */
  setupFiles?: string[];
  /** Groups run one after another. */
  sequence: { groupOrder: number };
}

/** Two files at a time: these need the cores for themselves. */
const quick: Limits = {
  testTimeout: 20_000,
  hookTimeout: 30_000,
  maxWorkers: 2,
  sequence: { groupOrder: 0 },
};
/**
 * Tests leave nothing behind that another could meet: one process reads the programs' modules once for many files, not
 * once for each, which was two thirds of the unit tests' time and half of the contract tests'.
 */
const unit: Limits = { ...quick, isolate: false };
/** Hubs, agents and devices. Four files at a time also on two cores: most of a contract test is waiting for a device. */
const contract: Limits = {
  ...unit,
  testTimeout: 60_000,
  maxWorkers: 4,
  sequence: { groupOrder: 1 },
  setupFiles: [`${root}test/fakes/quick-passwords.ts`],
};
/**
 * Real processes and a real browser. Three files at a time also on two cores: with two, a core waits half of the time
 * for devices, pauses and spoken calls, and no test measures anything.
 */
const slow: Limits = {
  ...unit,
  testTimeout: 300_000,
  hookTimeout: 120_000,
  maxWorkers: 3,
  sequence: { groupOrder: 2 },
};

function project(name: string, limits: Limits) {
  return {
    extends: true as const,
    test: { name, environment: 'node', include: [`test/${name}/**/*.test.ts`], ...limits },
  };
}

export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias },
  test: {
    projects: [
      project('architecture', quick),
      project('unit', unit),
      project('contract', contract),
      project('flow', slow),
      project('browser', slow),
    ],
    restoreMocks: true,
    sequence: { sequencer: LongestFirst },
    // A poll ends as soon as it is right; the bound is for a machine on which four files wait for two cores.
    expect: { poll: { timeout: 5_000 } },
    reporters:
      process.env['TEST_REPORT'] === 'json'
        ? ['default', ['json', { outputFile: `${root}test/results/vitest.json` }]]
        : ['default'],
  },
});
