import { delimiter, dirname, join } from 'node:path';

/** Absolute path of a file below benchmarks/. */
export const inBenchmarks = (...parts: string[]): string => join(dirname(import.meta.dirname), ...parts);

/** Absolute path of a file of the repository. */
export const inRepository = (...parts: string[]): string => inBenchmarks('..', ...parts);

/** The benchmark's own environment: peers, plots, caches of the runs. Ignored by git. */
export const inEnvironment = (...parts: string[]): string => inBenchmarks('.env', ...parts);

const pythonIn = (venv: string) =>
  process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');

/** The Python of the environment, with the peers. */
export const python = pythonIn(inEnvironment('py'));

/** The Python of the project, with the server extension. */
export const projectPython = pythonIn(inRepository('.venv'));

/** The environment variables of a worker: caches and registry stay in its folder, the folder is its notebook's. */
export function workerEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    TSLAB_MEMORY_DATA_DIR: join(folder, 'data'),
    JPY_SESSION_NAME: join(folder, 'notebook.ipynb'),
    CACHIER_CACHE_DIR: join(folder, 'cachier'),
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
  };
}
