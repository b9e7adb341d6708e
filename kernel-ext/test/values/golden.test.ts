import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadBody, storeBody, ValueCodec, type StoredBody } from '../../src/values';
import { testClasses } from './support/classes';
import { goldenValues } from './support/golden-values';
import { strictDifference } from './support/strict-difference';

// Files of each version of the format as it was written then. `GOLDEN=write` adds those that are missing; one that is
// there is never changed.
const VERSIONS = [1];
const folderOf = (version: number): string => join(import.meta.dirname, 'golden', `v${version}`);
const key = Buffer.alloc(32, 0xab);
const codec = new ValueCodec({ classes: testClasses() });

interface Golden extends Omit<StoredBody, 'checksum' | 'payload'> {
  readonly checksum: string;
  readonly payload: string | null;
}

function write(version: number, name: string, value: unknown): void {
  const folder = folderOf(version);
  mkdirSync(folder, { recursive: true });
  const body = storeBody(codec.encode(value), { key, folder, compress: name.endsWith('Compressed') });
  const golden: Golden = {
    ...body,
    checksum: body.checksum.toString('hex'),
    payload: body.payload?.toString('base64') ?? null,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(golden, null, 2)}\n`);
}

function read(version: number, name: string): StoredBody {
  const golden = JSON.parse(readFileSync(join(folderOf(version), `${name}.json`), 'utf8')) as Golden;
  return {
    ...golden,
    checksum: Buffer.from(golden.checksum, 'hex'),
    payload: golden.payload === null ? null : Buffer.from(golden.payload, 'base64'),
  };
}

const cases: [string, unknown][] = [...Object.entries(goldenValues), ['largeCompressed', goldenValues['large']]];

describe.each(VERSIONS)('values stored in version %i of the format', (version) => {
  test.each(cases)('%s can be read', (name, value) => {
    if (process.env['GOLDEN'] === 'write' && !existsSync(join(folderOf(version), `${name}.json`)))
      write(version, name, value);
    const loaded = codec.decode(loadBody(read(version, name), { key, folder: folderOf(version) }));
    expect(strictDifference(value, loaded)).toBeUndefined();
  });
});

test.each(Object.entries(goldenValues))('%s is still written as the newest version says', (name, value) => {
  const { head, segments } = loadBody(read(VERSIONS.at(-1)!, name), { key, folder: folderOf(VERSIONS.at(-1)!) });
  const encoded = codec.encode(value);
  expect(Buffer.from(encoded.head).toString('hex')).toBe(Buffer.from(head).toString('hex'));
  expect(encoded.segments.map((each) => Buffer.compare(each, segments[encoded.segments.indexOf(each)]!))).toEqual(
    segments.map(() => 0),
  );
});
