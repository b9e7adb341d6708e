// Removes what the build makes, so that the next one starts from nothing.
import { rm } from 'node:fs/promises';

for (const name of ['lib', 'dist', 'schema', 'tsconfig.tsbuildinfo']) {
  await rm(new URL(`../${name}`, import.meta.url), {
    recursive: true,
    force: true,
  });
}
