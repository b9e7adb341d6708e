import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startKernel } from './kernel';

const kernel = await startKernel({ cwd: mkdtempSync(join(tmpdir(), 'kernel-test-')) });
afterAll(() => kernel.close());

test('runs TypeScript cells in a real kernel, and starts anew', async () => {
  expect(await kernel.run('const x: number = 41;\nconsole.log(x + 1)')).toBe('42');
  expect((await kernel.execute('const y: string = 1;')).status).toBe('error');
  const { pid } = kernel;
  await kernel.restart();
  expect(kernel.pid).not.toBe(pid);
  expect((await kernel.execute('console.log(x)')).status).toBe('error');
});
