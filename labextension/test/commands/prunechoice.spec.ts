import { FIRST_CHOICE, pruneRequest } from '../../src/commands/prunechoice';

describe('pruneRequest', () => {
  it('clears what was not used for so many days', () => {
    expect(pruneRequest({ ...FIRST_CHOICE, days: 2 }, undefined)).toEqual({ unusedForMs: 172_800_000 });
  });

  it('keeps so many megabytes of a function', () => {
    expect(pruneRequest({ ...FIRST_CHOICE, by: 'size', megabytes: 1.5 }, 3)).toEqual({
      function: 3,
      maxBytes: 1_572_864,
    });
  });

  it('clears what older code has made, or what has expired', () => {
    expect(pruneRequest({ ...FIRST_CHOICE, by: 'old' }, 3)).toEqual({ function: 3, oldVersions: true });
    expect(pruneRequest({ ...FIRST_CHOICE, by: 'expired' }, undefined)).toEqual({ expired: true });
  });

  it('asks for nothing while the number is missing or negative', () => {
    expect(pruneRequest({ ...FIRST_CHOICE, days: NaN }, undefined)).toBeNull();
    expect(pruneRequest({ ...FIRST_CHOICE, by: 'size', megabytes: -1 }, undefined)).toBeNull();
  });
});
