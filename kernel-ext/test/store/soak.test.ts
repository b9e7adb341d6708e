import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SOAK = path.join(__dirname, '../../scripts/soak.mjs');

it('survives kernels, clearers and the server being killed in the middle of their work', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [SOAK, '--kills', '20']);
  expect(stdout).toMatch(/\b2\d kills, \d+ checks of [1-9]\d* entries in all; .* 0 problems\./);
});
