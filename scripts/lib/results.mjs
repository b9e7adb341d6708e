/**
 * Reads what a test runner wrote about its tests.
 */
import fs from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/**
 * Counts the tests of a report.
 *
 * @param {string} file JUnit XML (.xml) or jest's JSON (.json)
 * @returns {Counts} all 0 when the file is not there
 * @throws {SyntaxError} when the JSON is incomplete
 */
export function readResults(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const text = fs.readFileSync(file, 'utf8');
  return file.endsWith('.json') ? countJest(text) : countJUnit(text);
}

/**
 * Counts the test cases of a JUnit report.
 *
 * @param {string} xml
 * @returns {Counts}
 * @example countJUnit('<testsuite><testcase name="a"/></testsuite>') // { passed: 1, failed: 0, skipped: 0 }
 */
export function countJUnit(xml) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // What a test printed stands in CDATA and may look like anything.
  const cases = xml
    .replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')
    .matchAll(/<testcase\b[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  for (const [, body = ''] of cases) {
    if (/<(failure|error)\b/.test(body)) counts.failed += 1;
    else if (/<skipped\b/.test(body)) counts.skipped += 1;
    else counts.passed += 1;
  }
  return counts;
}

/**
 * @param {string} json
 * @returns {Counts}
 */
function countJest(json) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(json);
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
  };
}

/**
 * What counts for the summary: a suite that fails without a failed test, or that ran no test, has one failure.
 *
 * @param {Counts} counts
 * @param {number} exitCode of the test runner
 * @returns {Counts & {note: string}} note says why a failure was added, else ''
 */
export function judge(counts, exitCode) {
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: 'ran no test' };
  if (exitCode !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, note: `ended with exit code ${exitCode}` };
  }
  return { ...counts, note: '' };
}

/**
 * The plain closing line of a test run.
 *
 * @param {readonly Counts[]} all
 * @returns {string} for example '12 passed, 0 failed, 1 skipped'
 */
export function closingLine(all) {
  /** @param {keyof Counts} key */
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
