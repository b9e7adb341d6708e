const jestJupyterLab = require('@jupyterlab/testing/lib/jest-config');

const base = jestJupyterLab(__dirname);

// JupyterLab's packages are ES modules, which jest 29 has to be told to translate.
const modules = [
  '@codemirror',
  '@jupyter/react-components',
  '@jupyter/web-components',
  '@jupyter/ydoc',
  '@jupyterlab/',
  '@marijn',
  '@microsoft',
  'color',
  'exenv-es6',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs',
].join('|');

module.exports = {
  ...base,
  reporters: ['default'],
  setupFiles: [...base.setupFiles, '<rootDir>/test/setup.js'],
  // For what hangs; how fast a machine is does not matter.
  testTimeout: 60_000,
  testRegex: '/test/.*\\.spec\\.tsx?$',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
  transformIgnorePatterns: [`/node_modules/(?!${modules}).+`],
};
