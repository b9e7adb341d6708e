import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { closingLine, judge, readJUnit, readResults } from '../lib/results.mjs';
import { tempDir } from './temp.mjs';

test('counts passed, failed, broken and skipped cases in nested suites, and names those that failed', () => {
  const xml = `<testsuites><testsuite><testcase name="a"/><testsuite>
    <testcase classname="b.test.ts" name="b &gt; &amp;quot;" time="1"><failure message="x">no</failure></testcase>
    <testcase name="c"><error/></testcase>
    <testcase name="d"><skipped/></testcase>
    <testcase name="e"><system-out>said</system-out></testcase></testsuite></testsuite></testsuites>`;
  const failures = ['b.test.ts > b > &quot;', 'c'];
  assert.deepEqual(readJUnit(xml), { passed: 2, failed: 2, skipped: 1, failures, flaky: [] });
});

test('a test that passed when it was run again has passed, and is named', () => {
  const xml = '<testcase classname="a.spec.ts" name="a"><flakyFailure message="x">no</flakyFailure></testcase>';
  assert.deepEqual(readJUnit(xml), { passed: 1, failed: 0, skipped: 0, failures: [], flaky: ['a.spec.ts > a'] });
});

test('what a test printed is not counted', () => {
  const xml =
    '<testcase name="a"><system-out><![CDATA[<testcase name="z"><failure/></testcase>]]></system-out></testcase>';
  assert.deepEqual(readJUnit(xml), { passed: 1, failed: 0, skipped: 0, failures: [], flaky: [] });
});

test("reads jest's report, where a file that does not load is a failure", (t) => {
  const file = path.join(tempDir(t), 'jest.json');
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        name: '/src/a.spec.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'a works', status: 'passed' },
          { fullName: 'a stays', status: 'failed' },
        ],
      },
      { name: '/src/b.spec.ts', status: 'failed', assertionResults: [] },
      { name: '/src/c.spec.ts', status: 'passed', assertionResults: [{ fullName: 'c', status: 'passed' }] },
    ],
  };
  fs.writeFileSync(file, JSON.stringify(report));
  assert.deepEqual(readResults(file), {
    passed: 3,
    failed: 2,
    skipped: 1,
    failures: ['a.spec.ts > a stays', 'b.spec.ts does not load'],
    flaky: [],
  });
});

test('a suite that ran no test has failed, also when its runner says it is well', () => {
  const none = readResults('/no/such/report.xml');
  assert.deepEqual(judge(none, 0), { passed: 0, failed: 1, skipped: 0, failures: [], flaky: [], note: 'ran no test' });
  assert.equal(judge({ passed: 0, failed: 0, skipped: 4 }, 0).failed, 1);
});

test('a runner that fails without a failed test counts as a failure', () => {
  const counts = judge({ passed: 5, failed: 0, skipped: 0 }, 2);
  assert.deepEqual(counts, { passed: 5, failed: 1, skipped: 0, note: 'ended with exit code 2' });
  assert.equal(judge({ passed: 5, failed: 1, skipped: 0 }, 1).note, '');
});

test('the closing line adds up all suites', () => {
  const one = { passed: 2, failed: 0, skipped: 0 };
  assert.equal(closingLine([one, { passed: 3, failed: 1, skipped: 0 }]), '5 passed, 1 failed');
  assert.equal(closingLine([one, { passed: 0, failed: 0, skipped: 2 }]), '2 passed, 0 failed, 2 skipped');
});
