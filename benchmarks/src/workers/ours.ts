import { Module } from 'node:module';
import { openWork } from '../cells.ts';
import { serve, type Subject } from './serve.ts';
import type { Job } from './protocol.ts';

/**
 * The library as a notebook uses it: the work's cell, then a cell that caches it. Options of the job: `cache` are options
 * of `memory.cache`, `withoutMapping` hides the optional package that maps files.
 */
async function prepare({ work, constants, mode, use, options }: Job): Promise<Subject> {
  if (options.withoutMapping) hidePackage('koffi');
  const cells = await openWork(work, constants);
  const cacheOptions = options.cache ? `, ${JSON.stringify(options.cache)}` : '';
  await cells.run(`import { memory } from 'tslab-memory';\nconst cached = memory.cache(work${cacheOptions});`);
  const { cached, memory, calls, fresh, use: consume, own } = cells.names;
  const misses = () => cached.stats().misses as number;

  if (mode === 'miss') {
    let made = 0;
    let from = 0;
    let counted = 0;
    const settle = () => {
      if (misses() - counted !== made - from) throw new Error('A call that should have been a miss was not one.');
      for (; from < made; from++) cached.delete(...fresh(from));
      counted = misses();
    };
    return {
      asynchronous: false,
      call: () => cached(...fresh(made++)),
      own: own && ((result: unknown) => own(result) * 1e6),
      settle,
      close: () => memory.close(),
    };
  }
  for (const args of calls) if (!cached.has(...args)) cached(...args);
  const computed = misses();
  const count = calls.length as number;
  const call = (index: number) => cached(...calls[index % count]);
  return {
    asynchronous: false,
    call: use ? (index) => consume(call(index)) : call,
    settle() {
      if (misses() !== computed) throw new Error('A call that should have been a hit was not one.');
    },
    close: () => memory.close(),
  };
}

/** Makes a package impossible to load, as if it had no binaries for this machine. */
function hidePackage(name: string): void {
  const loader = Module as unknown as { _resolveFilename(request: string, ...rest: unknown[]): string };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) => {
    if (request === name) throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    return resolve.call(Module, request, ...rest);
  };
}

await serve(prepare);
