import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dataFolder, storeId, storeLocation } from '../../src/store';
import { openStore, testFolder } from './support/store';

afterEach(() => vi.unstubAllEnvs());

describe('the location of a store', () => {
  it('is beside the notebook', () => {
    vi.stubEnv('JPY_SESSION_NAME', '/home/ada/project/analysis.ipynb');
    expect(storeLocation()).toBe('/home/ada/project/.tslab-memory');
  });

  it('is in the working directory where there is no notebook', () => {
    vi.stubEnv('JPY_SESSION_NAME', '');
    expect(storeLocation()).toBe(path.resolve('.tslab-memory'));
    vi.stubEnv('JPY_SESSION_NAME', '8f14e45f-session-id');
    expect(storeLocation()).toBe(path.resolve('.tslab-memory'));
  });

  it('is the given folder', () => {
    const folder = testFolder();
    expect(storeLocation(path.join(folder, 'cache'))).toBe(path.join(folder, 'cache'));
    openStore(path.join(folder, 'cache'));
    expect(storeLocation(path.join(folder, 'cache'))).toBe(path.join(folder, 'cache'));
  });

  it('is inside the given folder when that holds other things', () => {
    const folder = testFolder();
    writeFileSync(path.join(folder, 'data.csv'), '');
    expect(storeLocation(folder)).toBe(path.join(folder, '.tslab-memory'));
  });
});

describe('the id of a store', () => {
  it('is that of the real folder, whatever link leads to it', () => {
    const folder = realpathSync(testFolder());
    mkdirSync(path.join(folder, 'store'));
    symlinkSync(path.join(folder, 'store'), path.join(folder, 'link'));
    expect(storeId(path.join(folder, 'store'))).toMatch(/^[0-9a-f]{16}$/);
    expect(storeId(path.join(folder, 'link'))).toBe(storeId(path.join(folder, 'store')));
  });
});

describe('the data folder', () => {
  it('follows the environment', () => {
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', '/srv/data');
    expect(dataFolder()).toBe('/srv/data');
  });

  it.runIf(process.platform === 'linux')('follows the XDG rules, which take absolute paths only', () => {
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', '');
    vi.stubEnv('XDG_DATA_HOME', '/home/ada/data');
    expect(dataFolder()).toBe('/home/ada/data/tslab-memory');
    vi.stubEnv('XDG_DATA_HOME', 'relative');
    expect(dataFolder()).toBe(path.join(homedir(), '.local/share/tslab-memory'));
  });
});
