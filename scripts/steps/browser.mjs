/**
 * Step of the set-up that only the browser tests need.
 */
import { exec, npm } from '../lib/exec.mjs';
import { inRoot } from '../lib/paths.mjs';

/** @type {import('../lib/steps.mjs').Step} */
export const browserTests = {
  name: 'browser-tests',
  title: 'Packages of the browser tests (ui-tests)',
  takes: 'about a minute',
  inputs: ['ui-tests/package.json', 'ui-tests/package-lock.json', '.npmrc'],
  outputs: [inRoot('ui-tests', 'node_modules', '.package-lock.json')],
  run: ({ log }) => exec(...npm(['ci', '--no-audit', '--no-fund']), { cwd: inRoot('ui-tests'), log }),
  advice: "Check the network and npm's registry setting, then try again.",
};
