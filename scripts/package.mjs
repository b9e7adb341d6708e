/**
 * `npm run package`: the npm tarball of the library and the Python wheel of the extension, in dist-packages/.
 */
import fs from 'node:fs';
import path from 'node:path';
import { exec, npm } from './lib/exec.mjs';
import { inRoot, logDir, setupDir, shown, venvPython } from './lib/paths.mjs';
import { main, say, setUp } from './lib/setup.mjs';
import { Advice } from './lib/steps.mjs';

const packages = inRoot('dist-packages');
const stage = path.join(setupDir, 'package');
const log = path.join(logDir, 'package.log');

/** The library as users get it: what its package.json lists, and nothing that only its developers need. */
async function packLibrary() {
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  const manifest = JSON.parse(fs.readFileSync(inRoot('kernel-ext', 'package.json'), 'utf8'));
  delete manifest.scripts;
  delete manifest.devDependencies;
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of ['README.md', 'LICENSE']) fs.copyFileSync(inRoot(name), path.join(stage, name));
  await exec(process.execPath, [inRoot('kernel-ext', 'scripts', 'build.mjs'), path.join(stage, 'dist')], { log });
  await exec(...npm(['pack', '--pack-destination', packages]), { cwd: stage, log });
}

/** The wheel with the server extension and the panel, built anew. */
async function buildWheel() {
  await exec(...npm(['run', 'build:prod', '--workspace', 'labextension']), { log });
  const build = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', packages];
  await exec(venvPython, build, { log });
}

await main(async () => {
  await setUp(say);
  fs.rmSync(packages, { recursive: true, force: true });
  fs.mkdirSync(packages, { recursive: true });
  fs.rmSync(log, { force: true });
  say(`Packing (log: ${shown(log)})`);
  try {
    await packLibrary();
    await buildWheel();
  } catch (error) {
    throw new Advice(/** @type {Error} */ (error).message, `The log is ${shown(log)}.`);
  }
  for (const name of fs.readdirSync(packages)) {
    const { size } = fs.statSync(path.join(packages, name));
    say(`${shown(path.join(packages, name))}, ${Math.ceil(size / 1024)} KiB`);
  }
  return 0;
});
