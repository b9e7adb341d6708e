/**
 * What `npm run lint` checks and `npm run format` repairs, for all languages.
 */
import { npm } from './exec.mjs';
import { inRoot, projectNode, venvProgram, venvPython } from './paths.mjs';

/** @typedef {{name: string, check: [string, string[]], repair?: [string, string[]]}} Check */

/**
 * A program of an npm package, run by Node 24.
 *
 * @param {string} script path below node_modules
 * @param {...string} args
 * @returns {[string, string[]]}
 */
const node = (script, ...args) => [projectNode, [inRoot('node_modules', script), ...args]];

/** @param {...string} args @returns {[string, string[]]} */
const panel = (...args) => npm(['run', '--workspace', 'labextension', ...args]);

/** @param {string} project @returns {Check} */
const types = (project) => ({
  name: `types of ${project}`,
  check: node('typescript/bin/tsc', '--noEmit', '-p', project),
});

/** @type {Check[]} */
export const checks = [
  {
    name: 'eslint',
    check: node('eslint/bin/eslint.js', '.'),
    repair: node('eslint/bin/eslint.js', '.', '--fix'),
  },
  {
    name: 'prettier',
    check: node('prettier/bin/prettier.cjs', '.', '--check'),
    repair: node('prettier/bin/prettier.cjs', '.', '--write', '--log-level=warn'),
  },
  { name: 'panel (eslint, stylelint, prettier)', check: panel('lint'), repair: panel('lint:fix') },
  types('scripts'),
  types('kernel-ext/test'),
  types('labextension/tsconfig.test.json'),
  types('ui-tests'),
  {
    name: 'ruff check',
    check: [venvProgram('ruff'), ['check']],
    repair: [venvProgram('ruff'), ['check', '--fix']],
  },
  {
    name: 'ruff format',
    check: [venvProgram('ruff'), ['format', '--check']],
    repair: [venvProgram('ruff'), ['format']],
  },
  { name: 'mypy', check: [venvPython, ['-m', 'mypy']] },
];
