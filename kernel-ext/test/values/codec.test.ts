import { readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnreadableValueError } from '../../src/errors';
import { storeBody, ValueCodec } from '../../src/values';
import { decodePayload, Placeholder } from '../../src/values/codec';
import { decompress } from '../../src/values/body/compression';
import { HttpError, Money, Point, testClasses } from './support/classes';
import { bundle } from './support/bundle';

const codec = new ValueCodec({ classes: testClasses() });
const payloadOf = (value: unknown, compress?: boolean): Buffer =>
  storeBody(codec.encode(value), { key: Buffer.alloc(32), folder: '/nowhere', compress }).payload!;

describe('previews', () => {
  test('instances of unknown classes come as placeholders that tell their name', () => {
    const [point, money] = decodePayload(payloadOf([new Point(1, 2), new Money(5)]), { placeholders: true }) as [
      object,
      object,
    ];
    expect(point).toBeInstanceOf(Placeholder);
    expect({ ...point }).toEqual({ x: 1, y: 2 });
    expect(Object.prototype.toString.call(point)).toBe('[object Point]');
    expect({ ...money }).toEqual({ data: { cents: 5 } });
    expect(Object.prototype.toString.call(money)).toBe('[object Money]');
  });

  test('unknown subclasses of built-ins keep what they extend', () => {
    const error = decodePayload(payloadOf(new HttpError(404, 'gone')), { placeholders: true }) as {
      message: string;
      status: number;
    };
    expect([error.message, error.status]).toEqual(['gone', 404]);
  });

  test('without placeholders an unknown class is a failure', () => {
    expect(() => decodePayload(payloadOf(new Point()))).toThrow(UnreadableValueError);
  });

  test('a compressed payload needs somebody who can decompress', () => {
    const value = 'abc'.repeat(20_000);
    const payload = payloadOf([value, { list: Array.from({ length: 9_000 }, () => 'same') }], true);
    expect(() => decodePayload(payload)).toThrow(UnreadableValueError);
    expect((decodePayload(payload, { decompress }) as [string])[0]).toBe(value);
  });
});

describe('in a browser', () => {
  let file: string;
  let code: string;
  beforeAll(async () => {
    file = await bundle(join(import.meta.dirname, '../../src/values/codec.ts'), {
      platform: 'browser',
      format: 'iife',
    });
    code = readFileSync(file, 'utf8');
  });
  afterAll(() => rmSync(dirname(file), { recursive: true }));

  test('the decoder needs no module of Node', () => {
    expect(code).not.toMatch(/\brequire\s*\(|\bimport\b|\bprocess\./);
    for (const name of builtinModules) expect(code).not.toContain(`"${name}"`);
    expect(code).not.toContain('node:');
  });

  test('it decodes the same bytes to the same data', () => {
    const context = createContext({ TextDecoder, URL, URLSearchParams, Blob, File, DOMException });
    runInContext(code, context);
    const value = {
      n: [0, -1, 1.5, 2 ** 40],
      many: Array.from({ length: 200 }, (_, n) => [`row ${n}`, `é${n}`, `a\u0080${n}`, n % 2 ? 'odd' : 'even']),
      text: ['ascii', 'ünï', '\ud800', 'long '.repeat(50), 'é'.repeat(70_000)],
      map: [...new Map([[1, 2]])],
      bytes: Buffer.from('bytes'),
      samples: Float64Array.from([1, 2]),
      when: new Date(5),
      big: 2n ** 70n,
    };
    const show = `(() => { const v = bundle.decodePayload(bytes, { decompress }); return JSON.stringify(v, (k, x) => typeof x === 'bigint' ? String(x) : ArrayBuffer.isView(x) ? [...x] : x); })()`;
    const shown = runInContext(show, Object.assign(context, { bytes: payloadOf(value), decompress })) as string;
    const expected = JSON.stringify(value, (_, x: unknown) =>
      typeof x === 'bigint' ? String(x) : ArrayBuffer.isView(x) ? [...(x as Uint8Array)] : x,
    );
    expect(JSON.parse(shown)).toEqual({ ...(JSON.parse(expected) as object), bytes: [...Buffer.from('bytes')] });
  });
});
