// Generates src/_generated/api.ts from schema/api.json. With --check it writes nothing and fails when they differ.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const source = fileURLToPath(new URL('../../schema/api.json', import.meta.url));
const target = fileURLToPath(new URL('../src/_generated/api.ts', import.meta.url));

const text = await compileFromFile(source, {
  bannerComment: '// Generated from schema/api.json by `npm run generate`. Do not edit.',
  additionalProperties: false,
  unreachableDefinitions: true,
});

if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current !== text) {
    process.stderr.write(
      'src/_generated/api.ts does not match schema/api.json: run `npm run generate -w tslab-memory-panel` and commit the result.\n',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
