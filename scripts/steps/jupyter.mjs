/**
 * Steps of the set-up that make Jupyter know the extension and the kernels.
 */
import fs from 'node:fs';
import path from 'node:path';
import { exec } from '../lib/exec.mjs';
import { inRoot, projectEnv, projectNode, root, venv, venvPython } from '../lib/paths.mjs';

const linkedPanel = path.join(venv, 'share', 'jupyter', 'labextensions', 'tslab-memory-panel');
const serverConfig = path.join(venv, 'etc', 'jupyter', 'jupyter_server_config.d', 'tslab_memory.json');
const kernelDir = path.join(venv, 'share', 'jupyter', 'kernels');
const tslab = inRoot('node_modules', 'tslab', 'bin', 'tslab');

/** @type {import('../lib/steps.mjs').Step} */
export const extension = {
  name: 'extension',
  title: 'Jupyter extension (server-ext and panel)',
  takes: 'some seconds',
  inputs: ['pyproject.toml', 'install.json', 'server-ext/jupyter-config', 'server-ext/tslab_memory/__init__.py'],
  words: () => [root],
  after: ['python'],
  outputs: [serverConfig, path.join(linkedPanel, 'package.json')],
  async run({ log }) {
    fs.rmSync(linkedPanel, { recursive: true, force: true });
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input'];
    await exec(venvPython, [...pip, '--no-deps', '--no-build-isolation', '--editable', '.'], {
      // The panel is built by its own step.
      env: { ...projectEnv(), SKIP_JUPYTER_BUILDER: '1' },
      log,
    });
    linkPanel();
  },
  advice: "The log has pip's messages.",
};

/** @type {import('../lib/steps.mjs').Step} */
export const kernels = {
  name: 'kernels',
  title: 'TypeScript and JavaScript kernels (tslab)',
  takes: 'some seconds',
  inputs: ['node_modules/tslab/package.json'],
  words: () => [root],
  after: ['node', 'python'],
  outputs: ['tslab', 'jslab'].map((name) => path.join(kernelDir, name, 'kernel.json')),
  async run({ log }) {
    await exec(projectNode, [tslab, 'install', '--sys-prefix', '--python', venvPython], { log });
    for (const name of ['tslab', 'jslab']) pinProgram(path.join(kernelDir, name, 'kernel.json'));
  },
  advice: "The log has tslab's messages.",
};

/** A rebuilt panel is then served without installing it again. */
function linkPanel() {
  fs.rmSync(linkedPanel, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(linkedPanel), { recursive: true });
  // On Windows a junction needs no special rights; elsewhere the kind is ignored.
  fs.symlinkSync(inRoot('labextension', 'dist'), linkedPanel, 'junction');
}

/**
 * Names Node and tslab by full path, so that the kernel starts whatever PATH the server has.
 *
 * @param {string} file kernel.json as tslab wrote it
 */
function pinProgram(file) {
  const spec = JSON.parse(fs.readFileSync(file, 'utf8'));
  spec.argv = [projectNode, tslab, ...spec.argv.slice(1)];
  fs.writeFileSync(file, `${JSON.stringify(spec, null, 2)}\n`);
}
