/**
 * Finds Chromium for the browser tests, and installs it when there is none.
 */
import fs from 'node:fs';
import path from 'node:path';
import { exec, exitCode, npm, output } from './exec.mjs';
import { inRoot, logDir, shown } from './paths.mjs';
import { Advice, seconds } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ADVICE = 'Install Chromium or Chrome, or name its program with the environment variable CHROMIUM_PATH.';

/**
 * Programs that may be Chromium, best first.
 *
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]} full paths, whether they exist or not
 */
export function chromiumCandidates(platform = process.platform, env = process.env) {
  const named = env['CHROMIUM_PATH'] ? [env['CHROMIUM_PATH']] : [];
  if (platform === 'win32') {
    const bases = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    const below = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
    return [...named, ...bases.flatMap((base) => (base ? below.map((name) => path.win32.join(base, name)) : []))];
  }
  const onPath = (env['PATH'] ?? '').split(':').filter(Boolean);
  const apps = platform === 'darwin' ? ['Google Chrome', 'Chromium'] : [];
  return [
    ...named,
    ...NAMES.flatMap((name) => onPath.map((dir) => path.posix.join(dir, name))),
    ...apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`),
  ];
}

/**
 * A Chromium that starts: an installed one, else Playwright's download, else the system's package.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} full path of the program
 * @throws {Advice} when none could be had; says what was tried
 */
export async function provideChromium(say) {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !fs.existsSync(named)) {
    throw new Advice(`CHROMIUM_PATH, which names ${named}: there is no such file`, ADVICE);
  }
  const installed = await firstThatStarts([...chromiumCandidates(), await playwrightsOwn()]);
  if (installed) return installed;
  const log = path.join(logDir, 'chromium.log');
  fs.rmSync(log, { force: true });
  const started = Date.now();
  say(`No Chromium found; installing it (about a minute; log: ${shown(log)})`);
  for (const install of [byPlaywright, bySystem]) {
    await install(log).catch((error) => fs.appendFileSync(log, `${error.message}\n`));
    const found = await firstThatStarts([...chromiumCandidates(), await playwrightsOwn()]);
    if (found) {
      say(`      done in ${seconds(Date.now() - started)}: ${found}`);
      return found;
    }
  }
  throw new Advice(
    `an installed Chromium, Playwright's download and the system's packages (log: ${shown(log)})`,
    ADVICE,
  );
}

/** @param {string[]} candidates */
async function firstThatStarts(candidates) {
  for (const file of candidates.filter((name) => name && fs.existsSync(name))) {
    // Chrome on Windows opens a window for --version, and Ubuntu's package may be a stub without a program.
    if (process.platform === 'win32') return file;
    if (/Chrom/.test(await output(file, ['--version'], { env: process.env }).catch(() => ''))) return file;
  }
  return null;
}

async function playwrightsOwn() {
  const script = "process.stdout.write(require('playwright-core').chromium.executablePath() ?? '')";
  return output(process.execPath, ['-e', script], { cwd: inRoot('ui-tests') }).catch(() => '');
}

/** @param {string} log */
function byPlaywright(log) {
  return exec(...npm(['exec', '--', 'playwright', 'install', 'chromium']), { cwd: inRoot('ui-tests'), log });
}

/** @param {string} log */
async function bySystem(log) {
  const root = process.getuid?.() === 0;
  const sudo = root ? [] : ['sudo', '-n'];
  if (!root && (await exitCode('sudo', ['-n', 'true'], { log }).catch(() => 1)) !== 0) return;
  /** @param {string[]} words */
  const run = (...words) => {
    const [program = '', ...args] = [...sudo, ...words];
    return exec(program, args, { log, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  if (fs.existsSync('/usr/bin/apt-get')) {
    await run('apt-get', 'update');
    await run('apt-get', 'install', '--yes', 'chromium');
  } else if (fs.existsSync('/usr/bin/dnf')) {
    await run('dnf', 'install', '--assumeyes', 'chromium');
  } else if (fs.existsSync('/sbin/apk')) {
    await run('apk', 'add', 'chromium');
  }
}
