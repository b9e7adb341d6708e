import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run';
import type { Terminal } from '../../src/cli/terminal';
import { functionsByName, openStore, put, testFolder } from '../store/support/store';

/** Runs a command line on a store; collects what it prints and says. */
async function cli(store: string | undefined, line: string, confirmed = true) {
  const printed: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const terminal: Terminal = {
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
    confirm: async (question) => (asked.push(question), confirmed),
    progress: () => () => undefined,
  };
  const words = line.split(' ').filter((word) => word !== '');
  const code = await run(store === undefined ? words : [...words, '--store', store], terminal);
  return { code, text: printed.join('\n'), said: said.join('\n'), asked };
}

function filledStore(): string {
  const folder = path.join(testFolder(), 'store');
  const store = openStore(folder);
  put(store, 'load', 'AAPL', { durationMs: 1500 });
  const key = put(store, 'load', 'MSFT');
  store.recordHit(store.get(key)!, 90_000);
  put(store, 'simulate', 1);
  store.close();
  return folder;
}

describe('tslab-memory ls', () => {
  it('lists functions, and the entries of one', async () => {
    const folder = filledStore();
    const functions = await cli(folder, 'ls');
    expect(functions.code).toBe(0);
    expect(functions.text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['FUNCTION', 'ENTRIES', 'SIZE', 'HITS', 'SAVED', 'LAST USED'],
      ['load', '2', expect.stringMatching(/^\d+ B$/), '1', '1.5 min', expect.stringMatching(/just now|ago/)],
      ['simulate', '1', expect.stringMatching(/^\d+ B$/), '0', '0 ms', expect.stringMatching(/just now|ago/)],
    ]);
    expect((await cli(folder, 'ls load')).text).toMatch(/^AAPL .* 1\.5 s /m);
  });

  it('gives the same as JSON', async () => {
    const folder = filledStore();
    expect(JSON.parse((await cli(folder, 'ls --json')).text)).toMatchObject([
      { name: 'load', entries: 2 },
      { name: 'simulate' },
    ]);
    expect(JSON.parse((await cli(folder, 'ls load --json --limit 1 --sort hits')).text)).toMatchObject([
      { args: 'MSFT', hits: 1 },
    ]);
  });
});

describe('tslab-memory stats and where', () => {
  it('tell totals and place', async () => {
    const folder = filledStore();
    expect((await cli(folder, 'stats')).text).toMatch(
      /^2 functions, 3 entries, .*\n1 hit \(25 % of the calls\), 3 misses, saved 1.5 min$/,
    );
    expect((await cli(folder, 'where')).text).toBe(folder);
    expect(JSON.parse((await cli(folder, 'where --json')).text)).toEqual({ folder });
  });
});

describe('tslab-memory clear', () => {
  it('clears only the named functions', async () => {
    const folder = filledStore();
    const cleared = await cli(folder, 'clear load');
    expect(cleared).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Cleared 2 entries, /),
      asked: ['Clear load?'],
    });
    expect(functionsByName(openStore(folder)).map(({ entries }) => entries)).toEqual([0, 1]);
  });

  it('asks first, unless told not to', async () => {
    const folder = filledStore();
    expect(await cli(folder, 'clear', false)).toMatchObject({
      code: 1,
      text: 'Nothing was cleared.',
      asked: [`Clear everything in ${folder}?`],
    });
    expect(openStore(folder).stats().entries).toBe(3);
    expect(await cli(folder, 'clear --yes', false)).toMatchObject({ code: 0, asked: [] });
    expect(openStore(folder).stats().entries).toBe(0);
    const db = new Database(path.join(folder, 'cache.sqlite'));
    expect(db.prepare('SELECT count(*) FROM entries').pluck().get()).toBe(0);
    db.close();
  });
});

describe('tslab-memory prune', () => {
  it('goes down to a limit', async () => {
    const folder = filledStore();
    expect(await cli(folder, 'prune --max-entries 1')).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Pruned 2 entries, /),
    });
    expect(await cli(folder, 'prune --max-bytes 1GB --max-age 1d --function load')).toMatchObject({
      code: 0,
      text: 'Pruned 0 entries, 0 B.',
    });
  });

  it('needs a limit that it can read', async () => {
    const folder = filledStore();
    expect(await cli(folder, 'prune')).toMatchObject({ code: 2, said: expect.stringContaining('--max-bytes') });
    expect(await cli(folder, 'prune --max-bytes lots')).toMatchObject({
      code: 2,
      said: expect.stringContaining("'lots' is not a size"),
    });
  });
});

describe('tslab-memory check', () => {
  it('tells by its exit code whether all is well', async () => {
    const folder = filledStore();
    expect(await cli(folder, 'check')).toMatchObject({ code: 0, text: 'Checked 3 entries: no problems.' });
    new Database(path.join(folder, 'cache.sqlite')).exec("UPDATE entries SET value = x'00'").close();
    const found = await cli(folder, 'check');
    expect(found.code).toBe(1);
    expect(found.text).toMatch(
      /WRONG {2}value: load\(AAPL\): .*3 problems found\.\nRepair with: tslab-memory check --fix$/s,
    );
    expect(await cli(folder, 'check --fix')).toMatchObject({
      code: 0,
      text: expect.stringContaining('all problems fixed'),
    });
    expect(JSON.parse((await cli(folder, 'check --json')).text)).toMatchObject({ entries: 0, problems: [] });
  });
});

describe('tslab-memory export and import', () => {
  it('carry entries to another store', async () => {
    const folder = filledStore();
    const file = path.join(path.dirname(folder), 'results.sqlite');
    expect((await cli(folder, `export ${file} --function load`)).text).toBe(`Wrote 2 entries to ${file}.`);
    const other = path.join(path.dirname(folder), 'other');
    expect((await cli(other, `import ${file}`)).text).toBe('Added 2 entries, kept 0 that were as good.');
    expect((await cli(other, 'stats')).text).toContain('1 function, 2 entries');
    expect(await cli(other, `import ${file}.missing`)).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is no file'),
    });
  });
});

describe('tslab-memory trust', () => {
  it('signs what others wrote', async () => {
    const folder = filledStore();
    new Database(path.join(folder, 'cache.sqlite')).exec('UPDATE entries SET mac = NULL').close();
    expect((await cli(folder, 'trust')).text).toBe('3 entries of others will be served from now on.');
    expect((await cli(folder, 'trust')).text).toBe('0 entries of others will be served from now on.');
  });
});

describe('wrong use', () => {
  it.each([
    ['lss', "There is no command 'lss'"],
    ['stats --fix', 'stats takes no option --fix'],
    ['clear --function load', 'clear takes no option --function'],
    ['clear nothing', 'The store has no function nothing. It has: load, simulate.'],
    ['ls load simulate', 'Usage: tslab-memory ls [function]'],
    ['export', 'Usage: tslab-memory export <file>'],
    ['ls load --limit many', '--limit takes a whole number'],
    ['ls load --sort size', 'sort must be one of'],
    ['ls --colour', '--colour'],
  ])('%s is named, changes nothing and exits with 2', async (line, words) => {
    const folder = filledStore();
    expect(await cli(folder, line)).toMatchObject({ code: 2, text: '', said: expect.stringContaining(words) });
    expect(openStore(folder).stats().entries).toBe(3);
  });

  it('does not make a store where there is none', async () => {
    const folder = path.join(testFolder(), 'nothing');
    expect(await cli(folder, 'ls')).toMatchObject({ code: 2, said: expect.stringContaining('There is no store in') });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('help', () => {
  it('lists all commands, and the options of each', async () => {
    const all = await cli(undefined, '--help');
    expect(all.code).toBe(0);
    for (const command of ['ls', 'stats', 'clear', 'prune', 'check', 'export', 'import', 'where', 'trust']) {
      expect(all.text).toContain(`\n  ${command}`);
      expect((await cli(undefined, `${command} --help`)).text).toMatch(new RegExp(`^Usage: tslab-memory ${command}`));
    }
    expect((await cli(undefined, 'prune --help')).text).toContain('--max-age <duration>');
    expect(await cli(undefined, '')).toMatchObject({ code: 2, text: all.text });
  });
});

describe('the program', () => {
  it('finds the store above the folder it is called in, and ends with the exit code', () => {
    const folder = path.join(testFolder(), '.tslab-memory');
    put(openStore(folder), 'f', 1);
    const main = path.join(__dirname, '../../dist/cli/main.js');
    const answer = execFileSync(process.execPath, [main, 'where'], {
      cwd: path.join(folder, 'values'),
      encoding: 'utf8',
    });
    expect(answer).toBe(`${folder}\n`);
    expect(() => execFileSync(process.execPath, [main, 'lss'], { stdio: 'pipe' })).toThrow(
      expect.objectContaining({ status: 2 }),
    );
  });
});
