/**
 * Steps of the set-up that build the library and the panel.
 */
import { exec, npm } from '../lib/exec.mjs';
import { inRoot } from '../lib/paths.mjs';

const shared = ['package.json', 'tsconfig.json'];

/** @type {import('../lib/steps.mjs').Step} */
export const library = {
  name: 'library',
  title: 'Library (kernel-ext)',
  takes: 'some seconds',
  inputs: [
    ...shared,
    'kernel-ext/package.json',
    'kernel-ext/tsconfig.json',
    'kernel-ext/scripts',
    'kernel-ext/src',
    'schema/store.sql',
  ],
  after: ['npm', 'node'],
  outputs: ['index.js', 'library.js', 'index.d.ts'].map((name) => inRoot('kernel-ext', 'dist', name)),
  run: ({ log }) => exec(...npm(['run', 'build', '--workspace', 'kernel-ext']), { log }),
  advice: "The log has the compiler's messages.",
};

/** @type {import('../lib/steps.mjs').Step} */
export const panel = {
  name: 'panel',
  title: 'Panel (labextension)',
  takes: 'about a minute',
  inputs: [
    ...shared,
    'labextension/package.json',
    'labextension/tsconfig.json',
    'labextension/scripts',
    'labextension/src',
    'labextension/style',
    'kernel-ext/src/values',
    'schema/api.json',
    'schema/plugin.json',
  ],
  after: ['npm', 'node', 'python'],
  outputs: [inRoot('labextension', 'dist', 'package.json')],
  run: ({ log }) => exec(...npm(['run', 'build', '--workspace', 'labextension']), { log }),
  advice: "The log has the compiler's messages.",
};
