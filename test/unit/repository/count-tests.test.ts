import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../.ci/count-tests.mjs', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'count-tests-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function count(report: string) {
  const file = join(folder, 'report.json');
  writeFileSync(file, report);
  const { stdout, status } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  return { line: stdout, status };
}

function report(passed: number, failed: number, files: { status: string; tests: number }[] = []) {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults: files.map(({ status, tests }) => ({ status, assertionResults: Array(tests).fill({}) })),
  });
}

describe('the last line of the continuous integration', () => {
  it('counts the tests, and passes when none failed', () => {
    expect(count(report(12, 0))).toEqual({ line: '12 passed, 0 failed\n', status: 0 });
  });

  it('fails when a test failed', () => {
    expect(count(report(11, 1))).toEqual({ line: '11 passed, 1 failed\n', status: 1 });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const files = [
      { status: 'failed', tests: 0 },
      { status: 'passed', tests: 3 },
    ];

    expect(count(report(3, 0, files))).toEqual({ line: '3 passed, 1 failed\n', status: 1 });
  });

  it.each([
    ['half a report', '{"numPassedTests": 3'],
    ['no test at all', report(0, 0)],
  ])('does not take %s for success', (_name, text) => {
    expect(count(text)).toEqual({ line: '0 passed, 1 failed\n', status: 1 });
  });
});
