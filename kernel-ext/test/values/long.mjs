// The property tests and the fuzzing with many more runs than CI has time for: `npm run fuzz [factor]`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const factor = Number(process.argv[2] ?? 20);
const require = createRequire(import.meta.url);
const vitest = path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const seed = String(Date.now() % 2 ** 31);
process.stdout.write(`VALUE_SEED=${seed}\n`);
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--testTimeout=3600000', 'test/values/hostile', 'test/values/fidelity', 'test/values/fresh-process'],
  {
    stdio: 'inherit',
    cwd: path.join(import.meta.dirname, '../..'),
    env: { ...process.env, VALUE_SEED: seed, VALUE_RUNS: String(300 * factor), FUZZ_RUNS: String(400 * factor) },
  },
);
process.exitCode = status ?? 1;
