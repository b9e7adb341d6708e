import { imageType } from '../../src/entry/image';
import { compareLines, outdented } from '../../src/entry/lines';
import { missReasons } from '../../src/entry/missreasons';
import { courseLine, courseOf, isNumberArray, statsOf } from '../../src/entry/numbers';
import { asTable } from '../../src/entry/table';

describe('statsOf', () => {
  it('tells smallest, largest and mean, and counts NaN apart', () => {
    expect(statsOf(Float64Array.of(1, NaN, 5))).toEqual({ count: 3, min: 1, max: 5, mean: 3, nans: 1 });
  });

  it('has nothing to tell of nothing', () => {
    expect(statsOf(new Float32Array())).toBeNull();
    expect(statsOf(Float64Array.of(NaN))).toBeNull();
  });
});

describe('courseOf', () => {
  it('loses no peak', () => {
    const numbers = new Float64Array(10_000);
    numbers[7_777] = 42;
    const course = courseOf(numbers, 100);
    expect(course).toHaveLength(100);
    expect(Math.max(...course.map((stretch) => stretch?.high ?? 0))).toBe(42);
  });

  it('has no more stretches than numbers', () => {
    expect(courseOf(Int8Array.of(1, 2), 100)).toEqual([
      { low: 1, high: 1 },
      { low: 2, high: 2 },
    ]);
  });
});

describe('courseLine', () => {
  const line = (...numbers: number[]): string => courseLine(courseOf(Float64Array.of(...numbers), 100), 30, 10);

  it('joins few numbers, from the lowest at the bottom to the highest at the top', () => {
    expect(line(1, 2, 3)).toBe('M5.0 10.0L5.0 10.0L15.0 5.0L15.0 5.0L25.0 0.0L25.0 0.0');
  });

  it('leaves a gap in its place where there is no number', () => {
    expect(line(1, NaN, 3)).toBe('M5.0 10.0L5.0 10.0M25.0 0.0L25.0 0.0');
    expect(line(NaN, NaN)).toBe('');
  });

  it('is drawn among infinite, and the largest, numbers, and of one', () => {
    expect(line(-Infinity, 1, Infinity)).toBe('M15.0 10.0L15.0 10.0');
    expect(line(-Number.MAX_VALUE, Number.MAX_VALUE)).toBe('M7.5 10.0L7.5 10.0L22.5 0.0L22.5 0.0');
  });
});

describe('isNumberArray', () => {
  it('takes typed arrays of numbers only', () => {
    expect(isNumberArray(new Uint16Array(2))).toBe(true);
    expect(isNumberArray(new BigInt64Array(2))).toBe(false);
    expect(isNumberArray(new DataView(new ArrayBuffer(2)))).toBe(false);
    expect(isNumberArray([1, 2])).toBe(false);
  });
});

describe('asTable', () => {
  it('takes records that share their fields', () => {
    const rows = [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ];
    expect(asTable(rows)).toEqual({ columns: ['a', 'b'], rows });
  });

  it.each([
    ['one record', [{ a: 1 }]],
    ['numbers', [1, 2, 3]],
    ['lists', [[1], [2]]],
    ['instances', [new Date(), new Date()]],
    ['records with nothing in common', [{ a: 1 }, { b: 1 }, { c: 1 }]],
    ['records without fields', [{}, {}]],
  ])('leaves %s to the tree', (_, value) => {
    expect(asTable(value)).toBeNull();
  });
});

describe('imageType', () => {
  it('knows images by their first bytes', () => {
    expect(imageType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png');
    expect(imageType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0).buffer)).toBe('image/jpeg');
  });

  it('takes nothing else for an image', () => {
    expect(imageType(new TextEncoder().encode('<svg onload="x">'))).toBeNull();
    expect(imageType('PNG')).toBeNull();
    expect(imageType(Float64Array.of(1))).toBeNull();
  });
});

describe('compareLines', () => {
  it('marks what was added and what was removed', () => {
    expect(compareLines('a\nb\nc', 'a\nB\nc')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'B' },
      { kind: 'same', text: 'c' },
    ]);
  });
});

describe('missReasons', () => {
  it('gives the words of the reasons, each once', () => {
    const reasons = [{ text: 'rate was 1' }, { text: 'rate was 1' }, { text: 'helper changed' }];
    expect(missReasons({ reasons })).toEqual(['rate was 1', 'helper changed']);
  });

  it.each([[null], [undefined], ['text'], [{ reasons: 'x' }], [{ reasons: [null, { text: 3 }] }]])(
    'gives nothing for %p',
    (lastMiss) => {
      expect(missReasons(lastMiss)).toEqual([]);
    },
  );
});

describe('outdented', () => {
  it('takes away the indentation of the place where a function stood', () => {
    expect(outdented('function f() {\n    return 1;\n  }')).toBe('function f() {\n  return 1;\n}');
  });

  it('leaves empty lines out of account, and keeps what is not indented', () => {
    expect(outdented('f() {\n\n    return 1;\n  }')).toBe('f() {\n\n  return 1;\n}');
    expect(outdented('() => 1')).toBe('() => 1');
    expect(outdented('function f() {\n  return 1;\n}')).toBe('function f() {\n  return 1;\n}');
  });
});
