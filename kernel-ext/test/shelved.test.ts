import { describe, expect, test } from 'vitest';
import { Memory } from '../src';
import { fromScript, useMemory } from './support/memory';

const used = useMemory();

describe('a shelved result that is not in the store', () => {
  test('is held by its reference: one that cannot be stored', () => {
    const make = used.memory.cache(fromScript<(x: number) => { run(): number }>('return (x) => ({ run: () => x });'), {
      name: 'make',
    });
    const shelved = make.shelve(3) as { get(): { run(): number }; delete(): boolean; isHeld: boolean };
    expect([shelved.get().run(), shelved.isHeld]).toEqual([3, true]);
    expect(shelved.delete()).toBe(true);
    expect(() => shelved.get()).toThrow('no longer in the store');
  });

  test('is held by its reference: one of a memory that caches nothing', async () => {
    const off = new Memory({ location: null });
    const shelved = await off.cache(async (x: number) => x, { name: 'plain' }).shelve(3);
    expect(shelved.get()).toBe(3);
  });

  test('is not lost silently inside another result', () => {
    const off = new Memory({ location: null });
    const part = off.cache((x: number) => x, { name: 'part' });
    const whole = used.memory.cache((x: number) => ({ part: part.shelve(x) }), {
      name: 'whole',
      invalidateOn: 'never',
    });
    whole(1);
    expect(whole.has(1)).toBe(false);
    expect(used.warned).toEqual([expect.stringContaining('part is not in the store itself')]);
  });

  test('is a reference only where it was stored', () => {
    const shelved = used.memory.cache((x: number) => x, { name: 'stored' }).shelve(3) as { isHeld: boolean };
    expect(shelved.isHeld).toBe(false);
  });
});
