/**
 * Reads what a test runner wrote about its tests.
 */
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/**
 * A report: its counts, and the names of the tests that failed, and of those that passed only when they were run again,
 * each with its file where the runner says it.
 *
 * @typedef {Counts & {failures: string[], flaky: string[]}} Results
 */

/**
 * Reads the report of a test runner.
 *
 * @param {string} file JUnit XML (.xml) or jest's JSON (.json)
 * @returns {Results} all 0 when the file is not there
 * @throws {SyntaxError} when the JSON is incomplete
 */
export function readResults(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
  const text = fs.readFileSync(file, 'utf8');
  return file.endsWith('.json') ? readJest(text) : readJUnit(text);
}

/**
 * Reads a JUnit report.
 *
 * @param {string} xml
 * @returns {Results}
 * @example readJUnit('<testsuite><testcase name="a"/></testsuite>')
 * // { passed: 1, failed: 0, skipped: 0, failures: [], flaky: [] }
 */
export function readJUnit(xml) {
  /** @type {Results} */
  const results = { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
  // What a test printed stands in CDATA and may look like anything.
  const cases = xml
    .replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')
    .matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  for (const [, attributes = '', body = ''] of cases) {
    const names = [attribute(attributes, 'classname'), attribute(attributes, 'name')];
    const name = names.filter((each) => each !== '').join(' > ');
    if (/<(failure|error)\b/.test(body)) {
      results.failed += 1;
      results.failures.push(name);
    } else if (/<skipped\b/.test(body)) results.skipped += 1;
    else {
      results.passed += 1;
      if (/<flaky(Failure|Error)\b/.test(body)) results.flaky.push(name);
    }
  }
  return results;
}

/**
 * @param {string} attributes
 * @param {string} name
 */
function attribute(attributes, name) {
  const text = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  return text.replace(/&(gt|lt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** @type {Record<string, string>} */
const ENTITIES = { '&gt;': '>', '&lt;': '<', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

/**
 * @param {string} json
 * @returns {Results}
 */
function readJest(json) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites, testResults } =
    JSON.parse(json);
  /** @type {{name: string, status: string, assertionResults: {fullName: string, status: string}[]}[]} */
  const files = testResults;
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
    failures: files.flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed');
      const file = path.basename(name);
      if (status === 'failed' && failed.length === 0) return [`${file} does not load`];
      return failed.map(({ fullName }) => `${file} > ${fullName}`);
    }),
    flaky: [],
  };
}

/**
 * What counts for the summary: a suite that fails without a failed test, or that ran no test, has one failure.
 *
 * @template {Counts} T
 * @param {T} results
 * @param {number} exitCode of the test runner
 * @returns {T & {note: string}} note says why a failure was added, else ''
 */
export function judge(results, exitCode) {
  if (results.passed + results.failed === 0) return { ...results, failed: 1, note: 'ran no test' };
  if (exitCode !== 0 && results.failed === 0) {
    return { ...results, failed: 1, note: `ended with exit code ${exitCode}` };
  }
  return { ...results, note: '' };
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
