import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KernelProcess } from './support/processes';
import { functionsByName, keyOf, openStore, put, testFolder } from './support/store';

async function kernels(count: number, location: string): Promise<KernelProcess[]> {
  return Promise.all(Array.from({ length: count }, () => KernelProcess.start(location)));
}

describe('several kernels on one store', () => {
  it('make a new store together, and see what each other wrote', async () => {
    const folder = path.join(testFolder(), 'store');
    const all = await kernels(4, folder);
    await Promise.all(all.map((kernel, n) => kernel.tell('putMany', `f${n % 2}`, n * 100, 50, n === 0 ? 200_000 : 10)));
    // Counts of the last moments are in their memory until they are asked.
    await Promise.all(all.map((kernel) => kernel.tell('stats')));
    const store = openStore(folder);
    expect(functionsByName(store).map(({ name, entries, misses }) => [name, entries, misses])).toEqual([
      ['f0', 100, 100],
      ['f1', 100, 100],
    ]);
    expect(await all[1]!.tell('has', 'f0', 3)).toBe(true);
    expect((await store.check()).problems).toEqual([]);
  });

  it.each([false, true])('compute a call once when all make it at the same time (among misses: %s)', async (among) => {
    const folder = testFolder();
    const location = path.join(folder, 'store');
    const log = path.join(folder, 'computations');
    const all = await kernels(3, location);
    const answers = await Promise.all(all.map((kernel) => kernel.tell('call', 'slow', 1, 300, log, among)));
    expect(answers.sort()).toEqual(['computed', 'hit', 'hit']);
    expect(readFileSync(log, 'utf8')).toBe('slow 1\n');
  });

  it('wait for the kernel that computes, and take over when it is killed', async () => {
    const folder = testFolder();
    const location = path.join(folder, 'store');
    const [first, second] = (await kernels(2, location)) as [KernelProcess, KernelProcess];
    expect(await first.tell('claim', 'slow', 1)).toBe(true);
    let answered = false;
    const answer = second
      .tell('call', 'slow', 1, 0, path.join(folder, 'computations'))
      .finally(() => (answered = true));
    expect(await first.tell('has', 'slow', 1)).toBe(false);
    expect(answered).toBe(false);
    await first.kill();
    expect(await answer).toBe('computed');
  });

  it('wait for each other in a circle without standing still for ever', async () => {
    const folder = testFolder();
    const [first, second] = (await kernels(2, path.join(folder, 'store'))) as [KernelProcess, KernelProcess];
    await first.tell('claim', 'f', 1);
    await second.tell('claim', 'g', 1);
    // Each blocks on what the other holds; one of them must see that and go on.
    await Promise.race([first.tell('wait', 'g', 1), second.tell('wait', 'f', 1)]);
  });

  it('are not held up by a claim of a process that has the number of a dead one', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const key = keyOf('f', 1);
    const claim = store.claim(key);
    expect(claim.claimed).toBe(true);
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(path.join(location, 'cache.sqlite'));
    // The row now names this test's process, but one that started at another time.
    db.prepare("UPDATE running SET process_start = 'earlier'").run();
    db.close();
    const [other] = await kernels(1, location);
    expect(await other!.tell('claim', 'f', 1)).toBe(true);
  });

  it('see a hit at once, although the kernel that had it goes on in synchronous code', async () => {
    const folder = testFolder();
    const seen = path.join(folder, 'seen');
    const store = openStore(path.join(folder, 'store'));
    put(store, 'f', 1);
    const other = await KernelProcess.start(path.join(folder, 'store'));
    const busy = other.tell('hitAndBlockUntil', 'f', 1, seen);
    while (store.functions('f')[0]!.hits === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    writeFileSync(seen, '');
    await busy;
  });

  it('do not bring back what another one cleared', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const other = await KernelProcess.start(location);
    await other.tell('put', 'f', 1, 10);
    store.clearFunction('f');
    expect(await other.tell('has', 'f', 1)).toBe(false);
    await other.tell('put', 'f', 1, 10);
    expect(store.get(keyOf('f', 1))).toBeDefined();
  });
});

describe('claims of one kernel', () => {
  it('are given back with the entry, and on request', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const other = await KernelProcess.start(location);
    const claim = store.claim(keyOf('f', 1));
    expect(await other.tell('claim', 'f', 1)).toBe(false);
    if (claim.claimed) claim.release();
    expect(await other.tell('claim', 'f', 1)).toBe(true);
  });

  it('are taken without a lookup only of calls that nobody computes and that have no entry', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const other = await KernelProcess.start(location);
    await other.tell('claim', 'f', 1);
    put(store, 'f', 2);
    const take = (argument: number) => store.claimUnknown(keyOf('f', argument), 'f')?.claimed;
    expect([1, 2, 3].map(take)).toEqual([undefined, undefined, true]);
    expect(await other.tell('claim', 'f', 3)).toBe(false);
  });

  it('are given back when the store is closed', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    store.claim(keyOf('f', 1));
    store.close();
    const other = await KernelProcess.start(location);
    expect(await other.tell('claim', 'f', 1)).toBe(true);
  });

  it('tell that the result appeared since the lookup that missed it', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const key = keyOf('f', 1);
    expect(store.get(key)).toBeUndefined();
    const other = await KernelProcess.start(location);
    await other.tell('put', 'f', 1, 10);
    expect(store.claim(key)).toEqual({ claimed: false, owner: undefined });
    store.waitForClaimSync(key);
    // An entry that was found, and not good enough for the caller, may be computed anew.
    expect(store.get(key)).toBeDefined();
    expect(store.claim(key).claimed).toBe(true);
  });

  it('let an asynchronous call wait without blocking', async () => {
    const location = path.join(testFolder(), 'store');
    const store = openStore(location);
    const other = await KernelProcess.start(location);
    await other.tell('claim', 'f', 1);
    const waited = store.waitForClaim(keyOf('f', 1)).then(() => 'over');
    expect(await Promise.race([waited, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))])).toBe('waiting');
    await other.kill();
    expect(await waited).toBe('over');
  });
});
