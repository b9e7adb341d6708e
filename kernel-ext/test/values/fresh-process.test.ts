import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { storeBody, ValueCodec } from '../../src/values';
import { bundle } from './support/bundle';
import { testClasses } from './support/classes';
import { sampleValues } from './support/samples';

const COUNT = Number(process.env['VALUE_RUNS'] ?? 300);

test('values come back exactly as they were in another process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  const key = Buffer.alloc(32, 5);
  const seed = Number(process.env['VALUE_SEED'] ?? 20_240_607);
  const codec = new ValueCodec({ classes: testClasses() });
  const bodies = sampleValues(seed, COUNT).map((value) => {
    const body = storeBody(codec.encode(value), { key, folder });
    return { ...body, checksum: body.checksum.toString('hex'), payload: body.payload?.toString('base64') ?? null };
  });
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify({ seed, folder, key: key.toString('hex'), bodies }));
  const script = await bundle(join(import.meta.dirname, 'support/compare-stored.ts'), {
    platform: 'node',
    format: 'cjs',
  });
  const output = execFileSync(process.execPath, [script, plan], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_PATH: '' },
  });
  rmSync(folder, { recursive: true });
  rmSync(dirname(script), { recursive: true });
  expect(JSON.parse(output)).toEqual({ compared: COUNT, differences: [] });
});
