import { expect, test, vi } from 'vitest';
import { checkNodeVersion } from '../src/node-version';

test('says in words that Node is too old', () => {
  expect(() => checkNodeVersion('20.20.2')).toThrow(/needs Node\.js 22 or newer, and this kernel runs on 20\.20\.2/);
  expect(() => checkNodeVersion('22.0.0')).not.toThrow();
  expect(() => checkNodeVersion('100.1.0')).not.toThrow();
});

test('the import of the package fails with those words, before a native module could end the process', async () => {
  vi.stubGlobal(
    'process',
    new Proxy(process, {
      get: (target, key) => (key === 'versions' ? { ...target.versions, node: '20.1.0' } : Reflect.get(target, key)),
    }),
  );
  try {
    await expect(import('../src')).rejects.toMatchObject({ code: 'NODE_VERSION' });
  } finally {
    vi.unstubAllGlobals();
  }
});
