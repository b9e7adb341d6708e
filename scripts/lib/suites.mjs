/**
 * The test suites that `npm test` runs, in order.
 */
import path from 'node:path';
import { npm } from './exec.mjs';
import { inRoot, projectEnv, projectNode, setupDir, venvPython } from './paths.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name as typed in `npm test -- name`
 * @property {string} what what it tests
 * @property {string} report file with the results; '' for a check without one, which counts as one test
 * @property {[string, string[]]} command
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [browser] whether it needs Chromium
 */

/** @param {string} file */
const report = (file) => path.join(setupDir, 'results', file);

/**
 * Runs test files with Node's own test runner.
 *
 * @param {string} pattern files, relative to the repository
 * @param {string} file report
 * @returns {[string, string[]]}
 */
function nodeTests(pattern, file) {
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  return [
    projectNode,
    ['--test', ...reporters, '--test-reporter=junit', `--test-reporter-destination=${file}`, pattern],
  ];
}

/** @type {Suite[]} */
export const suites = [
  {
    name: 'scripts',
    what: 'set-up scripts',
    report: report('scripts.xml'),
    command: nodeTests('scripts/test/*.test.mjs', report('scripts.xml')),
  },
  {
    name: 'benchmarks',
    what: 'arithmetic, profiles and report of the benchmark, and its table of cases; nothing is timed',
    report: report('benchmarks.xml'),
    command: nodeTests('benchmarks/test/**/*.test.ts', report('benchmarks.xml')),
  },
  {
    name: 'generated',
    what: 'generated types are up to date',
    report: '',
    command: npm(['run', 'generate:check', '--workspace', 'labextension']),
  },
  {
    name: 'kernel-ext',
    what: 'library',
    report: report('kernel-ext.xml'),
    command: npm([
      ...['run', 'test', '--workspace', 'kernel-ext', '--'],
      ...['--reporter=default', '--reporter=junit', `--outputFile.junit=${report('kernel-ext.xml')}`],
    ]),
  },
  {
    name: 'server-ext',
    what: 'server extension',
    report: report('server-ext.xml'),
    command: [venvPython, ['-m', 'pytest', `--junitxml=${report('server-ext.xml')}`]],
  },
  {
    name: 'labextension',
    what: 'panel',
    report: report('labextension.json'),
    command: npm([
      ...['run', 'test', '--workspace', 'labextension', '--'],
      ...['--json', `--outputFile=${report('labextension.json')}`],
    ]),
  },
  {
    name: 'ui-tests',
    what: 'JupyterLab in a browser',
    report: report('ui-tests.xml'),
    command: npm(['run', 'test']),
    cwd: inRoot('ui-tests'),
    env: { ...projectEnv(), PLAYWRIGHT_JUNIT_OUTPUT_FILE: report('ui-tests.xml') },
    browser: true,
  },
  {
    name: 'package',
    what: 'tarball and wheel in an empty folder and an empty environment',
    report: report('package.xml'),
    command: nodeTests('scripts/package-test/*.test.mjs', report('package.xml')),
  },
];

/**
 * The suites a person asked for.
 *
 * @param {readonly string[]} names none for all
 * @returns {Suite[]} in the order they are run
 * @throws {RangeError} when a name is unknown; says which there are
 */
export function chooseSuites(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`There is no suite "${unknown}". Suites: ${suites.map((suite) => suite.name).join(', ')}.`);
  }
  return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));
}
