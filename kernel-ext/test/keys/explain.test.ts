import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { digestValue } from '../../src/keys/canonical';
import { explainMiss, type Explanation, type MissInput } from '../../src/keys/explain';
import type { ArgumentDigest, CodeVersion, FingerprintPart } from '../../src/keys/types';

const CREATED = Date.UTC(2024, 0, 2, 3, 4);

type Args = Record<string, unknown>;
type Part = [kind: FingerprintPart['kind'], name: string, text: string];

function digests(args: Args): ArgumentDigest[] {
  return Object.entries(args).map(([name, value], at) => ({
    name,
    digest: digestValue(value).toString('hex'),
    text: typeof value === 'string' ? `'${value}'` : String(value),
    ...(name.startsWith('this') ? {} : { position: at + 1 }),
  }));
}

function version(parts: Part[], source = 'function load() {}'): CodeVersion {
  const all = parts.map(([kind, name, text]) => ({ kind, name, text, digest: digestValue(text).toString('hex') }));
  return { digest: digestValue([all.map(({ digest }) => digest), source]), source, parts: all };
}

function call(args: Args, code: CodeVersion): MissInput['call'] & { created: number; expires: number | null } {
  const key = digestValue([digests(args).map(({ digest }) => digest), code.digest]);
  return {
    key,
    version: code,
    args: Object.values(args).join(', '),
    digests: digests(args),
    created: CREATED,
    expires: null,
  };
}

function explain(now: [Args, CodeVersion], ...stored: Array<[Args, CodeVersion]>): Explanation {
  return explainMiss({ name: 'load', hit: false, call: call(...now), candidates: stored.map((one) => call(...one)) });
}

const code = version([['function', 'load', 'function load() {}']]);

describe('a miss because of an argument', () => {
  it('names the argument, its place, and what it was', () => {
    const { hit, reasons, nearest } = explain(
      [{ name: 'AAPL', start: '2024-02-01' }, code],
      [{ name: 'AAPL', start: '2024-01-01' }, code],
    );
    expect(hit).toBe(false);
    expect(nearest).toEqual({ args: 'AAPL, 2024-01-01', created: CREATED });
    expect(reasons).toEqual([
      {
        kind: 'argument',
        name: 'start',
        before: "'2024-01-01'",
        after: "'2024-02-01'",
        text: "argument 2 (`start`): '2024-01-01' -> '2024-02-01'",
      },
    ]);
  });

  it('names a field of `this`', () => {
    const { reasons } = explain([{ 'this.rate': 2 }, code], [{ 'this.rate': 1 }, code]);
    expect(reasons).toMatchObject([{ kind: 'this', name: 'this.rate', text: '`this.rate`: 1 -> 2' }]);
  });

  it('says when there was no such argument, or is none now', () => {
    expect(explain([{ a: 1, b: 2 }, code], [{ a: 1 }, code]).reasons).toMatchObject([
      { name: 'b', before: undefined, text: 'argument 2 (`b`): not there before -> 2' },
    ]);
    expect(explain([{ a: 1 }, code], [{ a: 1, b: 2 }, code]).reasons).toMatchObject([
      { name: 'b', after: undefined, text: 'argument 2 (`b`): 2 -> not there' },
    ]);
  });

  it('says so when the previews are the same', () => {
    const stored = call({ rows: 1 }, code);
    const now = call({ rows: 2 }, code);
    const same = { ...now, digests: now.digests.map((one) => ({ ...one, text: '1' })) };
    expect(explainMiss({ name: 'load', hit: false, call: same, candidates: [stored] }).reasons[0]!.text).toBe(
      'argument 1 (`rows`): 1, with other content',
    );
  });

  it('compares with the stored call that differs least, of several the newest', () => {
    const { reasons, nearest } = explain(
      [{ a: 1, b: 2, c: 3 }, code],
      [{ a: 9, b: 9, c: 3 }, code],
      [{ a: 1, b: 9, c: 3 }, code],
      [{ a: 1, b: 2, c: 9 }, code],
    );
    expect(reasons.map(({ name }) => name)).toEqual(['b']);
    expect(nearest!.args).toBe('1, 9, 3');
  });
});

describe('a miss because of the code', () => {
  const helper = (body: string): CodeVersion =>
    version([
      ['function', 'load', 'load'],
      ['function', 'helper', body],
    ]);

  it('shows the line of a helper that changed', () => {
    const before = 'function helper(x) {\n  return x * 2;\n}';
    const { reasons } = explain([{}, helper(before.replace('2', '3'))], [{}, helper(before)]);
    expect(reasons).toEqual([
      {
        kind: 'code',
        name: 'helper',
        before: 'x * 2',
        after: 'x * 3',
        text: '`helper` changed: line 2 `x * 2` -> `x * 3`',
      },
    ]);
  });

  it('shows lines that are new and lines that are gone, and counts the rest', () => {
    const before = ['{', 'a', 'b', 'c', 'd', 'e', 'f', '}'].join('\n');
    const added = explain([{}, helper(before.replace('b\n', 'b\nnew\n'))], [{}, helper(before)]);
    expect(added.reasons.map(({ text }) => text)).toEqual(['`helper` changed: line 4 is new: `new`']);
    const removed = explain([{}, helper(before.replace('b\n', ''))], [{}, helper(before)]);
    expect(removed.reasons.map(({ text }) => text)).toEqual(['`helper` changed: line 3 is gone: `b`']);
    const many = explain([{}, helper(before.replace(/[a-f]/g, (letter) => letter + letter))], [{}, helper(before)]);
    expect(many.reasons).toHaveLength(3);
    expect(many.reasons[2]!.text).toBe('`helper` changed: line 4 `c` -> `cc`, and 3 more changes');
  });

  it('shows the part of a long line that changed', () => {
    const long = `return [${Array.from({ length: 100 }, (_, i) => i).join(', ')}]`;
    const [reason] = explain([{}, helper(long.replace(' 77,', ' 78,'))], [{}, helper(long)]).reasons;
    expect(reason!.before).toContain(' 77,');
    expect(reason!.after).toContain(' 78,');
    expect(reason!.before!.length).toBeLessThan(90);
  });

  it('says only that it changed when the kept text does not show it', () => {
    const [stored, now] = ['a', 'b'].map((digest) => ({
      ...helper('x'),
      digest: digestValue(digest),
      parts: [{ kind: 'function' as const, name: 'helper', text: 'x', digest }],
    }));
    expect(explain([{}, now!], [{}, stored!]).reasons).toMatchObject([{ kind: 'code', text: '`helper` changed' }]);
  });

  it('shows captured values, packages, files and versions', () => {
    const make = (rate: string, lib: string, file: string, v: string): CodeVersion =>
      version([['captured', 'rate', rate], ['package', 'lodash', lib], ['file', 'data.csv', file], ['version', 'version', v]]); // prettier-ignore
    const { reasons } = explain(
      [{}, make('0.03', 'lodash@4.17.21', '2 kB', '2')],
      [{}, make('0.02', 'lodash@4.17.20', '1 kB', '1')],
    );
    expect(reasons.map(({ kind, text }) => [kind, text])).toEqual([
      ['captured', 'captured `rate`: 0.02 -> 0.03'],
      ['package', 'package `lodash`: lodash@4.17.20 -> lodash@4.17.21'],
      ['file', 'file `data.csv`: 1 kB -> 2 kB'],
      ['version', '`version`: 1 -> 2'],
    ]);
  });

  it('says what is read now, and what no longer', () => {
    const { reasons } = explain([{}, version([['captured', 'a', '1']])], [{}, version([['function', 'b', 'x']])]);
    expect(reasons.map(({ text }) => text)).toEqual([
      'captured `a` is read now, it was not before',
      'function `b` is no longer read',
    ]);
  });

  it('compares the sources of the function itself when no part differs', () => {
    const { reasons } = explain([{}, version([], 'x => x + 1')], [{}, version([], 'x => x - 1')]);
    expect(reasons).toMatchObject([
      { kind: 'code', name: 'load', text: '`load` changed: line 1 `x => x - 1` -> `x => x + 1`' },
    ]);
  });

  it('prefers an older call of the same code to a newer one of other code that differs more', () => {
    const { reasons } = explain([{ a: 1 }, helper('x')], [{ a: 2 }, helper('y')], [{ a: 3 }, helper('x')]);
    expect(reasons.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('other causes', () => {
  const asked = call({ a: 1 }, code);
  const base = { name: 'load', hit: false, call: asked };

  it('nothing is stored', () => {
    const explanation = explainMiss({ ...base, candidates: [] });
    expect(explanation.reasons).toMatchObject([{ kind: 'never' }]);
    expect(explanation.nearest).toBe(undefined);
    expect(String(explanation)).toBe('load(1) is not stored:\n  no call of the function is stored');
  });

  it('its result was cleared, whatever else is stored', () => {
    const clears = { result: CREATED, everything: null };
    for (const candidates of [[], [call({ n: 2 }, code)]]) {
      const explanation = explainMiss({ ...base, candidates, clears, now: CREATED + 180_000 });
      expect(String(explanation)).toMatch(/ is not stored:\n {2}its stored result was cleared 3\.0 min ago$/);
      expect(explanation.reasons).toMatchObject([{ kind: 'cleared' }]);
    }
  });

  it('everything was cleared, unless something newer can be compared with', () => {
    const clears = { result: null, everything: CREATED };
    const { reasons } = explainMiss({ ...base, candidates: [], clears, now: CREATED + 180_000 });
    expect(reasons).toMatchObject([
      { kind: 'cleared', text: 'all stored results of the function were cleared 3.0 min ago' },
    ]);
    const newer = [call({ n: 2 }, code)];
    expect(explainMiss({ ...base, candidates: newer, clears }).reasons).not.toMatchObject([{ kind: 'cleared' }]);
  });

  it('the result expired', () => {
    const stored = { ...asked, expires: CREATED + 1000 };
    expect(explainMiss({ ...base, candidates: [stored], now: CREATED + 2000 }).reasons).toMatchObject([
      { kind: 'expired' },
    ]);
  });

  it('the result is there, but cannot be used', () => {
    expect(explainMiss({ ...base, candidates: [asked], now: CREATED }).reasons).toMatchObject([{ kind: 'unusable' }]);
  });

  it('nothing that the store has words for', () => {
    const stored = { ...asked, key: Buffer.alloc(32) };
    expect(explainMiss({ ...base, candidates: [stored] }).reasons).toMatchObject([{ kind: 'unknown' }]);
  });

  it('a hit has no reasons', () => {
    const explanation = explainMiss({ ...base, hit: true, candidates: [asked] });
    expect(explanation).toMatchObject({ hit: true, reasons: [], nearest: { created: CREATED } });
    expect(String(explanation)).toBe('load(1) is a hit, stored at 2024-01-02 03:04 UTC.');
  });
});

describe('an explanation', () => {
  const explanation = explain([{ a: '<b>&`x`' }, code], [{ a: '"c"' }, code]);

  it('is text, also when it is the last line of a cell', () => {
    const text =
      'load(<b>&`x`) is not stored. The nearest stored call is load("c") of 2024-01-02 03:04 UTC:\n  argument 1 (`a`): \'"c"\' -> \'<b>&`x`\'';
    expect(String(explanation)).toBe(text);
    expect(inspect(explanation)).toBe(text);
  });

  it('is HTML in which nothing of the user is markup', () => {
    const html = explanation.toHtml();
    expect(html).not.toMatch(/<b>/);
    expect(html).toContain('<del>&#39;&#34;c&#34;&#39;</del> → <ins>&#39;&#60;b&#62;&#38;`x`&#39;</ins>');
    expect(html.match(/<(\w+)/g)!.sort()).toEqual([
      '<code',
      '<code',
      '<code',
      '<del',
      '<div',
      '<ins',
      '<li',
      '<p',
      '<ul',
    ]);
  });

  it('is data', () => {
    expect(JSON.parse(JSON.stringify(explanation))).toMatchObject({
      name: 'load',
      hit: false,
      reasons: [{ name: 'a' }],
      nearest: { args: '"c"' },
    });
  });
});
