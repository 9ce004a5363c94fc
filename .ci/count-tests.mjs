// Prints `N passed, N failed` from the test report as its last line; exits 1 when anything failed or the report
// is missing. Usage: node .ci/count-tests.mjs <vitest.json>
import { readFileSync } from 'node:fs';

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    process.stderr.write(`no test report: ${error.message}\n`);
    return null;
  }
}

/** A file that could not be loaded has no test of its own, and counts as one failure. */
function count(report) {
  const files = report.testResults;
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded };
}

const report = readReport(process.argv[2]);
const { passed, failed } = report === null ? { passed: 0, failed: 1 } : count(report);
const nothingRan = passed === 0 && failed === 0;
process.stdout.write(`${passed} passed, ${nothingRan ? 1 : failed} failed\n`);
process.exitCode = failed > 0 || nothingRan ? 1 : 0;
