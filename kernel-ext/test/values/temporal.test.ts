import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { bundle } from './support/bundle';

test('Temporal values come back where the runtime has them, and are refused as unreadable where it has not', async () => {
  const script = await bundle(join(import.meta.dirname, 'support/compare-temporal.ts'), {
    platform: 'node',
    format: 'cjs',
  });
  const output = execFileSync(process.execPath, [script], { encoding: 'utf8', cwd: import.meta.dirname });
  rmSync(dirname(script), { recursive: true });
  const { differences, compared, head } = JSON.parse(output) as {
    differences: string[];
    compared: number;
    head: string;
  };
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(15);
  if ('Temporal' in globalThis) return;
  expect(() => new ValueCodec().decode({ head: Buffer.from(head, 'base64'), segments: [] })).toThrow(
    /Temporal is missing/,
  );
});
