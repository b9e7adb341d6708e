import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { useNotebook } from './support/notebook';

const used = useNotebook();

/** Runs a cell; what ran in it, and what it warned of. */
async function cell(code: string): Promise<{ out: string; warned: string }> {
  const { status, stdout, stderr } = await used.notebook.execute(code);
  if (status === 'error') throw new Error(stderr);
  return { out: (stdout.match(/^(ran|all|block).*$/gm) ?? []).join(' '), warned: stderr };
}

beforeEach(async () => {
  writeFileSync(
    join(used.notebook.folder, 'client.ts'),
    `export const limiter = { used: 0, async run<T>(work: () => T) { this.used++; return work(); } };
     let requests = 0;
     const config = { rate: 1 };
     export const settings = config;
     export async function fetchPage(id: number) { requests++; return limiter.run(() => id * config.rate + 0 * requests); }\n`,
  );
  await cell(`class Limiter {
    running = 0; total = 0;
    constructor(readonly most: number) {}
    async run<T>(work: () => Promise<T>) {
      if (this.running >= this.most || this.total > 1e6) throw new Error('full');
      this.running++; this.total++;
      try { return await work(); } finally { this.running--; }
    }
  }
  const limiter = new Limiter(5);
  let calls = 0;
  const seen = new Map<number, number>();`);
});

const load = (options: string, name = 'load') => `const ${name} = memory.cache(async (id: number) => {
  console.log('ran', id);
  calls = calls + 1;
  seen.set(id, (seen.get(id) ?? 0) + calls);
  return id + (await fetchPage(id));
}${options});`;

const helper = `async function fetchPage(id: number) { return limiter.run(async () => id * 2); }`;

describe('state beside a cached function', () => {
  test('is told of with the word that leaves it out, and then is a hit', async () => {
    await cell(helper);
    const moving = await cell(`${load('')}\nfor (const id of [1, 2, 1]) await load(id);`);
    expect(moving.out).toBe('ran 1 ran 2 ran 1');
    const [, words] = /`ignore: (\[.*\])`/.exec(moving.warned)!;
    expect(words).toContain("'limiter'");
    expect(words).toContain("'calls'");
    expect(words).toContain("'seen'");
    const first = await cell(`${load(`, { ignore: ${words} }`)}\nfor (const id of [1, 2, 1]) await load(id);`);
    expect(first).toEqual({ out: 'ran 1 ran 2', warned: '' });
    // The cells that hold the state run again, with other values, and so does all in a new kernel.
    await cell('const limiter = new Limiter(7); let calls = 100; const seen = new Map<number, number>();');
    expect(await cell(`${load(`, { ignore: ${words} }`)}\nawait load(1);`)).toEqual({ out: '', warned: '' });
    const edited = load(`, { ignore: ${words} }`).replace('id +', 'id -');
    expect((await cell(`${edited}\nawait load(1);`)).out).toBe('ran 1');
  });

  test('of a module that is imported counts no more than that of the notebook', async () => {
    const page = (ignore: string) =>
      `import { fetchPage as get } from './client'; const page = memory.cache(async (id: number) => { console.log('ran', id); return get(id); }${ignore});`;
    const moving = await cell(`${page('')}\nfor (const id of [1, 2, 1]) await page(id);`);
    expect(moving.out).toBe('ran 1 ran 2 ran 1');
    const [, words] = /`ignore: (\[.*\])`/.exec(moving.warned)!;
    expect((await cell(`${page(`, { ignore: ${words} }`)}\nfor (const id of [1, 2, 1]) await page(id);`)).warned).toBe(
      '',
    );
    await cell('await page(1); await page(1);');
    expect((await cell('await page(1); await page(2);')).out).toBe('');
  });

  test('is the variable of the notebook, and another one of that name in a module counts', async () => {
    await cell(`import { fetchPage as get, settings } from './client'; const config = { note: 'a' };
      const page = memory.cache(async (id: number) => { console.log('ran', id, config.note); return get(id); }, { ignore: ['config', 'limiter', 'requests'] });`);
    expect((await cell('await page(1); await page(1);')).out).toBe('ran 1 a');
    expect((await cell(`config.note = 'b'; await page(1);`)).out).toBe('');
    expect((await cell('settings.rate = 2; await page(1);')).out).toBe('ran 1 b');
  });

  test('of several modules is left out of none, and a name for all else is asked', async () => {
    for (const name of ['one', 'two']) {
      writeFileSync(
        join(used.notebook.folder, `${name}.ts`),
        `let memo = 0; export const ${name} = (x: number) => x + memo++;\n`,
      );
    }
    const { warned } = await cell(`import { one } from './one'; import { two } from './two';
      const both = memory.cache((x: number) => one(x) + two(x), { ignore: ['memo'] }); both(1); both(1);`);
    expect(warned).toMatch(/'memo' of both is a variable of the modules 'one' and 'two', so none of them is left out/);
    expect(warned).toMatch(/both changes `memo`.*Keep that out/);
    expect(warned).not.toContain("ignore: ['memo']");
  });

  test('that is imported under another name has that name in its own cell and in later ones', async () => {
    const page = (name: string) =>
      `const ${name} = memory.cache((id: number) => { console.log('ran', id); return mine.run(() => id + mine.used); }, { ignore: ['mine'] });
       for (const id of [1, 2, 1]) await ${name}(id);`;
    expect(await cell(`import { limiter as mine } from './client';\n${page('here')}`)).toEqual({
      out: 'ran 1 ran 2',
      warned: '',
    });
    expect(await cell(page('there'))).toEqual({ out: 'ran 1 ran 2', warned: '' });
  });

  test('of a method is a field, and what decorators are given holds', async () => {
    const repo = `class Repo {
      limiter = new Limiter(2);
      constructor(readonly base: number) {}
      @memory.cache({ ignore: ['this.limiter', 'calls'] })
      async load(id: number) { console.log('ran', id); calls = calls + 1; return this.limiter.run(async () => id + this.base + 0 * calls); }
    }`;
    const loads = 'for (const id of [1, 2, 1]) await repo.load(id);';
    expect(await cell(`${repo}\nconst repo = new Repo(1); ${loads}`)).toEqual({ out: 'ran 1 ran 2', warned: '' });
    expect((await cell(`${repo}\nconst repo = new Repo(1); ${loads}`)).out).toBe('');
    expect((await cell(`const repo = new Repo(2); ${loads}`)).out).toBe('ran 1 ran 2');
  });

  test('is left out of a cached cell, and by those who call a cached function', async () => {
    await cell(`${helper}\n${load(`, { ignore: ['limiter', 'calls', 'seen'] }`)}`);
    const all = `const all = memory.cache(async () => { console.log('all'); return (await load(1)) + (await load(2)); });`;
    expect((await cell(`${all}\nawait all();`)).out).toBe('all ran 1 ran 2');
    expect((await cell(`calls = 7; seen.clear();\n${all}\nawait all();`)).out).toBe('');
    const block = `const sum = await memory.cell('sum', async () => { console.log('block'); return (await fetchPage(3)) + 0 * calls; }, { ignore: ['limiter', 'calls'] });`;
    expect((await cell(block)).out).toBe('block');
    expect((await cell(`calls = 8; limiter.total = 9;\n${block}`)).out).toBe('');
  });

  test('that is misspelt is refused with what it reads', async () => {
    const { stderr } = await used.notebook.execute(`${helper}\n${load(`, { ignore: ['limitr'] }`)}`);
    expect(stderr).toMatch(/UsageError: ignore: load has no parameter 'limitr', .*Did you mean 'limiter'\?/);
  });
});
