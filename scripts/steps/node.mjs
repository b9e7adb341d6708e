/**
 * Steps of the set-up that npm does: the packages, and Node 24.
 */
import fs from 'node:fs';
import path from 'node:path';
import { exec, npm, output } from '../lib/exec.mjs';
import { inRoot, projectNode } from '../lib/paths.mjs';

const OLDEST_NODE = 24;
const linkedNode = inRoot('node_modules', '.bin', 'node');
const machine = [process.platform, process.arch];

/** @type {import('../lib/steps.mjs').Step} */
export const npmPackages = {
  name: 'npm',
  title: 'npm packages',
  takes: '1 to 2 minutes',
  inputs: ['package.json', 'package-lock.json', '.npmrc', 'kernel-ext/package.json', 'labextension/package.json'],
  words: () => machine,
  outputs: [inRoot('node_modules', '.package-lock.json'), inRoot('node_modules', 'tslab', 'bin', 'tslab')],
  async run({ log }) {
    // `npm ci` starts by removing node_modules, so it is for new clones only.
    const fresh = !fs.existsSync(inRoot('node_modules'));
    // Older npm would compile better-sqlite3, although it brings its binaries. The one script that is needed is run below.
    await exec(...npm([fresh ? 'ci' : 'install', '--ignore-scripts', '--no-audit', '--no-fund']), { log });
  },
  advice: 'Check the network and npm\'s registry setting, then try again; "rm -r node_modules" starts afresh.',
};

/** @type {import('../lib/steps.mjs').Step} */
export const node24 = {
  name: 'node',
  title: `Node ${OLDEST_NODE}`,
  takes: 'some seconds',
  inputs: ['node_modules/node/package.json'],
  words: () => machine,
  after: ['npm'],
  outputs: [projectNode],
  async run({ log }) {
    if (!(await isNewEnough())) {
      const cwd = path.dirname(path.dirname(projectNode));
      await exec(process.execPath, ['installArchSpecificPackage'], { cwd, log });
    }
    if (!(await isNewEnough())) throw new Error(`node --version, it is older than ${OLDEST_NODE} or does not start`);
    // npm links programs that are there, and this one was not yet.
    if (!fs.existsSync(linkedNode)) await exec(...npm(['rebuild', 'node', '--ignore-scripts']), { log });
  },
  advice: `The npm package "node" has no Node ${OLDEST_NODE} for this machine, or it could not be downloaded.`,
};

async function isNewEnough() {
  if (!fs.existsSync(projectNode)) return false;
  const version = await output(projectNode, ['--version']).catch(() => '');
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= OLDEST_NODE;
}
