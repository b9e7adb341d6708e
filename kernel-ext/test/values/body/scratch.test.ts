import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { borrow, giveBack } from '../../../src/values/body/scratch';

const MIB = 1024 * 1024;

/** Takes what earlier tests have given back. */
const empty = (): void => void borrow(0);
beforeEach(empty);
afterEach(empty);

describe('borrowed memory', () => {
  test('has the bytes that were asked for', () => {
    expect(borrow(1000).byteLength).toBe(1000);
  });

  test('is given to the next who asks for as much or less', () => {
    const first = borrow(1000);
    giveBack(first);
    const next = borrow(10);
    expect(next.byteLength).toBe(10);
    expect(next.buffer).toBe(first.buffer);
  });

  test('is one’s own until it is given back', () => {
    expect(borrow(1000).buffer).not.toBe(borrow(1000).buffer);
  });

  test('is made anew for who asks for more, and the larger is kept', () => {
    const small = borrow(1000);
    const large = borrow(2000);
    giveBack(large);
    giveBack(small);
    expect(borrow(2000).buffer).toBe(large.buffer);
  });

  test('is not kept when it is much', () => {
    const much = borrow(32 * MIB);
    giveBack(much);
    expect(borrow(10).buffer).not.toBe(much.buffer);
  });
});
