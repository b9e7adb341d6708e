import { readFileSync } from 'node:fs';
import { loadBody, ValueCodec, type StoredBody } from '../../../src/values';
import { testClasses } from './classes';
import { sampleValues } from './samples';
import { strictDifference } from './strict-difference';

// Run as a process of its own: reads values that another process stored, and prints how they differ from what it
// makes of the same seed itself.
const { seed, folder, key, bodies } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as {
  seed: number;
  folder: string;
  key: string;
  bodies: (Omit<StoredBody, 'payload' | 'checksum'> & { payload: string | null; checksum: string })[];
};
const codec = new ValueCodec({ classes: testClasses() });
const expected = sampleValues(seed, bodies.length);
const differences = bodies.flatMap((stored, index) => {
  const body = {
    ...stored,
    checksum: Buffer.from(stored.checksum, 'hex'),
    payload: stored.payload === null ? null : Buffer.from(stored.payload, 'base64'),
  };
  const value = codec.decode(loadBody(body, { key: Buffer.from(key, 'hex'), folder }));
  const difference = strictDifference(expected[index], value);
  return difference === undefined ? [] : [`${index}: ${difference}`];
});
process.stdout.write(JSON.stringify({ compared: bodies.length, differences }));
