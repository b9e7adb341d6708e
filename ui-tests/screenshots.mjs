// `npm run screenshots`: makes the pictures of the repository anew.
import { exitCode, npm } from '../scripts/lib/exec.mjs';
import { projectEnv } from '../scripts/lib/paths.mjs';

const cwd = import.meta.dirname;
const env = { ...projectEnv(), KEEP_SCREENSHOTS: '1' };
process.exitCode = await exitCode(...npm(['exec', '--', 'playwright', 'test', 'screenshots']), { cwd, env });
